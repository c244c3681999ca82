/**
 * One stream's reels, one after the other: fragments come in synchronously, a single worker writes them. A fault ends
 * the reel (its file waits for adoption) and the same fragment begins the next one, on another volume if need be: what
 * was received is lost only when no volume takes it.
 */

import { release } from '../media/release.ts'
import type { CodecInit, Fragment } from '../media/types.ts'
import { civilDayOf } from '../reel/ids.ts'
import type { EndCause } from '../reel/layout.ts'
import { ReelFault, type ReelWriter, type SealedReel } from '../reel/writer.ts'
import { troubleOf } from '../volumes/identity.ts'
import { type RecorderClock, wallOf } from './clock.ts'
import { endBefore, mayStart, spreadOf } from './reel-policy.ts'

/** Why nothing can be written: stable codes, see video/gaps. */
export type NoVolume =
  | 'volume-full'
  | 'volume-missing'
  | 'volume-wrong'
  | 'volume-read-only'
  | 'volume-failing'
  | 'no-key'

export type ReelPlace = { readonly volume: string; readonly path: string }

/** What a chain needs from the recorder around it. */
export type ChainSurroundings = {
  readonly clock: RecorderClock
  /** Where the next fragment may go; `now` is the volume it goes to at present. */
  place(now: string | null): ReelPlace | NoVolume
  /** Makes the reel: key, header, file. @throws ReelFault from the disk, anything else from the keyring. */
  begin(
    place: ReelPlace,
    start: { mono90k: bigint; wallMs: number; onDay: string },
    init: CodecInit,
  ): Promise<ReelWriter>
  wrote(volume: string, reel: ReelWriter): void
  ended(volume: string, reel: ReelWriter): void
  /** @param writer the reel it happened to; null while it was being made. */
  failed(volume: string, fault: ReelFault, writer: ReelWriter | null): void
  sealed(volume: string, reel: SealedReel, end: EndCause): void
  /** Whether pictures reach a volume changed; `sinceMs` wall. */
  writable(no: NoVolume | null, sinceMs: number, detail?: string): void
}

type Item =
  | { readonly kind: 'fragment'; readonly fragment: Fragment; readonly init: CodecInit }
  | { readonly kind: 'end'; readonly cause: EndCause }

/** Past this a disk that hangs costs pictures, not the machine's memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
/** After a failed attempt to begin a reel, ms: a full or failing disk is not asked for each fragment. */
const AGAIN_MS = 1000

export class ReelChain {
  readonly #around: ChainSurroundings
  readonly #spread90k: number
  readonly #queue: Item[] = []
  #waitingBytes = 0
  #worker: Promise<void> | null = null
  #init: CodecInit | null = null
  #open: { writer: ReelWriter; place: ReelPlace; init: CodecInit } | null = null
  #before: EndCause | 'fault' | null = null
  #cut = false
  #no: NoVolume | null = null
  #againAtNs = 0n
  #durableThroughMono90k = 0n

  constructor(key: string, around: ChainSurroundings) {
    this.#around = around
    this.#spread90k = spreadOf(key)
  }

  /** The reel being written, for status. */
  get open(): { writer: ReelWriter; place: ReelPlace } | null {
    return this.#open
  }

  /** Why fragments are being dropped; null while they are written. */
  get no(): NoVolume | null {
    return this.#no
  }

  /** End of the last picture known to be on a disk; 0 for none. */
  get durableThroughMono90k(): bigint {
    const now = this.#open === null ? 0n : durableOf(this.#open.writer)
    return now > this.#durableThroughMono90k ? now : this.#durableThroughMono90k
  }

  codec(init: CodecInit): void {
    this.#init = init
  }

  /** Takes a fragment over: its bytes are gone once they are written. Returns at once. One that finds 16 MiB waiting is dropped: the disk hangs. */
  fragment(fragment: Fragment): void {
    if (this.#init === null) return
    if (this.#waitingBytes + fragment.bytes.length > MAX_WAITING_BYTES) {
      this.#before = 'fault'
      this.#say('volume-failing', fragment.startMono90k, 'hangs')
      return
    }
    this.#waitingBytes += fragment.bytes.length
    this.#put({ kind: 'fragment', fragment, init: this.#init })
  }

  /** The stream ended, or was asked to: the open reel is finished after what waits. */
  end(cause: EndCause): void {
    this.#put({ kind: 'end', cause })
  }

  /** Ends the open reel at the next key frame (a hold or a deletion by order needs it closed). */
  cut(): void {
    this.#cut = true
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#worker !== null) await this.#worker
  }

  /** A sync of this reel failed elsewhere: the chain leaves it. */
  suspect(writer: ReelWriter): void {
    if (this.#open?.writer === writer) this.#leave(writer.fault ?? new ReelFault('sync', 'unknown'))
  }

  #put(item: Item): void {
    this.#queue.push(item)
    this.#worker ??= this.#work().finally(() => {
      this.#worker = null
    })
  }

  async #work(): Promise<void> {
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
      if (item.kind === 'fragment') {
        const { bytes } = item.fragment
        const { length } = bytes
        await this.#take(item.fragment, item.init)
        release(bytes)
        this.#waitingBytes -= length
      } else if (this.#open !== null) await this.#finish(item.cause)
      else if (item.cause === 'stream-ended') this.#before = null
    }
  }

  async #take(fragment: Fragment, init: CodecInit): Promise<void> {
    await this.#endIfDue(fragment, init)
    // Twice: once more after a fault, in a new reel. A second fault at once means that no volume is good.
    for (let attempt = 0; attempt < 2; attempt++) {
      if (this.#open === null && !(await this.#begin(fragment, init))) return
      const open = this.#open
      if (open === null) return
      try {
        await open.writer.append(fragment)
      } catch (error) {
        if (!(error instanceof ReelFault)) throw error
        this.#leave(error)
        continue
      }
      if (this.#open !== open) continue
      this.#around.wrote(open.place.volume, open.writer)
      this.#say(null, fragment.startMono90k)
      return
    }
    this.#say('volume-failing', fragment.startMono90k)
  }

  async #endIfDue(fragment: Fragment, init: CodecInit): Promise<void> {
    const open = this.#open
    if (open === null) return
    const place = this.#around.place(open.place.volume)
    if (typeof place === 'string' || place.volume !== open.place.volume) {
      // Left in order where the disk still takes it; a disk that is gone leaves the file for adoption.
      await this.#finish('stopped')
      this.#before = 'fault'
      return
    }
    const cause = endBefore(
      open.writer.header,
      {
        startMono90k: fragment.startMono90k,
        duration90k: fragment.duration90k,
        startWallMs: wallOf(this.#around.clock, fragment.startMono90k),
        keyFrame: fragment.startsWithKeyFrame,
        codecChanged: open.init !== init,
        fits: open.writer.fits(fragment.bytes.length),
      },
      { spread90k: this.#spread90k, cut: this.#cut },
    )
    if (cause !== null) await this.#finish(cause)
  }

  async #begin(fragment: Fragment, init: CodecInit): Promise<boolean> {
    if (!mayStart(fragment.startsWithKeyFrame, this.#before)) return false
    if (this.#no !== null && this.#around.clock.monoNs() < this.#againAtNs) return false
    // A volume that fails now is not offered again at once: the next one may take the very same fragment.
    for (let last = ''; ; ) {
      const place = this.#around.place(null)
      if (typeof place === 'string') {
        this.#say(place, fragment.startMono90k)
        return false
      }
      if (place.volume === last) {
        this.#say('volume-failing', fragment.startMono90k)
        return false
      }
      last = place.volume
      const begun = await this.#beginAt(place, fragment, init)
      if (begun !== 'volume') return begun === 'begun'
    }
  }

  /** `volume`: this one failed; `key`: none will do. */
  async #beginAt(place: ReelPlace, fragment: Fragment, init: CodecInit): Promise<'begun' | 'volume' | 'key'> {
    const { clock } = this.#around
    const wallMs = Math.round(wallOf(clock, fragment.startMono90k))
    const start = { mono90k: fragment.startMono90k, wallMs, onDay: civilDayOf(wallMs) }
    try {
      const writer = await this.#around.begin(place, start, init)
      this.#open = { writer, place, init }
      this.#cut = false
      return 'begun'
    } catch (error) {
      this.#againAtNs = clock.monoNs() + BigInt(AGAIN_MS) * 1_000_000n
      this.#before = 'fault'
      if (error instanceof ReelFault) {
        this.#around.failed(place.volume, error, null)
        return 'volume'
      }
      this.#say('no-key', fragment.startMono90k, (error as Error).message)
      return 'key'
    }
  }

  async #finish(cause: EndCause): Promise<void> {
    const open = this.#open
    if (open === null) return
    this.#open = null
    this.#around.ended(open.place.volume, open.writer)
    this.#before = cause
    try {
      const sealed = await open.writer.finish(
        cause as Exclude<EndCause, 'adopted'>,
        Math.round(this.#around.clock.wallMs()),
      )
      this.#durable(sealed.trailer.endMono90k)
      this.#around.sealed(open.place.volume, sealed, cause)
    } catch (error) {
      if (!(error instanceof ReelFault)) throw error
      this.#before = 'fault'
      this.#fail(open, error)
      await open.writer.abandon().catch(() => undefined)
    }
  }

  #leave(fault: ReelFault): void {
    const open = this.#open
    if (open === null) return
    this.#open = null
    this.#before = 'fault'
    this.#durable(durableOf(open.writer))
    this.#around.ended(open.place.volume, open.writer)
    this.#fail(open, fault)
    void open.writer.abandon().catch(() => undefined)
  }

  /**
   * The journal learns from where on pictures may be gone, though the next reel takes the very next one: after a failed
   * sync all that none had confirmed; after a failed rename the whole reel, while its volume keeps it to itself.
   */
  #fail({ writer, place }: { writer: ReelWriter; place: ReelPlace }, fault: ReelFault): void {
    this.#around.failed(place.volume, fault, writer)
    const from = fault.step === 'rename' ? writer.header.startMono90k : writer.durableThroughMono90k
    this.#say(causeOf(fault), from, fault.code)
  }

  #durable(mono90k: bigint): void {
    if (mono90k > this.#durableThroughMono90k) this.#durableThroughMono90k = mono90k
  }

  #say(no: NoVolume | null, atMono90k: bigint, detail?: string): void {
    if (this.#no === no) return
    this.#no = no
    this.#around.writable(no, Math.round(wallOf(this.#around.clock, atMono90k)), detail)
  }
}

function causeOf(fault: ReelFault): NoVolume {
  const { state } = troubleOf(fault)
  return state === 'ok' ? 'volume-failing' : `volume-${state}`
}

/** Nothing durable is claimed for a reel of which nothing was synced yet. */
function durableOf(writer: ReelWriter): bigint {
  const through = writer.durableThroughMono90k
  return through > writer.header.startMono90k ? through : 0n
}
