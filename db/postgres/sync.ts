/** What a rename or a new file needs before it survives a power cut. */
import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Syncs a file or folder by its path. */
export function syncPath(at: string): void {
  const fd = openSync(at, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
