/** The disk under keyring and key folder: whole small files, each call durable when it returns. A port, to be broken in tests. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface KeyDisk {
  /** The file's bytes, at most 4 KiB; null where there is none. */
  read(path: string): Promise<Buffer | null>
  /** Names in a folder; none where there is no folder. */
  list(folder: string): Promise<string[]>
  /** Writes a new file; false (and nothing changed) where the name is taken. A crash leaves all or nothing. */
  writeNew(path: string, bytes: Buffer, mode?: number): Promise<boolean>
  /** Writes or replaces. A crash leaves the old bytes or the new. */
  replace(path: string, bytes: Buffer, mode?: number): Promise<void>
  /** Renames within one folder, over what is there. A crash leaves the one state or the other. */
  move(from: string, to: string): Promise<void>
  /**
   * Overwrites with random bytes, syncs, unlinks, syncs the folder. On flash and copy-on-write file systems old
   * blocks can outlive the overwriting; the threat model says so.
   */
  erase(path: string): Promise<void>
}

const MAX_BYTES = 4096

export const nodeKeyDisk: KeyDisk = {
  read: (path) => orNull(readSmall(path)),
  list: async (folder) => (await orNull(readdir(folder))) ?? [],
  async writeNew(path, bytes, mode = 0o640) {
    const fresh = await writeFresh(path, bytes, mode)
    try {
      await link(fresh, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      return false
    } finally {
      await unlink(fresh)
    }
    await syncFolder(dirname(path))
    return true
  },
  async replace(path, bytes, mode = 0o640) {
    await rename(await writeFresh(path, bytes, mode), path)
    await syncFolder(dirname(path))
  },
  async move(from, to) {
    await rename(from, to)
    await syncFolder(dirname(to))
  },
  async erase(path) {
    const handle = await orNull(open(path, 'r+'))
    if (handle === null) return
    try {
      const { size } = await handle.stat()
      await handle.write(randomBytes(size), 0, size, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await orNull(unlink(path))
    await syncFolder(dirname(path))
  },
}

/** A synced file beside `path` under a name that no reader takes for one of its own. */
async function writeFresh(path: string, bytes: Buffer, mode: number): Promise<string> {
  await makeFolders(dirname(path))
  const fresh = `${path}.fresh-${randomBytes(6).toString('hex')}`
  const handle = await open(fresh, 'wx', mode)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return fresh
}

async function makeFolders(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o750 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readSmall(path: string): Promise<Buffer> {
  const bytes = await readFile(path)
  if (bytes.length > MAX_BYTES) throw new RangeError('too long for a key file')
  return bytes
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
