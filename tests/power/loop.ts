/**
 * A real ext4 on a loop device, in a folder of its own, for tests that need root. What is broken is the real thing:
 * the kernel's shutdown of a file system, a device whose writes fail, one without a free block. Whatever happens to the
 * test, its end unmounts and detaches.
 */
import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const exec = promisify(execFile)
const run = async (command: string, ...args: string[]): Promise<string> =>
  (await exec(command, args)).stdout.trim()

export type LoopDiskOptions = {
  readonly megabytes: number
  /** Who owns its root folder. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** False: no journal, so that a failed write leaves the file system mounted and writable. */
  readonly journal?: boolean
  /** Its image file lies on a file system of its own, so that `failWrites` and `fillBacking` touch nothing else. */
  readonly breakable?: boolean
}

/** Memory where there is enough of it: a journal on a loop device on a busy disk makes every sync three. */
function roomFor(megabytes: number): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if ((bavail * bsize) / 1024 ** 2 > 3 * megabytes) return '/dev/shm'
  } catch {
    // No such place here.
  }
  return os.tmpdir()
}

const leftOpen = new Set<LoopDisk>()

function abandonAll(): void {
  for (const disk of leftOpen) disk.abandon()
}
process.once('exit', abandonAll)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

export class LoopDisk {
  /** Where it is mounted. */
  readonly at: string
  readonly #folder: string
  readonly #image: string
  #device = ''
  #outer: { readonly at: string; readonly device: string } | null = null

  private constructor(folder: string) {
    this.#folder = folder
    this.at = path.join(folder, 'disk')
    this.#image = path.join(folder, 'image')
  }

  /** Makes and mounts it. @throws where this machine gives no loop device. */
  static async make(options: LoopDiskOptions): Promise<LoopDisk> {
    const folder = mkdtempSync(path.join(roomFor(options.megabytes), 'mj-disk-'))
    let disk = new LoopDisk(folder)
    leftOpen.add(disk)
    try {
      chmodSync(folder, 0o711)
      mkdirSync(disk.at)
      if (options.breakable) disk = await disk.#onItsOwn(options.megabytes)
      await run('truncate', '-s', `${options.megabytes}M`, disk.image)
      const features = options.journal === false ? ['-O', '^has_journal'] : []
      await run('mkfs.ext4', '-q', '-m', '0', ...features, disk.image)
      // Past the outer cache: else a write lost in there is told to one flush only, as by a disk that lies about others.
      const direct = options.breakable ? ['--direct-io=on'] : []
      disk.#device = await run('losetup', ...direct, '--find', '--show', disk.image)
      await disk.mount()
      if (options.owner) chownSync(disk.at, options.owner.uid, options.owner.gid)
      return disk
    } catch (error) {
      disk.abandon()
      throw error
    }
  }

  get image(): string {
    return this.#outer ? path.join(this.#outer.at, 'image') : this.#image
  }

  async #onItsOwn(megabytes: number): Promise<this> {
    const at = path.join(this.#folder, 'backing')
    mkdirSync(at)
    await run('truncate', '-s', `${megabytes + 64}M`, this.#image)
    await run('mkfs.ext4', '-q', '-m', '0', '-O', '^has_journal', this.#image)
    const device = await run('losetup', '--find', '--show', this.#image)
    this.#outer = { at, device }
    await run('mount', device, at)
    return this
  }

  /** Mounts what the device holds; after a power cut the kernel replays the journal, nothing else mends anything. */
  async mount(at = this.at): Promise<void> {
    // What breaks by `failWrites` and `fillBacking` is to be the write, not what the kernel makes of it.
    const errors = this.#outer ? 'errors=continue' : 'errors=remount-ro'
    await run('mount', '-o', errors, this.#device, at)
  }

  /** @throws where somebody still has a file open on it after 15 s. */
  async unmount(at = this.at): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await run('umount', at)
        return
      } catch (error) {
        if (tries > 150) throw error
        await sleep(100)
      }
    }
  }

  /** The disk is gone from its mount point at once; what was open there goes on in the air. */
  async pull(): Promise<void> {
    await run('umount', '-l', this.at)
  }

  /** The power goes: from now on nothing reaches the device, the journal's tail least of all. */
  async cutPower(): Promise<void> {
    await run('xfs_io', '-x', '-c', 'shutdown', this.at)
  }

  /** As after an error in its structures: the kernel makes it read-only under the open files. */
  async turnReadOnly(): Promise<void> {
    await run('mount', '-o', 'remount,abort', this.at)
  }

  /** Every write to the device fails with EIO, reads go on; false: it works again. Needs `breakable`. */
  async failWrites(fail: boolean): Promise<void> {
    // The loop driver writes like anybody else, and nobody may write to an immutable file.
    await run('chattr', fail ? '+i' : '-i', this.image)
  }

  /** The device has no free block left behind its back: writes succeed, syncs say ENOSPC. Needs `breakable`. */
  async fillBacking(full: boolean): Promise<void> {
    const filler = path.join(this.#outer!.at, 'filler')
    if (!full) return rmSync(filler)
    // Ends with ENOSPC, which is what is wanted.
    await run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=64k', 'conv=fsync').catch(() => undefined)
  }

  /** No free block is left on the disk itself: writes say ENOSPC. False: there is room again. */
  async fill(full: boolean): Promise<void> {
    const filler = path.join(this.at, 'something-else')
    if (!full) return void (await run('rm', '-f', filler, `${filler}-2`))
    const { bavail, bsize } = statfsSync(this.at)
    // All but the last bytes without writing them.
    await run('fallocate', '-l', String(bavail * bsize - 4 * 1024 ** 2), filler).catch(() => undefined)
    await run('dd', 'if=/dev/zero', `of=${filler}-2`, 'bs=4k').catch(() => undefined)
  }

  async remove(): Promise<void> {
    await this.unmount().catch(() => undefined)
    this.abandon()
  }

  /** Without waiting for anybody: also in an exit handler. */
  abandon(): void {
    if (!leftOpen.delete(this)) return
    const quietly = (command: string, ...args: string[]) => void spawnSync(command, args, { stdio: 'ignore' })
    quietly('umount', '-l', this.at)
    if (this.#device) quietly('losetup', '-d', this.#device)
    if (this.#outer) {
      quietly('chattr', '-i', this.image)
      quietly('umount', '-l', this.#outer.at)
      quietly('losetup', '-d', this.#outer.device)
    }
    // The image is unlinked while a lazy unmount may still hold it: its blocks go with the last user.
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
