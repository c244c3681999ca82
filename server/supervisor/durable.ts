/** Small files that must be whole after a power cut: written beside, synced, renamed, their folder synced. */
import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { syncPath } from '#db/postgres/sync.ts'

/** A crash leaves the old file or the new one, never a part. Mode 0600. */
export function writeDurably(at: string, text: string): void {
  writeFileSync(`${at}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${at}.new`, at)
  syncPath(path.dirname(at))
}
