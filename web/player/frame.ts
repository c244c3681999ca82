/** A binary message of the picture sockets: `u32 BE seq ‖ u64 BE wall ms ‖ u8 flags ‖ bytes`. */
export type Frame = {
  readonly seq: number
  readonly wallMs: number
  readonly key: boolean
  readonly damaged: boolean
  readonly init: boolean
  readonly bytes: Uint8Array<ArrayBuffer>
}

const HEAD = 13

export function readFrame(message: ArrayBuffer): Frame {
  if (message.byteLength < HEAD) throw new Error('a picture message is shorter than its head')
  const head = new DataView(message)
  const flags = head.getUint8(12)
  return {
    seq: head.getUint32(0),
    wallMs: Number(head.getBigUint64(4)),
    key: (flags & 1) !== 0,
    damaged: (flags & 2) !== 0,
    init: (flags & 4) !== 0,
    bytes: new Uint8Array(message, HEAD),
  }
}

/** What the server says beside pictures; unknown kinds are left alone, so that an older console keeps working. */
export type Word =
  | { readonly t: 'init'; readonly codec: string; readonly width: number; readonly height: number }
  | { readonly t: 'gap'; readonly from: number; readonly to: number; readonly cause: string }
  | { readonly t: 'through'; readonly at: number }
  | { readonly t: 'playing'; readonly id: number; readonly from: number }
  | { readonly t: 'fault'; readonly cause: string; readonly since: number }
  | { readonly t: 'fault-over' }
  | { readonly t: 'end'; readonly code: string; readonly text: { readonly zh: string; readonly en: string } }

export function readWord(text: string): Word {
  return JSON.parse(text) as Word
}
