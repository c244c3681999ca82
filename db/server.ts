/**
 * What a PostgreSQL that somebody else runs says of itself, asked before anything is written: whether the station can
 * live on it, and what the administrator's role may do there.
 */
import type pg from 'pg'
import { withClient } from './client.ts'
import { type ProcessRole, processRoles } from './roles.ts'

/** The oldest major version the schema and the role rules are tried on. */
export const OLDEST_VERSION = 15

export type ServerFacts = {
  /** As the server writes it, e.g. `15.13`. */
  readonly version: string
  readonly isTooOld: boolean
  /** The role that asked. */
  readonly role: string
  /** May make the station's database, or owns the one that is there. */
  readonly mayUseDatabase: boolean
  readonly databaseExists: boolean
  /** Encoding of the database that is there; null where there is none yet. */
  readonly encoding: string | null
  readonly mayMakeRoles: boolean
  /** Process roles that are there and that this role may not give a password. */
  readonly foreignRoles: readonly ProcessRole[]
  /** Process roles with rights over the whole server, which no process may have. */
  readonly mightyRoles: readonly ProcessRole[]
  /** Another database whose owner let the process roles in: another station on this server. */
  readonly rolesServe: string | null
  /** Settings under which a commit can be lost. */
  readonly losesCommits: readonly string[]
}

/** @param url any database of the server. @param name the station's database. */
export function serverFacts(url: string, name: string): Promise<ServerFacts> {
  return withClient(url, async (client) => {
    const [about] = await rows<{ version: string; number: number; role: string; isSuper: boolean }>(
      client,
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        r.rolname as role, r.rolsuper as "isSuper" from pg_roles r where r.rolname = current_user`,
    )
    const { version, number, role, isSuper } = about!
    const none = { mayUseDatabase: false, databaseExists: false, encoding: null, mayMakeRoles: false }
    // What follows asks in words that an old server may not know.
    if (number < OLDEST_VERSION * 10_000)
      return {
        ...none,
        version,
        isTooOld: true,
        role,
        foreignRoles: [],
        mightyRoles: [],
        rolesServe: null,
        losesCommits: [],
      }
    const [rights] = await rows<{ createRole: boolean; createDb: boolean; loses: string[] }>(
      client,
      `select rolcreaterole as "createRole", rolcreatedb as "createDb",
        array(select name || ' = off' from pg_settings
          where name in ('fsync', 'synchronous_commit') and setting = 'off' order by 1) as loses
        from pg_roles where rolname = current_user`,
    )
    const [database] = await rows<{ encoding: string; owns: boolean }>(
      client,
      `select pg_encoding_to_char(encoding) as encoding, pg_has_role(datdba, 'USAGE') as owns
        from pg_database where datname = $1`,
      [name],
    )
    // From 16 on CREATEROLE reaches only roles given with the admin option; before, all that are not superusers.
    const there = await rows<{ role: ProcessRole; mighty: boolean; admin: boolean }>(
      client,
      `select rolname as role, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as mighty,
        pg_has_role(oid, 'MEMBER WITH ADMIN OPTION') as admin from pg_roles where rolname = any ($1)`,
      [processRoles],
    )
    const [other] = await rows<{ name: string }>(
      client,
      `select d.datname as name from pg_database d cross join aclexplode(d.datacl) a join pg_roles r on r.oid = a.grantee
        where r.rolname = any ($1) and a.privilege_type = 'CONNECT' and d.datname <> $2 order by 1 limit 1`,
      [processRoles, name],
    )
    return {
      version,
      isTooOld: false,
      role,
      mayUseDatabase: isSuper || (database ? database.owns : rights!.createDb),
      databaseExists: database !== undefined,
      encoding: database?.encoding ?? null,
      mayMakeRoles: isSuper || rights!.createRole,
      foreignRoles: there.filter((r) => !isSuper && number >= 160_000 && !r.admin).map((r) => r.role),
      mightyRoles: there.filter((r) => r.mighty).map((r) => r.role),
      rolesServe: other?.name ?? null,
      losesCommits: rights!.loses,
    }
  })
}

async function rows<Row extends pg.QueryResultRow>(
  client: pg.Client,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await client.query<Row>(sql, values)).rows
}
