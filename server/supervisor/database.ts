/** Where the station's database is, bundled or somebody else's, and what must hold before a station uses the latter. */
import { databaseName, ownerRole, socketUrl } from '#db/postgres/cluster.ts'
import { ensureDatabase, ensureRoles, type ProcessRole, type RolePasswords } from '#db/roles.ts'
import { OLDEST_VERSION, type ServerFacts, serverFacts } from '#db/server.ts'
import { databaseRefusal, explainDatabase, placeOf } from './database-refusals.ts'
import { StartRefusal } from './folder.ts'
import type { DatabaseSecrets } from './secrets.ts'

export type DatabaseAddress = {
  readonly bundled: boolean
  /** Owner, to an existing maintenance database. */
  readonly maintenanceUrl: string
  /** Owner, to the station's database. */
  readonly ownerUrl: string
  readonly name: string
  readonly roleUrl: (role: ProcessRole) => string
}

/** How often a server that is away is asked again, ms. */
const ASK_AGAIN_MS = 2000

/**
 * `DATABASE_URL` with `DATABASE_ADMIN_URL`, or the bundled cluster in the data folder.
 * @throws StartRefusal where an address is missing or is none.
 */
export function databaseAddress(
  run: string,
  secrets: DatabaseSecrets,
  env: NodeJS.ProcessEnv,
): DatabaseAddress {
  if (!env.DATABASE_URL) {
    return {
      bundled: true,
      maintenanceUrl: socketUrl(run, ownerRole, secrets.owner, 'postgres'),
      ownerUrl: socketUrl(run, ownerRole, secrets.owner),
      name: databaseName,
      roleUrl: (role) => socketUrl(run, role, secrets.roles[role]),
    }
  }
  if (!env.DATABASE_ADMIN_URL) {
    throw new StartRefusal(
      'start/no-admin-url',
      '设置了 DATABASE_URL，但没有 DATABASE_ADMIN_URL。请提供数据库所有者的连接地址，用于迁移和建立各进程的角色。',
      'DATABASE_URL is set but DATABASE_ADMIN_URL is not. Give the owner’s address: it runs migrations and makes the process roles.',
    )
  }
  const given = parsed('DATABASE_URL', env.DATABASE_URL)
  const admin = parsed('DATABASE_ADMIN_URL', env.DATABASE_ADMIN_URL)
  const name = given.pathname.slice(1) || databaseName
  const owner = new URL(admin)
  owner.pathname = `/${name}`
  if (admin.pathname.length <= 1) admin.pathname = '/postgres'
  return {
    bundled: false,
    maintenanceUrl: admin.href,
    ownerUrl: owner.href,
    name,
    roleUrl: (role) => withUser(given, role, secrets.roles[role]),
  }
}

/**
 * A parser's error carries what it was given, password and all: only its absence leaves here. A password with a bare `/`,
 * `?` or `#` still parses, its first part as host and port; what follows then is no name, no setting or a fragment.
 */
function parsed(variable: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const good =
    url &&
    /^postgres(ql)?:$/.test(url.protocol) &&
    /^(\/[A-Za-z0-9_.-]{0,63})?$/.test(url.pathname) &&
    [...url.searchParams.keys()].every((name) => /^[A-Za-z_]+$/.test(name)) &&
    url.hash === ''
  if (!good) throw databaseRefusal('address', variable)
  return url
}

/** The driver takes user and password of the query before those of the authority; a socket's URL has only a query. */
function withUser(given: URL, user: string, password: string): string {
  const url = new URL(given)
  for (const name of ['user', 'password']) url.searchParams.delete(name)
  if (url.hostname) {
    url.username = user
    url.password = password
  } else {
    url.searchParams.set('user', user)
    url.searchParams.set('password', password)
  }
  return url.href
}

/** Throws the first reason against living there; nothing was written. */
function assertUsable(facts: ServerFacts, address: DatabaseAddress): void {
  const at = placeOf(address.maintenanceUrl)
  const { name } = address
  const { role } = facts
  if (facts.isTooOld) throw databaseRefusal('tooOld', at, facts.version, String(OLDEST_VERSION))
  if (facts.losesCommits.length) throw databaseRefusal('losesCommits', at, facts.losesCommits.join(', '))
  if (!facts.mayUseDatabase)
    throw databaseRefusal(facts.databaseExists ? 'ownDatabase' : 'createDatabase', role, name)
  if (facts.encoding !== null && facts.encoding !== 'UTF8')
    throw databaseRefusal('encoding', name, facts.encoding)
  if (!facts.mayMakeRoles) throw databaseRefusal('makeRoles', role)
  if (facts.foreignRoles.length) throw databaseRefusal('foreignRoles', role, facts.foreignRoles.join(', '))
  if (facts.mightyRoles.length) throw databaseRefusal('mightyRoles', facts.mightyRoles.join(', '))
  if (facts.rolesServe !== null) throw databaseRefusal('shared', facts.rolesServe)
}

/** Runs work on somebody else's server so that its refusals are sentences; the bundled one's are bugs and stay as they are. */
export async function explained<T>(
  address: DatabaseAddress,
  work: () => Promise<T>,
  url = address.ownerUrl,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw (address.bundled ? null : explainDatabase(error, url)) ?? error
  }
}

/**
 * Database and roles, made where missing. Somebody else's server is looked at first.
 * @param waits what to do while that server is away: undefined = refuse; else it is told once, with the refusal, and once
 *   with null when the server is there.
 * @throws StartRefusal; then nothing was written.
 */
export async function prepareServer(
  address: DatabaseAddress,
  passwords: RolePasswords,
  waits?: (refusal: StartRefusal | null) => void,
): Promise<void> {
  const { maintenanceUrl, ownerUrl, name } = address
  if (!address.bundled) {
    let told = false
    for (;;) {
      try {
        const facts = await explained(address, () => serverFacts(maintenanceUrl, name), maintenanceUrl)
        assertUsable(facts, address)
        break
      } catch (error) {
        if (!waits || !(error instanceof StartRefusal) || error.code !== 'start/database-unreachable')
          throw error
        if (!told) waits(error)
        told = true
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
    }
    if (told) waits?.(null)
  }
  await explained(address, async () => {
    await ensureDatabase(maintenanceUrl, name)
    await ensureRoles(ownerUrl, name, passwords)
  })
}
