/**
 * The numbers of a reel file (ref/reel.md): sizes, offsets, codes. All integers are big-endian. Nothing here may
 * change for version 1: reels already written and entries already witnessed depend on it.
 */

export const REEL_VERSION = 1
export const HEADER_MAGIC = Buffer.from('MJRL', 'latin1')
export const TRAILER_MAGIC = Buffer.from('MJRT', 'latin1')

/** Bytes of a header up to the sealed reel key: what the HPKE seal is bound to. */
export const BINDING_BYTES = 136
/** Header bytes before the codec string and the init segment. */
export const HEADER_FIXED_BYTES = 226
export const MAX_CODEC_BYTES = 64
export const MAX_INIT_BYTES = 65_536
export const HASH_BYTES = 32
export const MAX_HEADER_BYTES = HEADER_FIXED_BYTES + MAX_CODEC_BYTES + MAX_INIT_BYTES + HASH_BYTES

/** Fixed-width plain part of a record. */
export const PLAIN_PART_BYTES = 24
/** Plain part and commitment: what stands before the ciphertext. */
export const RECORD_HEAD_BYTES = PLAIN_PART_BYTES + HASH_BYTES
export const TAG_BYTES = 16
/** A record is its fragment's length plus this. */
export const RECORD_OVERHEAD_BYTES = RECORD_HEAD_BYTES + TAG_BYTES + HASH_BYTES
/** A fragment is cut at 2 MiB; one picture alone may be longer, up to this. */
export const MAX_FRAGMENT_BYTES = 8_388_608
export const MAX_FRAGMENTS = 65_535

/** Trailer without the reel leaf that follows it. */
export const TRAILER_BYTES = 64
export const TRAILER_BLOCK_BYTES = TRAILER_BYTES + HASH_BYTES
/** Offsets in the packed index are 32 bits. */
export const MAX_REEL_BYTES = 0xffff_ffff

export const FLAG_KEY_FRAME = 1
export const FLAG_DAMAGED = 2

/** What our wall clock stood on: disciplined by NTP, running free, or not known. */
export type ClockSource = 'unknown' | 'ntp' | 'free'
export const CLOCK_SOURCES: readonly ClockSource[] = ['unknown', 'ntp', 'free']
export const UNKNOWN_BOUND = 0xffff_ffff

/**
 * Why a reel ended: `planned` at the first key frame after 50 s · `longest` at 120 s without one · `size` ·
 * `codec-changed` · `stream-ended` (the camera went away) · `stopped` (asked to) · `ordered` (cut by a deletion by
 * order or a hold) · `adopted` (found unfinished).
 */
export const END_CAUSES = [
  'planned',
  'longest',
  'size',
  'codec-changed',
  'stream-ended',
  'stopped',
  'ordered',
  'adopted',
] as const
export type EndCause = (typeof END_CAUSES)[number]

/** Why bytes are no reel, in a stable word; `offset` is where in the file. */
export class ReelFormatError extends Error {
  readonly code: 'torn' | 'magic' | 'version' | 'length' | 'value' | 'check' | 'order' | 'leaf' | 'sealed'
  readonly offset: number

  constructor(code: ReelFormatError['code'], offset: number, message: string) {
    super(`${message} (at byte ${offset})`)
    this.name = 'ReelFormatError'
    this.code = code
    this.offset = offset
  }
}
