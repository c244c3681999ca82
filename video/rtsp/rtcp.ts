import { type RtpSource, u32 } from './rtp.ts'

/** 1900-01-01 to 1970-01-01, s. */
const NTP_TO_UNIX_S = 2_208_988_800

export type SenderReport = {
  readonly ssrc: number
  /** Camera's wall clock, ms since 1970. */
  readonly wallMs: number
  /** Middle 32 bits of its NTP time, echoed in receiver reports. */
  readonly ntpMiddle: number
  readonly rtpTimestamp: number
}

export type RtcpNews = { readonly report: SenderReport | null; readonly bye: readonly number[] }

const NOTHING: RtcpNews = { report: null, bye: [] }

/**
 * Reads a compound RTCP packet in `bytes[start, end)` (RFC 3550 6): sender reports and goodbyes; all else
 * is skipped by its length, and what is cut short ends the reading.
 */
export function readRtcp(bytes: Buffer, start: number, end: number): RtcpNews {
  let report: SenderReport | null = null
  const bye: number[] = []
  for (let at = start; at + 4 <= end; ) {
    if (bytes[at]! >> 6 !== 2) break
    const next = at + 4 + ((bytes[at + 2]! << 8) | bytes[at + 3]!) * 4
    if (next > end) break
    const type = bytes[at + 1]!
    if (type === 200 && next - at >= 28) report = readSenderReport(bytes, at)
    if (type === 203) {
      const count = bytes[at]! & 0x1f
      for (let i = 0; i < count && at + 8 + i * 4 <= next; i++) bye.push(u32(bytes, at + 4 + i * 4))
    }
    at = next
  }
  return report || bye.length > 0 ? { report, bye } : NOTHING
}

/** Null where the camera has no clock (NTP 0, RFC 3550 6.4.1). Seconds wrap in 2036: the next era is taken. */
function readSenderReport(bytes: Buffer, at: number): SenderReport | null {
  const seconds = u32(bytes, at + 8)
  const fraction = u32(bytes, at + 12)
  if (seconds === 0) return null
  const era = seconds < 0x80000000 ? seconds + 0x100000000 : seconds
  return {
    ssrc: u32(bytes, at + 4),
    wallMs: (era - NTP_TO_UNIX_S) * 1000 + (fraction * 1000) / 0x100000000,
    ntpMiddle: ((seconds & 0xffff) * 0x10000 + (fraction >>> 16)) >>> 0,
    rtpTimestamp: u32(bytes, at + 16),
  }
}

export type LastReport = { readonly ntpMiddle: number; readonly arrival90k: number }

/**
 * A receiver report with our canonical name (RFC 3550 6.4.2, 6.5): keeps cameras sending that stop
 * without one, and tells them of loss.
 * @param own our SSRC
 * @param cname at most 255 ASCII characters, random: it must name neither machine nor person
 */
export function writeReceiverReport(
  own: number,
  cname: string,
  source: RtpSource,
  last: LastReport | null,
  now90k: number,
): Buffer {
  const { fraction, cumulative } = source.loss()
  const nameBytes = 4 + 4 + 2 + cname.length + 1
  const sdes = Math.ceil(nameBytes / 4) * 4
  const out = Buffer.alloc(32 + sdes)
  out.writeUInt32BE(0x81c90007, 0)
  out.writeUInt32BE(own, 4)
  out.writeUInt32BE(source.ssrc, 8)
  out.writeUInt32BE(fraction * 0x1000000 + cumulative, 12)
  out.writeUInt32BE(source.highest % 0x100000000, 16)
  out.writeUInt32BE(Math.min(0xffffffff, Math.round(source.jitter)), 20)
  if (last) {
    const delay = Math.max(0, ((now90k - last.arrival90k) * 65_536) / 90_000)
    out.writeUInt32BE(last.ntpMiddle, 24)
    out.writeUInt32BE(Math.min(0xffffffff, Math.round(delay)), 28)
  }
  out.writeUInt32BE(0x81ca0000 + sdes / 4 - 1, 32)
  out.writeUInt32BE(own, 36)
  out.writeUInt8(1, 40)
  out.writeUInt8(cname.length, 41)
  out.write(cname, 42, 'latin1')
  return out
}
