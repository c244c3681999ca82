/** Secrets the station makes for itself: `DIR/secrets/` (0700), files 0600. Never logged, never in a URL on screen. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { processRoles, type RolePasswords } from '#db/roles.ts'
import { writeDurably } from './durable.ts'

export type DatabaseSecrets = { readonly owner: string; readonly roles: RolePasswords }

const password = (): string => randomBytes(24).toString('base64url')

/** Reads or makes the passwords of the bundled database and of the process roles. */
export function databaseSecrets(folder: string): DatabaseSecrets {
  const at = path.join(folder, 'secrets', 'database.json')
  if (existsSync(at)) return JSON.parse(readFileSync(at, 'utf8')) as DatabaseSecrets
  const roles = Object.fromEntries(processRoles.map((r) => [r, password()])) as RolePasswords
  const made = { owner: password(), roles }
  // Before the cluster that these passwords open: a power cut must not leave it without them.
  writeDurably(at, JSON.stringify(made))
  return made
}
