/**
 * A recorder: compares what the plan says with what runs, and makes them equal. Up to 64 cameras a process. Nothing
 * here remembers a decision not to record; the plan is read again every ten seconds.
 */
import type { ProcessLine, StreamLine } from '../gaps/journal.ts'
import { Keyring } from '../keys/keyring.ts'
import { startReel } from '../keys/reelkey.ts'
import { nodeDisk, type ReelDisk } from '../reel/disk.ts'
import type { EndCause } from '../reel/layout.ts'
import { ReelFault, ReelWriter, type SealedReel } from '../reel/writer.ts'
import { checkVolume } from '../volumes/identity.ts'
import { placeStream } from '../volumes/placement.ts'
import { streamsToStop } from '../volumes/space.ts'
import { VolumeWatch, volumeDisk } from '../volumes/watch.ts'
import { adoptAll } from './adopter.ts'
import { Camera } from './camera.ts'
import type { RecorderClock } from './clock.ts'
import { type Plan, type PlanStream, sameStream, streamKey } from './plan.ts'
import { type NoVolume, ReelChain, type ReelPlace } from './reel-chain.ts'
import { windowShares } from './reel-policy.ts'
import { SyncGroup } from './sync-groups.ts'

export type SealedEvent = {
  readonly t: 'sealed'
  readonly camera: string
  readonly stream: 0 | 1
  readonly reel: string
  readonly onDay: string
  readonly path: string
  readonly volume: string
  readonly end: EndCause
}

export type RecorderParts = {
  readonly shard: number
  readonly clock: RecorderClock
  readonly disk?: ReelDisk
  /** Appends to this recorder's journal; a failure is logged there, never thrown here. */
  journal(line: StreamLine | ProcessLine): void
  sealed(event: SealedEvent): void
  log(message: string, facts?: Record<string, unknown>): void
}

export class Recorder {
  readonly #parts: RecorderParts
  readonly #disk: ReelDisk
  readonly #cameras = new Map<string, Camera>()
  readonly #groups = new Map<string, SyncGroup>()
  readonly #reels = new Map<ReelWriter, ReelChain>()
  #plan: Plan | null = null
  #watch: VolumeWatch | null = null
  #keyring: Keyring | null = null
  #sparing = new Set<string>()
  /** See `AdopterParts`. */
  readonly #suspects = new Map<string, number>()
  #adopting: Promise<number> | null = null

  constructor(parts: RecorderParts) {
    this.#parts = parts
    this.#disk = parts.disk ?? nodeDisk
  }

  /**
   * Makes what runs equal to the plan: streams no longer in it (or changed) end in order, new ones start. A plan of
   * another station or data folder than the one running ends the process: it may not mix them.
   */
  async apply(plan: Plan): Promise<void> {
    const before = this.#plan
    if (before !== null && (before.stationId !== plan.stationId || before.dataId !== plan.dataId))
      throw new Error('the plan is of another station')
    this.#plan = plan
    this.#keyring = new Keyring(plan.keyrings, plan.stationId)
    this.#watch ??= new VolumeWatch(
      volumeDisk(plan.stationId, plan.dataId),
      () => Number(this.#parts.clock.monoNs() / 1_000_000n),
      String(this.#parts.shard),
      (volume, check) => this.#parts.log('volume', { volume, ...check }),
    )
    this.#watch.set(plan.volumes)
    if (before?.lossWindowMs !== plan.lossWindowMs) this.#closeGroups()
    await this.look()
    const wanted = new Map<string, PlanStream>()
    for (const stream of plan.streams)
      if (stream.shard === this.#parts.shard) wanted.set(streamKey(stream), stream)
    const ending: Promise<void>[] = []
    for (const [key, camera] of this.#cameras) {
      const now = wanted.get(key)
      if (now !== undefined && sameStream(camera.plan, now) && before?.lossWindowMs === plan.lossWindowMs) {
        // Volume and priority may differ: they are looked up in the plan, fragment by fragment.
        wanted.delete(key)
        continue
      }
      this.#cameras.delete(key)
      ending.push(camera.stop())
    }
    for (const [key, stream] of wanted) this.#start(key, stream)
    await Promise.all(ending)
  }

  /** Every few seconds: volumes, and which streams must stop for want of space. */
  async look(): Promise<void> {
    const watch = this.#watch
    const plan = this.#plan
    if (watch === null || plan === null) return
    await watch.look()
    const sparing = new Set<string>()
    for (const place of watch.places()) {
      if (place.state !== 'ok') continue
      // All recorders judge by all streams of the volume, so that priorities hold across processes.
      const ranked = plan.streams
        .filter((stream) => stream.volume === place.id)
        .map((stream) => ({ id: streamKey(stream), priority: stream.priority }))
      for (const id of streamsToStop(place.freeBytes, place.reserveBytes, ranked, this.#sparing))
        sparing.add(id)
    }
    this.#sparing = sparing
  }

  /** Each second. */
  tick(): void {
    for (const camera of this.#cameras.values()) camera.look()
  }

  /** One adoption pass, unless one runs. */
  adopt(): Promise<number> {
    this.#adopting ??= this.#adoptNow().finally(() => {
      this.#adopting = null
    })
    return this.#adopting
  }

  camera(id: string, stream: number): Camera | null {
    return this.#cameras.get(streamKey({ camera: id, stream })) ?? null
  }

  status(): Record<string, unknown> {
    const { clock, shard } = this.#parts
    return {
      t: 'status',
      shard,
      boot: clock.bootId,
      mono90k: clock.mono90k().toString(),
      wallMs: Math.round(clock.wallMs()),
      streams: [...this.#cameras.values()].map((camera) => camera.status()),
      volumes: this.#watch?.report() ?? [],
    }
  }

  /** Ends all reels in order. */
  async stop(): Promise<void> {
    const cameras = [...this.#cameras.values()]
    this.#cameras.clear()
    await Promise.all(cameras.map((camera) => camera.stop()))
    await this.#adopting?.catch(() => undefined)
    this.#closeGroups()
  }

  #start(key: string, stream: PlanStream): void {
    if (stream.recorder !== 'native') {
      this.#parts.log('this recorder takes native streams only', { camera: stream.camera })
      return
    }
    const { clock, shard } = this.#parts
    const line = () => ({
      at: new Date(clock.wallMs()).toISOString(),
      boot: clock.bootId,
      mono90k: clock.mono90k().toString(),
      shard,
      camera: stream.camera,
      stream: stream.stream,
    })
    const chain: ReelChain = new ReelChain(key, {
      clock,
      place: (now) => this.#place(key, now),
      begin: async (place, start, init) => {
        const writer = await this.#begin(stream, place, start, init)
        this.#reels.set(writer, chain)
        return writer
      },
      wrote: (volume, writer) => this.#group(volume).wrote(writer),
      ended: (volume, writer) => {
        this.#reels.delete(writer)
        this.#groups.get(volume)?.forget(writer)
      },
      failed: (volume, fault, writer) => {
        if (fault.step === 'sync' && writer !== null)
          this.#suspects.set(writer.header.reelId, writer.durableBytes)
        this.#parts.log('volume fault', { volume, step: fault.step, code: fault.code })
        this.#watch?.failed(volume, { code: fault.code })
      },
      sealed: (volume, reel, end) => this.#sealed(volume, reel, end),
      writable: (no, sinceMs, detail) => camera.writable(no, sinceMs, detail),
    })
    const camera: Camera = new Camera(stream, chain, {
      clock,
      fragment90k: windowShares(this.#plan!.lossWindowMs).fragment90k,
      chance: Math.random,
      changed: (change) => this.#parts.journal({ ...line(), ...change }),
    })
    this.#cameras.set(key, camera)
    camera.start()
  }

  #place(key: string, now: string | null): ReelPlace | NoVolume {
    const watch = this.#watch!
    const stream = this.#plan?.streams.find((one) => streamKey(one) === key)
    if (stream === undefined) return 'volume-missing'
    if (this.#sparing.has(key)) return 'volume-full'
    const places = watch.places()
    const volume = placeStream(stream.volume, places)
    if (volume !== null) {
      // An open reel stays where it is while that is as good: a stream goes home with its next reel.
      const stays =
        now !== null && places.some((place) => place.id === now && place.state === 'ok' && !place.draining)
      const id = stays ? now : volume
      return { volume: id, path: watch.path(id)! }
    }
    const home = watch.report().find((one) => one.id === stream.volume)
    return home === undefined || home.state === 'ok' ? 'volume-missing' : `volume-${home.state}`
  }

  async #begin(
    stream: PlanStream,
    place: ReelPlace,
    start: { mono90k: bigint; wallMs: number; onDay: string },
    init: Parameters<typeof startReel>[2],
  ): Promise<ReelWriter> {
    const { clock } = this.#parts
    const { source, boundMs } = clock.source()
    // The look each few seconds may be old: a disk pulled since then would leave its bare mount point to be filled.
    const { stationId, dataId } = this.#plan!
    const seen = await checkVolume(place.path, { volumeId: place.volume, stationId, dataId })
    if (seen.state !== 'ok')
      throw new ReelFault('create', seen.detail.startsWith('E') ? seen.detail : 'ENODEV')
    const key = await this.#keyring!.publicFor(stream.camera, start.onDay)
    const { header, reelKey } = await startReel(
      key,
      {
        station: this.#plan!.stationId,
        camera: stream.camera,
        stream: stream.stream,
        bootId: clock.bootId,
        startMono90k: start.mono90k,
        startWallMs: start.wallMs,
        clockSource: source,
        clockBoundMs: boundMs,
        onDay: start.onDay,
      },
      init,
    )
    try {
      return await ReelWriter.create(this.#disk, place.path, header, reelKey)
    } finally {
      reelKey.fill(0)
    }
  }

  #group(volume: string): SyncGroup {
    let group = this.#groups.get(volume)
    if (group === undefined) {
      const { lossWindowMs } = this.#plan!
      group = new SyncGroup(
        windowShares(lossWindowMs).syncEveryMs,
        (reel) => this.#reels.get(reel as ReelWriter)?.suspect(reel as ReelWriter),
        (ms) => {
          if (ms > lossWindowMs * 0.15)
            this.#parts.log('syncing takes too long', { volume, ms: Math.round(ms) })
        },
      )
      this.#groups.set(volume, group)
    }
    return group
  }

  #closeGroups(): void {
    for (const group of this.#groups.values()) group.close()
    this.#groups.clear()
  }

  #sealed(volume: string, reel: SealedReel, end: EndCause): void {
    const { camera, stream, reelId, onDay } = reel.header
    this.#parts.sealed({ t: 'sealed', camera, stream, reel: reelId, onDay, path: reel.path, volume, end })
  }

  async #adoptNow(): Promise<number> {
    const plan = this.#plan
    const watch = this.#watch
    if (plan === null || watch === null) return 0
    const shardOf = new Map(plan.streams.map((stream) => [stream.camera, stream.shard]))
    const volumes = watch.places().filter((place) => place.state === 'ok')
    return adoptAll(
      volumes.map((place) => ({ id: place.id, path: watch.path(place.id)! })),
      {
        bootId: this.#parts.clock.bootId,
        wallMs: () => this.#parts.clock.wallMs(),
        isOurs: (reelId) => [...this.#reels.keys()].some((writer) => writer.header.reelId === reelId),
        // Cameras that nobody records any more are the first recorder's.
        isMine: (camera) => (shardOf.get(camera) ?? 1) === this.#parts.shard,
        suspects: this.#suspects,
        adopted: (volume, reel) => this.#sealed(volume, reel, reel.trailer.endCause),
        left: (path, why) => this.#parts.log('unfinished reel left as it is', { path, why }),
      },
    )
  }
}
