import type { StreamTrouble } from './types.ts'

/**
 * The one failure every part of the ingest path throws. `trouble` is the stable code that stands in gap
 * rows; `detail` is ours, never text sent by the camera, never a user name, password or query string;
 * `where` is host and path (see `whereOf` in rtsp/address.ts), empty until the stream adds it.
 */
export class StreamFault extends Error {
  readonly trouble: StreamTrouble
  readonly detail: string
  readonly where: string

  constructor(trouble: StreamTrouble, detail: string, where = '') {
    super(where ? `${trouble}: ${detail} (${where})` : `${trouble}: ${detail}`)
    this.name = 'StreamFault'
    this.trouble = trouble
    this.detail = detail
    this.where = where
  }

  /** The same fault, naming the camera it happened at. */
  at(where: string): StreamFault {
    return this.where ? this : new StreamFault(this.trouble, this.detail, where)
  }
}

/** Breaks of RTSP, SDP, RTP or H.264 rules by the other side. */
export function protocolFault(detail: string): StreamFault {
  return new StreamFault('protocol', detail)
}
