/**
 * One login role a process (db/schema/90-roles.sql says what each may do). Their passwords are random, kept in
 * `DIR/secrets/database.json`, and set again at each start, so that a restored database follows the folder.
 */
import pg from 'pg'

export const processRoles = ['mj_app', 'mj_jobs', 'mj_sequencer', 'mj_keys'] as const
export type ProcessRole = (typeof processRoles)[number]
export type RolePasswords = Readonly<Record<ProcessRole, string>>

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Makes the database where it is missing. `ownerUrl` points at any database of the cluster. */
export async function ensureDatabase(ownerUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
    await client.query(`revoke all on database ${client.escapeIdentifier(name)} from public`)
  } finally {
    await client.end()
  }
}

/** Makes the process roles and sets their passwords; `database` is the one they may connect to. */
export async function ensureRoles(
  ownerUrl: string,
  database: string,
  passwords: RolePasswords,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const role of processRoles) {
      const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      const verb = rows.length === 0 ? 'create' : 'alter'
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole password ${literal(passwords[role])}`,
      )
      await client.query(`grant connect on database ${client.escapeIdentifier(database)} to ${role}`)
    }
  } finally {
    await client.end()
  }
}

/**
 * Asserted at start-up: the role of the web process can neither change nor remove what the ledger holds.
 * Throws with the name of the table where it could.
 */
export async function assertLedgerIsInsertOnly(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
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
  } finally {
    await client.end()
  }
}
