/** RTP for H.264 (RFC 6184), written for tests independently of the reader. */
export class Packetiser {
  sequence: number
  readonly ssrc: number
  readonly payloadType: number
  readonly mtu: number

  constructor({ sequence = 65_530, ssrc = 0x1234abcd, payloadType = 96, mtu = 1400 } = {}) {
    this.sequence = sequence
    this.ssrc = ssrc
    this.payloadType = payloadType
    this.mtu = mtu
  }

  /** One packet with a given payload. */
  packet(payload: Buffer, timestamp: number, marker: boolean): Buffer {
    const out = Buffer.alloc(12 + payload.length)
    out[0] = 0x80
    out[1] = (marker ? 0x80 : 0) | this.payloadType
    out.writeUInt16BE(this.sequence & 0xffff, 2)
    out.writeUInt32BE(timestamp >>> 0, 4)
    out.writeUInt32BE(this.ssrc, 8)
    payload.copy(out, 12)
    this.sequence = (this.sequence + 1) & 0xffff
    return out
  }

  /** A picture as single NAL units and FU-A; small neighbours travel as one STAP-A where `aggregate`. */
  picture(nals: readonly Buffer[], timestamp: number, aggregate = false): Buffer[] {
    const payloads: Buffer[] = []
    for (let i = 0; i < nals.length; ) {
      const group = [nals[i]!]
      if (aggregate) {
        let size = 3 + nals[i]!.length
        while (i + group.length < nals.length && size + 2 + nals[i + group.length]!.length <= this.mtu) {
          size += 2 + nals[i + group.length]!.length
          group.push(nals[i + group.length]!)
        }
      }
      i += group.length
      if (group.length > 1) payloads.push(stapA(group))
      else if (group[0]!.length <= this.mtu) payloads.push(group[0]!)
      else payloads.push(...fuA(group[0]!, this.mtu))
    }
    return payloads.map((payload, i) => this.packet(payload, timestamp, i === payloads.length - 1))
  }
}

export function stapA(nals: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x78])]
  for (const nal of nals) parts.push(Buffer.from([nal.length >> 8, nal.length & 0xff]), nal)
  return Buffer.concat(parts)
}

export function fuA(nal: Buffer, mtu: number): Buffer[] {
  const out: Buffer[] = []
  const indicator = (nal[0]! & 0xe0) | 28
  const type = nal[0]! & 0x1f
  for (let at = 1; at < nal.length; at += mtu - 2) {
    const end = Math.min(nal.length, at + mtu - 2)
    const header = type | (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0)
    out.push(Buffer.concat([Buffer.from([indicator, header]), nal.subarray(at, end)]))
  }
  return out
}

/** An interleaved frame (RFC 2326 10.12). */
export function interleaved(channel: number, packet: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x24, channel, packet.length >> 8, packet.length & 0xff]), packet])
}

/** A sender report (RFC 3550 6.4.1) without report blocks. */
export function senderReport(ssrc: number, wallMs: number, timestamp: number): Buffer {
  const out = Buffer.alloc(28)
  out.writeUInt32BE(0x80c80006, 0)
  out.writeUInt32BE(ssrc, 4)
  out.writeUInt32BE((Math.floor(wallMs / 1000) + 2_208_988_800) % 2 ** 32, 8)
  out.writeUInt32BE(Math.floor(((wallMs % 1000) / 1000) * 2 ** 32), 12)
  out.writeUInt32BE(timestamp >>> 0, 16)
  return out
}
