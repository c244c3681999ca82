import { protocolFault } from '../media/fault.ts'

/** Where a camera's stream is: checked once, before anything is sent. */
export type CameraAddress = {
  /** The address as it goes into requests: no user name, no password. */
  readonly url: string
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Host and path for messages; query and anything that looks like a password left out. */
  readonly where: string
}

const LONGEST_URL = 2048

/**
 * Reads `rtsp://` (port 554) and `rtsps://` (port 322, RFC 7826). The text is kept as written: cameras
 * compare it byte by byte. User information in it is dropped: credentials are given apart.
 * @throws StreamFault `protocol` where it is no such address or could break out of a request line
 */
export function readAddress(text: string): CameraAddress {
  if (text.length > LONGEST_URL || !/^[\x21-\x7e]+$/.test(text))
    throw protocolFault('camera address is not usable')
  const match = /^(rtsps?):\/\/(?:[^/?#]*@)?(\[[0-9a-fA-F:.]+\]|[^/?#:@[\]]+)(?::(\d{1,5}))?([/?].*)?$/i.exec(
    text,
  )
  if (!match) throw protocolFault('camera address is not an rtsp:// or rtsps:// URL')
  const scheme = match[1]!.toLowerCase()
  const host = match[2]!
  const tls = scheme === 'rtsps'
  const port = match[3] === undefined ? (tls ? 322 : 554) : Number(match[3])
  if (port < 1 || port > 65_535) throw protocolFault('camera address has an impossible port')
  const rest = match[4] ?? '/'
  const authority = match[3] === undefined ? host : `${host}:${match[3]}`
  return {
    url: `${scheme}://${authority}${rest}`,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    tls,
    where: `${authority}${maskPath(rest)}`,
  }
}

/** XiongMai and others carry the password in the path itself: `/user=admin_password=…_channel=1`. */
function maskPath(rest: string): string {
  const path = rest.split(/[?#]/, 1)[0]!
  return path.replace(/((?:user(?:name)?|pass(?:word|wd)?|pwd)[=:])[^/&_;]*/gi, '$1***')
}

/**
 * Resolves an SDP `a=control` against the base the camera named. Not RFC 3986: cameras mean "append"
 * (Dahua's base is `…/realmonitor?channel=1&subtype=0/`), and every client that works with them appends.
 */
export function resolveControl(base: string, control: string | null): string {
  if (control === null || control === '' || control === '*') return base
  let resolved: string
  if (/^rtsps?:\/\//i.test(control)) resolved = control
  else if (control.startsWith('/')) resolved = base.replace(/^(rtsps?:\/\/[^/?#]*).*$/i, '$1') + control
  else resolved = base.endsWith('/') || control.startsWith('?') ? base + control : `${base}/${control}`
  if (resolved.length > LONGEST_URL || !/^[\x21-\x7e]+$/.test(resolved)) {
    throw protocolFault('description names an unusable control address')
  }
  return resolved
}
