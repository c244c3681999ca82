/**
 * The disk as the reel writer and adoption see it: a port, so that every call can be made to fail in a test. The
 * real one is `nodeDisk`.
 */
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'

/** One file, appended to. */
export interface ReelFile {
  /** Appends; returns how many bytes the system took, which can be fewer than given. */
  append(parts: readonly Buffer[]): Promise<number>
  fdatasync(): Promise<void>
  close(): Promise<void>
}

/** An unfinished reel, opened by adoption. */
export interface UnfinishedFile extends ReelFile {
  size(): Promise<number>
  /** Up to `length` bytes; fewer only at the end of the file. */
  readAt(position: number, length: number): Promise<Buffer>
  truncate(size: number): Promise<void>
}

export interface ReelDisk {
  /** Makes one folder; false where it was there. */
  makeFolder(path: string): Promise<boolean>
  /** A new file, mode 0640; fails where the name is taken. */
  createFile(path: string): Promise<ReelFile>
  openUnfinished(path: string): Promise<UnfinishedFile>
  rename(from: string, to: string): Promise<void>
  syncFolder(path: string): Promise<void>
}

// One writev takes at most IOV_MAX (1,024) pieces; a record of 8 MiB has 130.
const MAX_PARTS = 1024

class NodeReelFile implements UnfinishedFile {
  readonly #handle: FileHandle

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async append(parts: readonly Buffer[]): Promise<number> {
    if (parts.length > MAX_PARTS) throw new RangeError('too many pieces for one write')
    return (await this.#handle.writev(parts)).bytesWritten
  }

  fdatasync(): Promise<void> {
    return this.#handle.datasync()
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  readAt(position: number, length: number): Promise<Buffer> {
    return readAt(this.#handle, position, length)
  }

  truncate(size: number): Promise<void> {
    return this.#handle.truncate(size)
  }
}

/** Up to `length` bytes from `position`; fewer only at the end of the file. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const out = Buffer.allocUnsafe(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await handle.read(out, got, length - got, position + got)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return out.subarray(0, got)
}

export const nodeDisk: ReelDisk = {
  async makeFolder(path) {
    try {
      await mkdir(path, { mode: 0o750 })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  },
  async createFile(path) {
    const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants
    return new NodeReelFile(await open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o640))
  },
  async openUnfinished(path) {
    return new NodeReelFile(await open(path, constants.O_RDWR | constants.O_APPEND))
  },
  rename,
  async syncFolder(path) {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}
