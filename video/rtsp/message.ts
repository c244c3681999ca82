import { protocolFault } from '../media/fault.ts'

/** A message head (RFC 2326 4, 6, 7). Header names in lower case, values in order of arrival. */
export type RtspHead = {
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Length of the body that follows, bytes. */
  readonly contentLength: number
} & ({ readonly status: number } | { readonly method: string })

export type RtspMessage = RtspHead & { readonly body: Buffer }
export type RtspResponse = Extract<RtspMessage, { status: number }>

export const LARGEST_HEAD = 16 * 1024
export const LARGEST_BODY = 48 * 1024
const MOST_HEADERS = 128

/**
 * Reads a message head, start line to the last header, without the empty line.
 * @throws StreamFault `protocol` for anything that is not RTSP or passes the bounds
 */
export function readHead(text: string): RtspHead {
  if (text.length > LARGEST_HEAD) throw protocolFault('message head too long')
  const lines = text.split(/\r?\n/)
  if (lines.length > MOST_HEADERS + 1) throw protocolFault('too many headers')
  const headers = new Map<string, string[]>()
  let last: string[] | null = null
  for (const line of lines.slice(1)) {
    if (/^[ \t]/.test(line) && last) {
      last[last.length - 1] += ` ${line.trim()}` // folded line, RFC 2326 4.2 by way of RFC 822
      continue
    }
    const colon = line.indexOf(':')
    if (colon <= 0) {
      if (line.trim() === '') continue
      throw protocolFault('header without a name')
    }
    const name = line.slice(0, colon).trim().toLowerCase()
    last = headers.get(name) ?? []
    last.push(line.slice(colon + 1).trim())
    headers.set(name, last)
  }
  const length = headers.get('content-length')?.[0] ?? '0'
  if (!/^\d{1,9}$/.test(length)) throw protocolFault('content length is no number')
  const contentLength = Number(length)
  if (contentLength > LARGEST_BODY) throw protocolFault('message body too long')
  const answer = /^RTSP\/\d\.\d (\d{3})(?:[ \t]|$)/.exec(lines[0]!)
  if (answer) return { headers, contentLength, status: Number(answer[1]) }
  const request = /^([A-Z_]{1,32}) \S+ RTSP\/\d\.\d[ \t]*$/.exec(lines[0]!)
  if (request) return { headers, contentLength, method: request[1]! }
  throw protocolFault('neither an RTSP answer nor a request')
}

/** First value of a header, or null. */
export function header(message: RtspHead, name: string): string | null {
  return message.headers.get(name)?.[0] ?? null
}
