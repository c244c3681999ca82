/**
 * Personal values in a ledger that never forgets: the entry holds SHA-256(salt ‖ canonical value), the opening
 * (salt and value) stays in the station's tables. Once the opening is deleted, as the law may ask, nobody can tell
 * what was committed to: the salt has 256 bits, so guessing names or ID numbers leads nowhere.
 */
import { createHash, randomBytes } from 'node:crypto'
import { canonicalBytes, type Json } from './canonical.ts'

/** What opens a commitment. Belongs in a table that can forget, never in an entry, a log line or a URL. */
export interface Opening {
  /** 64 hex digits: what stands in the entry. */
  readonly commitment: string
  /** 64 hex digits. */
  readonly salt: string
  readonly value: Json
}

/** Commit to a value under a fresh salt. Equal values get different commitments. */
export function commitPersonal(value: Json): Opening {
  const salt = randomBytes(32).toString('hex')
  return { commitment: commitmentOf(salt, value), salt, value }
}

/** True exactly when this salt and value are what was committed to. */
export function opensTo({ commitment, salt, value }: Opening): boolean {
  return /^[0-9a-f]{64}$/.test(salt) && commitmentOf(salt, value) === commitment
}

function commitmentOf(salt: string, value: Json): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalBytes(value)).digest('hex')
}
