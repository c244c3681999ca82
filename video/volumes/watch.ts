/**
 * Watches the volumes of a plan: identity, free space, and whether they take writes. It is the only place that says
 * whether a volume may be written; a recorder asks before each reel and reports what failed.
 */
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { checkVolume, troubleOf, type VolumeCheck } from './identity.ts'
import type { Place } from './placement.ts'
import { readSpace, type Space } from './space.ts'

export type WatchedVolume = {
  readonly id: string
  readonly path: string
  readonly reserveBytes: number
  readonly draining: boolean
}

/** The file system as the watch sees it: a port, so that a test can make any step fail. */
export type VolumeDisk = {
  check(volume: WatchedVolume): Promise<VolumeCheck>
  space(root: string): Promise<Space>
  /** Writes, syncs and removes a small file. @throws what the system says. */
  probe(root: string, name: string): Promise<void>
}

type Known = {
  readonly volume: WatchedVolume
  check: VolumeCheck
  freeBytes: number
  failedAtMs: number
  failures: number
  looking: boolean
}

const FIRST_PROBE_MS = 10_000
const LAST_PROBE_MS = 300_000

/** The real disk for one station. */
export function volumeDisk(stationId: string, dataId: string): VolumeDisk {
  return {
    check: (volume) => checkVolume(volume.path, { volumeId: volume.id, stationId, dataId }),
    space: readSpace,
    async probe(root, name) {
      const path = join(root, name)
      const handle = await open(path, 'w', 0o600)
      try {
        await handle.write(Buffer.alloc(4096, 0x4d))
        await handle.datasync()
      } finally {
        await handle.close()
      }
      await unlink(path)
    },
  }
}

export class VolumeWatch {
  readonly #disk: VolumeDisk
  readonly #nowMs: () => number
  readonly #probeName: string
  readonly #patienceMs: number
  readonly #known = new Map<string, Known>()
  readonly #changed: (id: string, check: VolumeCheck) => void

  /**
   * @param nowMs monotonic milliseconds.
   * @param patienceMs a look that takes longer is a disk that hangs.
   * @param who makes the name of the probe file one's own: several recorders share a volume.
   * @param changed called when a volume's state changes.
   */
  constructor(
    disk: VolumeDisk,
    nowMs: () => number,
    who: string,
    changed: (id: string, check: VolumeCheck) => void = () => undefined,
    patienceMs = 3000,
  ) {
    this.#patienceMs = patienceMs
    this.#disk = disk
    this.#nowMs = nowMs
    this.#probeName = `.probe-${who}`
    this.#changed = changed
  }

  /** Takes the volumes of a plan; those no longer in it are forgotten. A new one is `missing` until looked at. */
  set(volumes: readonly WatchedVolume[]): void {
    const ids = new Set(volumes.map((volume) => volume.id))
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id)
    for (const volume of volumes) {
      const known = this.#known.get(volume.id)
      const same = known?.volume.path === volume.path
      this.#known.set(volume.id, {
        volume,
        check: same ? known.check : { state: 'missing', detail: 'not looked at yet' },
        freeBytes: same ? known.freeBytes : 0,
        failedAtMs: same ? known.failedAtMs : 0,
        failures: same ? known.failures : 0,
        looking: false,
      })
    }
  }

  get(id: string): Place | null {
    const known = this.#known.get(id)
    return known === undefined ? null : placeOf(known)
  }

  path(id: string): string | null {
    return this.#known.get(id)?.volume.path ?? null
  }

  places(): Place[] {
    return [...this.#known.values()].map(placeOf)
  }

  report(): { id: string; state: VolumeCheck['state']; freeBytes: number; detail?: string }[] {
    return [...this.#known.values()].map(({ volume, check, freeBytes }) => ({
      id: volume.id,
      // Full is said at the reserve, before the system says it.
      state: check.state === 'ok' && freeBytes <= volume.reserveBytes ? 'full' : check.state,
      freeBytes,
      ...(check.detail === '' ? {} : { detail: check.detail }),
    }))
  }

  /**
   * A write or sync failed. The volume takes no reel until a probe has gone through: first after 10 s, then less and
   * less often, since a dying disk gets worse by being asked.
   */
  failed(id: string, error: unknown): void {
    const known = this.#known.get(id)
    if (known === undefined) return
    // All streams of a volume fail in the same second: that is one failure, or none would come back for five minutes.
    if (known.check.state === 'ok' || known.failures === 0) known.failures++
    known.failedAtMs = this.#nowMs()
    this.#put(known, troubleOf(error))
  }

  /** Looks at all volumes, each by itself: a disk that hangs is called failing and keeps nobody waiting for long. */
  async look(): Promise<void> {
    const looks = [...this.#known.values()].map((known) => this.#lookAt(known))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#patienceMs)
    })
    await Promise.race([Promise.all(looks), late])
    clearTimeout(timer)
    for (const known of this.#known.values())
      if (known.looking) this.#put(known, { state: 'failing', detail: 'hangs' })
  }

  async #lookAt(known: Known): Promise<void> {
    if (known.looking) return
    known.looking = true
    try {
      const check = await this.#disk.check(known.volume)
      if (check.state === 'ok') {
        known.freeBytes = (await this.#disk.space(known.volume.path)).freeBytes
        if (known.check.state !== 'ok') await this.#tryAgain(known)
      } else this.#put(known, check)
    } catch (error) {
      this.#put(known, troubleOf(error))
    } finally {
      known.looking = false
    }
  }

  async #tryAgain(known: Known): Promise<void> {
    const wait = Math.min(LAST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.max(0, known.failures - 1))
    if (known.failures > 0 && this.#nowMs() - known.failedAtMs < wait) return
    try {
      await this.#disk.probe(known.volume.path, this.#probeName)
    } catch (error) {
      known.failures++
      known.failedAtMs = this.#nowMs()
      this.#put(known, troubleOf(error))
      return
    }
    known.failures = 0
    this.#put(known, { state: 'ok', detail: '' })
  }

  #put(known: Known, check: VolumeCheck): void {
    const before = known.check.state
    known.check = check
    if (before !== check.state && this.#known.get(known.volume.id) === known)
      this.#changed(known.volume.id, check)
  }
}

function placeOf({ volume, check, freeBytes }: Known): Place {
  const { id, reserveBytes, draining } = volume
  return { id, state: check.state, freeBytes, reserveBytes, draining }
}
