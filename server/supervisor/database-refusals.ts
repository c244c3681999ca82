/**
 * Why a station can't live on the PostgreSQL it was given, in sentences for the person who set it up. Server, role and
 * database are named; what stands between `:` and `@` of an address never is.
 */
import { StartRefusal } from './folder.ts'

const zh = {
  address: (of: string) =>
    `${of} 不是可用的数据库地址。请写成 postgresql://用户:密码@主机:端口/库名；密码中的特殊字符用百分号编码；本机套接字写成 postgresql:///库名?host=目录&user=用户&password=密码。`,
  unreachable: (at: string, why: string) =>
    `数据库 ${at} 无法连接（${why}）。请启动 PostgreSQL，并核对 DATABASE_URL、DATABASE_ADMIN_URL 中的主机和端口。`,
  login: (at: string, role: string) =>
    `数据库 ${at} 不接受用户 ${role} 登录（密码不对、没有该用户或 pg_hba.conf 不允许）。请核对 DATABASE_ADMIN_URL；用户以 mj_ 开头时，请核对 DATABASE_URL 与 DATABASE_ADMIN_URL 是否指向同一服务器。`,
  tls: (at: string, why: string) =>
    `数据库 ${at} 的 TLS 连接未建立（${why}）。请在服务器启用 TLS 并核对证书，或核对地址中的 sslmode、sslrootcert。`,
  missing: (at: string, name: string) =>
    `服务器 ${at} 上没有数据库 ${name}。请建立该库，或在 DATABASE_ADMIN_URL 中写一个已有的库（例如 /postgres）。`,
  tooOld: (at: string, version: string, oldest: string) =>
    `数据库 ${at} 的版本为 ${version}，过旧；需要 PostgreSQL ${oldest} 或更高。请升级；没有写入任何数据。`,
  createDatabase: (role: string, name: string) =>
    `用户 ${role} 不能建立数据库 ${name}。请由数据库管理员执行：create database ${name} owner ${role} encoding 'UTF8' locale 'C' template template0`,
  ownDatabase: (role: string, name: string) =>
    `用户 ${role} 不是数据库 ${name} 的所有者。请由数据库管理员执行：alter database ${name} owner to ${role}`,
  makeRoles: (role: string) =>
    `用户 ${role} 不能建立各进程的角色。请由数据库管理员执行：alter role ${role} createrole`,
  foreignRoles: (role: string, roles: string) =>
    `角色 ${roles} 由他人建立，用户 ${role} 不能设置其密码。请由数据库管理员执行：grant ${roles} to ${role} with admin option`,
  mightyRoles: (roles: string) =>
    `角色 ${roles} 拥有整个服务器的权限，各进程不得如此。请由数据库管理员执行（逐个）：alter role … nosuperuser nocreatedb nocreaterole noreplication nobypassrls`,
  rightsElse: (at: string, why: string) =>
    `数据库 ${at} 拒绝了一项操作（${why}）。DATABASE_ADMIN_URL 的用户须为本库及库中各表的所有者。`,
  shared: (other: string) =>
    `服务器上的数据库 ${other} 已在使用 mj_ 角色，可能属于另一个单位端；一个服务器只能供一个单位端使用。请换一个服务器；若 ${other} 已停用，请删除它，或执行：revoke connect on database ${other} from mj_app, mj_jobs, mj_sequencer, mj_keys`,
  encoding: (name: string, encoding: string) =>
    `数据库 ${name} 的编码为 ${encoding}，须为 UTF8。请由数据库管理员重建：create database ${name} encoding 'UTF8' locale 'C' template template0`,
  losesCommits: (at: string, settings: string) =>
    `数据库 ${at} 的设置 ${settings} 会在断电时丢失已登记的内容，拒绝使用。请改为 on 后重新载入配置。`,
}

const en: typeof zh = {
  address: (of) =>
    `${of} is no address of a database. Write postgresql://USER:PASSWORD@HOST:PORT/NAME, special characters of the password percent-encoded; for a socket postgresql:///NAME?host=FOLDER&user=USER&password=PASSWORD.`,
  unreachable: (at, why) =>
    `the database at ${at} can't be reached (${why}). Start PostgreSQL and check host and port in DATABASE_URL and DATABASE_ADMIN_URL.`,
  login: (at, role) =>
    `the database at ${at} doesn't let the user ${role} in (wrong password, no such user, or pg_hba.conf forbids it). Check DATABASE_ADMIN_URL; for a user mj_… check that DATABASE_URL and DATABASE_ADMIN_URL name the same server.`,
  tls: (at, why) =>
    `no TLS connection to the database at ${at} (${why}). Enable TLS on the server and check its certificate, or sslmode and sslrootcert in the address.`,
  missing: (at, name) =>
    `the server at ${at} has no database ${name}. Make it, or name one that is there (such as /postgres) in DATABASE_ADMIN_URL.`,
  tooOld: (at, version, oldest) =>
    `the database at ${at} is version ${version}, too old: PostgreSQL ${oldest} or newer is needed. Upgrade it; nothing was written.`,
  createDatabase: (role, name) =>
    `the user ${role} may not make the database ${name}. As the server's administrator: create database ${name} owner ${role} encoding 'UTF8' locale 'C' template template0`,
  ownDatabase: (role, name) =>
    `the user ${role} doesn't own the database ${name}. As the server's administrator: alter database ${name} owner to ${role}`,
  makeRoles: (role) =>
    `the user ${role} may not make the roles of the processes. As the server's administrator: alter role ${role} createrole`,
  foreignRoles: (role, roles) =>
    `the roles ${roles} were made by somebody else and the user ${role} may not give them passwords. As the server's administrator: grant ${roles} to ${role} with admin option`,
  mightyRoles: (roles) =>
    `the roles ${roles} have rights over the whole server, which no process may have. As the server's administrator, each: alter role … nosuperuser nocreatedb nocreaterole noreplication nobypassrls`,
  rightsElse: (at, why) =>
    `the database at ${at} refused (${why}). The user of DATABASE_ADMIN_URL must own this database and every table in it.`,
  shared: (other) =>
    `the database ${other} on this server uses the mj_ roles already and may be another station's; a server serves one station. Use another server; if ${other} is out of use, drop it or: revoke connect on database ${other} from mj_app, mj_jobs, mj_sequencer, mj_keys`,
  encoding: (name, encoding) =>
    `the database ${name} has the encoding ${encoding}; it must be UTF8. As the server's administrator make it anew: create database ${name} encoding 'UTF8' locale 'C' template template0`,
  losesCommits: (at, settings) =>
    `under ${settings} the database at ${at} would lose what was registered in a power cut, so it isn't used. Set it to on and reload.`,
}

const codes: { readonly [name in keyof typeof zh]: string } = {
  address: 'start/database-address',
  unreachable: 'start/database-unreachable',
  login: 'start/database-login',
  tls: 'start/database-tls',
  missing: 'start/database-missing',
  tooOld: 'start/database-too-old',
  createDatabase: 'start/database-rights',
  ownDatabase: 'start/database-rights',
  makeRoles: 'start/database-rights',
  foreignRoles: 'start/database-rights',
  mightyRoles: 'start/database-rights',
  rightsElse: 'start/database-rights',
  shared: 'start/database-shared',
  encoding: 'start/database-encoding',
  losesCommits: 'start/database-not-durable',
}

/** The refusal `name` with its values, in order. */
export function databaseRefusal<Name extends keyof typeof zh>(
  name: Name,
  ...values: Parameters<(typeof zh)[Name]>
): StartRefusal {
  const say = (words: typeof zh): string => (words[name] as (...v: readonly string[]) => string)(...values)
  return new StartRefusal(codes[name], say(zh), say(en))
}

/** Host and port (or socket folder) of an address, without user and password. */
export function placeOf(url: string): string {
  const parsed = new URL(url)
  const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname)
  return `${host || 'localhost'}:${parsed.searchParams.get('port') ?? (parsed.port || '5432')}`
}

const userOf = (url: string): string => {
  const parsed = new URL(url)
  return parsed.searchParams.get('user') ?? decodeURIComponent(parsed.username)
}

/** The server is away or not yet there: a station that records already waits for it. */
const away = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENOENT',
  ],
  ...['EPIPE', '57P01', '57P02', '57P03', '53300', '08001', '08006'],
])
const loginCodes = new Set(['28P01', '28000'])

/** What the driver or the server threw while working on `url`, as a refusal; null: a bug. */
export function explainDatabase(thrown: unknown, url: string): StartRefusal | null {
  if (!(thrown instanceof Error) || thrown instanceof StartRefusal) return null
  const { code = '' } = thrown as { code?: string }
  const { message } = thrown
  const at = placeOf(url)
  if (away.has(code)) return databaseRefusal('unreachable', at, code)
  if (/^(timeout expired|Connection terminated)/.test(message))
    return databaseRefusal('unreachable', at, 'timeout')
  if (loginCodes.has(code) || /^SASL: /.test(message)) return databaseRefusal('login', at, userOf(url))
  if (/SSL|TLS/.test(message) || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return databaseRefusal('tls', at, code || message.slice(0, 100))
  if (code === '3D000')
    return databaseRefusal('missing', at, decodeURIComponent(new URL(url).pathname.slice(1)))
  if (code === '42501') return databaseRefusal('rightsElse', at, message.slice(0, 200))
  return null
}
