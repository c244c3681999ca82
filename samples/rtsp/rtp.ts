/** RTP for H.264 (RFC 6184, packetization-mode 1) over TCP interleaved (RFC 2326 10.12), and RTCP sender reports. */

/** Largest RTP packet, header included: what fits an Ethernet frame with room to spare. */
export const MTU = 1400

const HEADER = 12
const FRAMING = 4
const PAYLOAD_TYPE = 96

/** One picture's packets back to back, each with its 4-byte interleaving frame (channel 0). */
export type PacketRun = {
  readonly wire: Buffer
  /** Where each packet's frame starts in `wire`. */
  readonly starts: readonly number[]
  readonly firstSequence: number
  readonly timestamp: number
  readonly keyFrame: boolean
}

/**
 * Cuts one picture into packets: neighbours that fit together travel as STAP-A, a NAL unit too large for a packet
 * as FU-A, any other alone. The marker bit stands on the last packet.
 */
export function packetize(
  nals: readonly Buffer[],
  at: {
    readonly sequence: number
    readonly timestamp: number
    readonly ssrc: number
    readonly keyFrame: boolean
  },
): PacketRun {
  const room = MTU - HEADER
  const payloads: Buffer[][] = []
  for (let i = 0; i < nals.length; ) {
    const nal = nals[i]!
    if (nal.length > room) {
      payloads.push(...fragments(nal, room))
      i++
      continue
    }
    let end = i
    let size = 1
    while (end < nals.length && size + 2 + nals[end]!.length <= room) size += 2 + nals[end++]!.length
    if (end - i >= 2) {
      payloads.push(aggregate(nals.slice(i, end)))
      i = end
    } else {
      payloads.push([nal])
      i++
    }
  }
  const sizes = payloads.map((parts) => parts.reduce((sum, p) => sum + p.length, 0))
  const wire = Buffer.allocUnsafe(sizes.reduce((sum, s) => sum + s + HEADER + FRAMING, 0))
  const starts: number[] = []
  let o = 0
  for (const [k, parts] of payloads.entries()) {
    starts.push(o)
    wire[o] = 0x24
    wire[o + 1] = 0
    wire.writeUInt16BE(sizes[k]! + HEADER, o + 2)
    wire[o + 4] = 0x80
    wire[o + 5] = PAYLOAD_TYPE | (k === payloads.length - 1 ? 0x80 : 0)
    wire.writeUInt16BE((at.sequence + k) & 0xffff, o + 6)
    wire.writeUInt32BE(at.timestamp >>> 0, o + 8)
    wire.writeUInt32BE(at.ssrc >>> 0, o + 12)
    o += FRAMING + HEADER
    for (const part of parts) o += part.copy(wire, o)
  }
  return { wire, starts, firstSequence: at.sequence, timestamp: at.timestamp >>> 0, keyFrame: at.keyFrame }
}

function aggregate(nals: readonly Buffer[]): Buffer[] {
  const importance = Math.max(...nals.map((n) => n[0]! & 0x60))
  const parts: Buffer[] = [Buffer.from([importance | 24])]
  for (const nal of nals) {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(nal.length)
    parts.push(length, nal)
  }
  return parts
}

function fragments(nal: Buffer, room: number): Buffer[][] {
  const out: Buffer[][] = []
  const indicator = (nal[0]! & 0x60) | 28
  const type = nal[0]! & 0x1f
  for (let at = 1; at < nal.length; at += room - 2) {
    const end = Math.min(nal.length, at + room - 2)
    const flags = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0)
    out.push([Buffer.from([indicator, flags | type]), nal.subarray(at, end)])
  }
  return out
}

/** A sender report (RFC 3550 6.4.1) with its interleaving frame: ties RTP time to the camera's wall clock. */
export function senderReport(report: {
  readonly channel: number
  readonly ssrc: number
  readonly wallMs: number
  readonly timestamp: number
  readonly packets: number
  readonly octets: number
}): Buffer {
  const out = Buffer.alloc(FRAMING + 28)
  out[0] = 0x24
  out[1] = report.channel
  out.writeUInt16BE(28, 2)
  out[4] = 0x80
  out[5] = 200
  out.writeUInt16BE(6, 6)
  out.writeUInt32BE(report.ssrc >>> 0, 8)
  const seconds = Math.floor(report.wallMs / 1000)
  out.writeUInt32BE((seconds + 2_208_988_800) >>> 0, 12)
  out.writeUInt32BE(Math.floor(((report.wallMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0, 16)
  out.writeUInt32BE(report.timestamp >>> 0, 20)
  out.writeUInt32BE(report.packets >>> 0, 24)
  out.writeUInt32BE(report.octets >>> 0, 28)
  return out
}
