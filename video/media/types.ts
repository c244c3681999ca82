/**
 * What passes from a camera's stream to a reel: the shapes shared by the RTSP client, the fMP4 writer,
 * the reel writer and the live path. All times are monotonic since boot in 1/90,000 s (`mono90k`);
 * wall time is attached only when a reel is described, together with its clock source.
 */

/** Codec initialisation of one stretch of stream. A change of any field starts a new reel. */
export type CodecInit = {
  /** RFC 6381 string for MSE, e.g. `avc1.64001F`. */
  readonly codec: string
  readonly width: number
  readonly height: number
  /** `ftyp` + `moov` with a 90,000 Hz track timescale: put before fragments to play or copy them. */
  readonly initSegment: Buffer
}

/** One decoded-order picture (access unit), length-prefixed NAL units (4-byte lengths), parameter sets removed. */
export type Sample = {
  /** Decode time, 1/90,000 s since boot. Strictly increasing within a boot. */
  readonly mono90k: bigint
  /** Time to the next sample's decode time, 1/90,000 s. */
  readonly duration90k: number
  /** Presentation minus decode time, 1/90,000 s (0 where the camera sends no B-frames). */
  readonly compositionOffset90k: number
  readonly keyFrame: boolean
  /** True where packets of this picture were lost: marked, never hidden. */
  readonly damaged: boolean
  readonly data: Buffer
}

/** `moof` + `mdat`: at most one group of pictures, 2 s or 2 MiB, whichever comes first. Never re-encoded. */
export type Fragment = {
  readonly startMono90k: bigint
  readonly duration90k: number
  readonly startsWithKeyFrame: boolean
  readonly damaged: boolean
  readonly sampleCount: number
  /** Nobody else's memory: whoever writes it to a reel gives it back. */
  readonly bytes: Buffer
}

/** An RTCP sender report matched with our own clock: how far the camera's clock stands from ours. */
export type CameraClock = {
  /** Camera's NTP wall time minus our wall time at arrival, ms (network delay included). */
  readonly offsetMs: number
  readonly atMono90k: bigint
}

/** Why a camera's stream is not arriving. Stable codes: they stand in gap rows and ledger entries. */
export type StreamTrouble =
  | 'refused' // TCP connection refused or host unreachable
  | 'unresolved' // host name has no address
  | 'timeout' // no answer to the connection or a request
  | 'unauthorized' // user name or password wrong
  | 'not-found' // the path does not exist on the camera
  | 'unsupported-codec' // no H.264 video in the description
  | 'protocol' // answer breaks RTSP or RTP rules
  | 'frozen' // connection open, no packets
  | 'closed' // camera closed the connection
