/** Stream addresses: checked, freed of user names and passwords, and shown without what looks like one. Pure. */
import { readAddress } from '#video/rtsp/address.ts'
import { Refusal } from '../refusal.ts'

export type Credential = { readonly username: string; readonly password: string }
export type Address = { readonly url: string; readonly credential: Credential | null }

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Parts that carry a secret in the path or query of some makers' addresses. */
const secretPart = /((?:^|[?&;/_])(?:user(?:name)?|pass(?:word|wd)?|pwd|token|auth)[=:])([^/&_;?#]+)/gi
const mask = '***'

/**
 * The address as it is kept (scheme and host in lower case, default port left out) and the credential that stood in
 * it. Throws Refusal `cameras/url`, `cameras/url-masked`.
 */
export function splitAddress(text: string): Address {
  const match = /^(rtsps?):\/\/(?:([^/?#]*)@)?([^/?#@]+)([/?#].*)?$/i.exec(text)
  if (!match) throw new Refusal('cameras/url')
  const [, scheme = '', user, authority = '', rest = '/'] = match
  const lower = `${scheme.toLowerCase()}://${authority.toLowerCase()}`
  const standard = scheme.toLowerCase() === 'rtsps' ? ':322' : ':554'
  const url = `${lower.endsWith(standard) ? lower.slice(0, -standard.length) : lower}${rest}`
  if (rest.includes(`=${mask}`) || rest.includes(`:${mask}`)) throw new Refusal('cameras/url-masked')
  try {
    readAddress(url)
  } catch {
    throw new Refusal('cameras/url')
  }
  if (user === undefined || user === '') return { url, credential: null }
  const colon = user.indexOf(':')
  const username = decode(colon < 0 ? user : user.slice(0, colon))
  const password = colon < 0 ? '' : decode(user.slice(colon + 1))
  if (username === '' || username.length > 100 || password.length > 200) throw new Refusal('cameras/url')
  return { url, credential: { username, password } }
}

/** For the screen: what looks like a name or password in path or query is masked. */
export const shownUrl = (url: string): string => url.replace(secretPart, `$1${mask}`)

/**
 * The address a form sends back: where it is what `shownUrl` made of the one kept, that one stays.
 * Throws as `splitAddress`.
 */
export const editedAddress = (given: string, kept: string | null): Address =>
  kept !== null && given === shownUrl(kept) ? { url: kept, credential: null } : splitAddress(given)
