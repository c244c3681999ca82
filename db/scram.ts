/**
 * A password as PostgreSQL keeps it (RFC 5803, RFC 7677): what goes to the server in `create role` is this and never the
 * password, since a server that logs statements would write it down.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

const ITERATIONS = 4096

/** `SCRAM-SHA-256$4096:salt$StoredKey:ServerKey`. The password is ASCII: nothing is normalised. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`
}
