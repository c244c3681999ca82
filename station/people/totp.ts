/** Time-based one-time codes (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app has them. */
import { Secret, TOTP } from 'otpauth'

const period = 30

export type TotpSecret = { readonly secret: string; readonly uri: string }

const of = (secret: string, login = '', station = ''): TOTP =>
  new TOTP({ issuer: station, label: login, secret: Secret.fromBase32(secret), digits: 6, period })

/** A new secret of 160 bits, and the `otpauth://` address the app reads from a code. */
export function newTotp(login: string, station: string): TotpSecret {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: of(secret, login, station).toString() }
}

/**
 * The step (30 s since 1970) a code belongs to, or null where it belongs to none of the last, this and the next. The
 * caller must refuse a step not after the last one accepted: a code looked at over a shoulder is worth nothing.
 */
export function totpStep(secret: string, code: string, nowMs: number): number | null {
  const delta = of(secret).validate({ token: code, timestamp: nowMs, window: 1 })
  return delta === null ? null : Math.floor(nowMs / 1000 / period) + delta
}
