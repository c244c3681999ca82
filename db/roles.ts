/**
 * One login role a process (db/schema/90-roles.sql says what each may do). Their passwords are random, kept in
 * `DIR/secrets/database.json`, and set again at each start, so that a restored database follows the folder.
 */
import { withClient } from './client.ts'
import { scramVerifier } from './scram.ts'

export const processRoles = ['mj_app', 'mj_jobs', 'mj_sequencer', 'mj_keys'] as const
export type ProcessRole = (typeof processRoles)[number]
export type RolePasswords = Readonly<Record<ProcessRole, string>>

/**
 * Makes the database where it is missing, in UTF-8 and in the order of bytes whatever the server's own locale is: sorting
 * then never changes under an index. `ownerUrl` points at any database of the server.
 */
export function ensureDatabase(ownerUrl: string, name: string): Promise<void> {
  return withClient(ownerUrl, async (client) => {
    const database = client.escapeIdentifier(name)
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length === 0)
      await client.query(`create database ${database} encoding 'UTF8' locale 'C' template template0`)
    await client.query(`revoke all on database ${database} from public`)
  })
}

/**
 * Makes the process roles and sets their passwords; `database` is the one they may connect to. Says nothing of the rights a
 * new role lacks anyway: from PostgreSQL 16 on only a superuser may write `nosuperuser`.
 */
export function ensureRoles(ownerUrl: string, database: string, passwords: RolePasswords): Promise<void> {
  return withClient(ownerUrl, async (client) => {
    for (const role of processRoles) {
      const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      const verb = rows.length === 0 ? 'create' : 'alter'
      const verifier = client.escapeLiteral(scramVerifier(passwords[role]))
      await client.query(`${verb} role ${role} login password ${verifier}`)
      await client.query(`grant connect on database ${client.escapeIdentifier(database)} to ${role}`)
    }
  })
}

/**
 * Asserted at start-up: the role of the web process can neither change nor remove what the ledger holds.
 * Throws with the name of the table where it could.
 */
export function assertLedgerIsInsertOnly(appUrl: string): Promise<void> {
  return withClient(appUrl, async (client) => {
    const { rows } = await client.query<{ table: string }>(
      `select c.relname as table from pg_class c
        where c.relname in ('ledger_entry', 'ledger_leaf', 'ledger_node', 'ledger_checkpoint')
          and (has_table_privilege(c.oid, 'UPDATE') or has_table_privilege(c.oid, 'DELETE') or has_table_privilege(c.oid, 'TRUNCATE'))`,
    )
    const first = rows[0]
    if (first)
      throw new Error(
        `the database role of the web process may change ${first.table}: use a role without UPDATE and DELETE on the ledger`,
      )
  })
}
