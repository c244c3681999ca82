// long
/**
 * `DATABASE_URL` and `DATABASE_ADMIN_URL` with a superuser's address: the product on a PostgreSQL that it does not run, its
 * backup, and that server away.
 */
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Product, runTool, startProduct } from '../product.ts'
import { livesThere, recordsAndServes } from './external.ts'
import { OtherServer } from './other-server.ts'

const sample = (DATABASE_URL: string, DATABASE_ADMIN_URL: string): Promise<Product> =>
  startProduct({
    sample: true,
    within: 120_000,
    env: { DATABASE_URL, DATABASE_ADMIN_URL, MJ_SAMPLE_SOURCE: 'loop' },
  })

let server: OtherServer
let product: Product
before(async () => {
  server = await OtherServer.start()
  product = await sample(`postgresql://127.0.0.1:${server.port}/mingjian`, server.url(''))
})
after(async () => {
  await product?.stop()
  await server?.stop()
})

test('the database is made, the station records and serves, the roles are small', async () => {
  await recordsAndServes(product)
  await livesThere(product, server, 'mingjian')
  const [made] = await server.ask(
    `select pg_encoding_to_char(encoding) as encoding, datcollate as order from pg_database where datname = 'mingjian'`,
  )
  assert.deepEqual(made, { encoding: 'UTF8', order: 'C' })
})

test('backed up while it runs, restored into a new database of the server', async () => {
  const file = path.join(path.dirname(product.folder), 'station.mjbackup')
  const backup = await runTool(product, 'server/backup/backup.ts', [product.folder, '--to', file])
  assert.equal(backup.code, 0, backup.text)
  await product.halt()
  const full = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', file])
  assert.equal(full.code, 2, full.text)
  assert.match(full.text, /目标数据库不是空的[\s\S]+target database is not empty/)
  await server.ask('drop database mingjian')
  await assert.rejects(product.again(), /请恢复数据库备份[\s\S]+Restore its backup/)
  const done = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', file, '--json'])
  assert.equal(done.code, 0, done.text)
  assert.equal((JSON.parse(done.out.trim().split('\n').at(-1)!) as { epoch: number }).epoch, 2)
  await product.again()
  await recordsAndServes(product)
  await livesThere(product, server, 'mingjian')
})

test('a server that is away at a later start stops no recording, and is waited for', async () => {
  await product.halt()
  await server.halt()
  const before = product.outages().length
  const said = product.said().length
  const up = product.again()
  const recorder = () => product.outages().slice(before)
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(200))
    if (recorder().some((o) => o.process === 'recorder-1' && o.what === 'ready')) break
  await sleep(3000)
  assert.deepEqual(
    [
      ...new Set(
        recorder()
          .filter((o) => o.what === 'ready')
          .map((o) => o.process),
      ),
    ].sort(),
    ['recorder-1', 'sample-cameras'],
    'cameras and recorder are in service, nothing else is',
  )
  const text = product.said().slice(said)
  assert.match(text, /明鉴：数据库 127\.0\.0\.1:\d+ 无法连接（ECONNREFUSED）.+录像照常进行/)
  assert.match(text, /Mingjian: the database at .+ can't be reached .+Recording goes on/)
  await server.resume()
  await up
  assert.match(product.said().slice(said), /数据库已可用[\s\S]+the database is there/)
  await recordsAndServes(product)
})

test('a schema newer than the program', async () => {
  await product.halt()
  await server.ask(
    `insert into schema_migration (number, name, sha256) values (9999, 'later', 'x')`,
    'mingjian',
  )
  await assert.rejects(product.again(), /数据库结构（9999）比本程序[\s\S]+schema \(9999\) is newer/)
})

test('a second station is kept off the server whose roles it would take over', async () => {
  const env = { DATABASE_URL: server.url('other'), DATABASE_ADMIN_URL: server.url('') }
  await assert.rejects(
    startProduct({ sample: false, env }),
    /明鉴：服务器上的数据库 mingjian 已在使用[\s\S]+Mingjian: the database mingjian on this server uses the mj_ roles/,
  )
})
