// long
/**
 * `DATABASE_URL` and `DATABASE_ADMIN_URL` with an owner that is no superuser, as hosted servers and careful administrators
 * give: every reason not to start there, then a station that lives there.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chownSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serverUser } from '#db/postgres/user.ts'
import { freePort, type Product, startProduct } from '../product.ts'
import { livesThere, recordsAndServes } from './external.ts'
import { newPassword, OtherServer, oldServer } from './other-server.ts'

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
const sample = (DATABASE_URL: string, DATABASE_ADMIN_URL: string): Promise<Product> =>
  startProduct({
    sample: true,
    within: 120_000,
    env: { DATABASE_URL, DATABASE_ADMIN_URL, MJ_SAMPLE_SOURCE: 'loop' },
  })

let server: OtherServer
let folder: string
let product: Product | undefined
before(async () => {
  server = await OtherServer.start()
  folder = await mkdtemp(path.join(os.tmpdir(), 'mj-refused-'))
  const user = (await serverUser()) as { uid?: number; gid: number }
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
})
after(async () => {
  await product?.stop()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts an empty station that must refuse: code 2, both sentences, no stack, no secret, nothing on the server. */
async function refuses(url: string | null, admin: string | null, zh: RegExp, en: RegExp): Promise<void> {
  const file = path.join(root, 'server/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, '--data', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      MINGJIAN_LISTEN_PORT: String(await freePort()),
      ...(url === null ? {} : { DATABASE_URL: url }),
      ...(admin === null ? {} : { DATABASE_ADMIN_URL: admin }),
    },
    ...(await serverUser()),
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (c: Buffer) => {
      text += c.toString()
    })
  const late = setTimeout(() => child.kill('SIGKILL'), 40_000)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(late)
  assert.equal(code, 2, text)
  assert.match(text, zh)
  assert.match(text, en)
  assert.doesNotMatch(text, /\n {4}at |p@ss|p%40ss/, 'a sentence, no stack, no password')
  const roles = await server.ask(`select rolname from pg_roles where rolname like 'mj\\_%'`).catch(() => [])
  assert.deepEqual(roles, [], 'nothing was made')
}

test('what is no address', async () => {
  const good = server.url('mingjian')
  await refuses(good, null, /没有 DATABASE_ADMIN_URL/, /DATABASE_ADMIN_URL is not/)
  const zh = /明鉴：DATABASE_(ADMIN_)?URL 不是可用的数据库地址/
  await refuses('postgresql://u:12/p@ss@h/db', good, zh, /Mingjian: DATABASE_URL is no address/)
  await refuses(good, 'p@ss', zh, /Mingjian: DATABASE_ADMIN_URL is no address/)
})

test('a server nobody runs, at a first start', async () => {
  const url = `postgresql://u:p%40ss@127.0.0.1:${await freePort()}/mingjian`
  await refuses(
    url,
    url,
    /数据库 127\.0\.0\.1:\d+ 无法连接（ECONNREFUSED）/,
    /can't be reached \(ECONNREFUSED\)/,
  )
  const name = 'postgresql://u:p%40ss@no-such-host.invalid/mingjian'
  await refuses(name, name, /无法连接（E/, /at no-such-host\.invalid:5432 can't be reached \(E/)
})

test('a wrong password, and a user that is none', async () => {
  for (const user of ['chief', 'nobody']) {
    const url = server.url('mingjian', user, newPassword())
    await refuses(
      url,
      url,
      new RegExp(`不接受用户 ${user} 登录`),
      new RegExp(`doesn't let the user ${user} in`),
    )
  }
})

test('a server without TLS where TLS is asked for', async () => {
  const url = `${server.url('mingjian')}?sslmode=require`
  await refuses(url, url, /TLS 连接未建立/, /no TLS connection to the database/)
})

test('a server too old', async () => {
  const old = await oldServer('9.6.24')
  const url = `postgresql://chief:p%40ss@127.0.0.1:${old.port}/mingjian`
  await refuses(
    url,
    url,
    /版本为 9\.6\.24，过旧；需要 PostgreSQL 15/,
    /is version 9\.6\.24, too old: PostgreSQL 15/,
  )
  await old.close()
})

test('an administrator’s database that is not there', async () => {
  const url = server.url('mingjian')
  await refuses(url, url, /没有数据库 mingjian/, /has no database mingjian/)
})

test('a server that may lose what it confirmed', async () => {
  const url = server.url('mingjian')
  const admin = server.url('')
  for (const setting of ['fsync', 'synchronous_commit']) {
    await server.halt()
    await server.resume({ [setting]: 'off' })
    await refuses(
      url,
      admin,
      new RegExp(`${setting} = off 会在断电时丢失`),
      new RegExp(`under ${setting} = off`),
    )
  }
  await server.halt()
  await server.resume()
})

test('a user without the rights, each with the statement that helps', async () => {
  const password = newPassword()
  await server.ask(`create role plain login password '${password}'`)
  const url = server.url('small', 'plain', password)
  const admin = server.url('', 'plain', password)
  await refuses(
    url,
    admin,
    /不能建立数据库 small/,
    /may not make the database small.+create database small owner plain/,
  )
  await server.ask('create database small')
  await refuses(
    url,
    admin,
    /不是数据库 small 的所有者/,
    /doesn't own the database small.+alter database small owner to plain/,
  )
  await server.ask('alter database small owner to plain')
  await refuses(url, admin, /不能建立各进程的角色/, /may not make the roles.+alter role plain createrole/)
  await server.ask(`create database latin owner plain encoding 'SQL_ASCII' template template0`)
  await refuses(
    server.url('latin'),
    server.url('latin', 'plain', password),
    /数据库 latin 的编码为 SQL_ASCII/,
    /has the encoding SQL_ASCII; it must be UTF8/,
  )
  await server.ask('drop database latin')
})

test('the station records and serves, and starts again', async () => {
  const admin = await server.owner('house', 'mingjian')
  // User and password in DATABASE_URL are nobody's: each process goes in under its own.
  product = await sample(server.url('mingjian', 'whoever', 'whatever'), admin)
  await recordsAndServes(product)
  await livesThere(product, server, 'mingjian')
  const owners = await server.ask<{ owner: string }>(
    `select distinct tableowner as owner from pg_tables where schemaname = 'public'`,
    'mingjian',
  )
  assert.deepEqual(owners, [{ owner: 'house' }])
  await product.halt()
  await product.again()
  await recordsAndServes(product)
  await livesThere(product, server, 'mingjian')
})

test('a role that was given more, or that somebody else made, is told before anything is changed', async () => {
  await product!.halt()
  await server.ask('alter role mj_jobs createdb')
  await assert.rejects(
    product!.again(),
    /角色 mj_jobs 拥有整个服务器的权限[\s\S]+the roles mj_jobs have rights over/,
  )
  await server.ask('alter role mj_jobs nocreatedb')
  await server.ask('revoke mj_keys from house')
  await assert.rejects(
    product!.again(),
    /grant mj_keys to house with admin option[\s\S]+roles mj_keys were made by somebody else/,
  )
  await server.ask('grant mj_keys to house with admin option')
  await product!.again()
})
