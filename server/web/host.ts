/**
 * Which addresses are ours. A page of another name that resolves to this machine (DNS rebinding) is refused by its
 * Host; a page of another origin that sends here is refused by its Origin.
 */
import { Refusal } from '#station/refusal.ts'

/** The host name of a Host header without its port, lower case; null where it is none of ours. */
export function ourHost(header: string | undefined, names: readonly string[]): string | null {
  if (header === undefined || header.length > 260) return null
  const match = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::\d{1,5})?$/.exec(header.toLowerCase())
  const host = match?.[1]
  return host !== undefined && names.includes(host) ? host : null
}

/** The origin a browser must state for pages of ours reached under this Host header. */
export const originOf = (hostHeader: string, secure: boolean): string =>
  `${secure ? 'https' : 'http'}://${hostHeader.toLowerCase()}`

/**
 * Throws Refusal `request/origin` unless Origin is exactly ours. Browsers send it with every unsafe method and every
 * WebSocket; a client that sends none is no browser and must say it too.
 */
export function assertOrigin(
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
  secure: boolean,
): void {
  if (headers.origin === undefined || headers.host === undefined) throw new Refusal('request/origin')
  if (headers.origin.toLowerCase() !== originOf(headers.host, secure)) throw new Refusal('request/origin')
}
