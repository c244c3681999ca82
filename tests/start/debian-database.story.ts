/** The distribution's PostgreSQL, as an installation has it: another version than the bundled one, an owner that is no superuser. */
// needs: postgresql
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Product, runTool, startProduct } from '../product.ts'
import { livesThere, recordsAndServes } from './external.ts'
import { debianPrograms, OtherServer } from './other-server.ts'

let server: OtherServer
let product: Product
before(async () => {
  server = await OtherServer.start(debianPrograms())
  const env = {
    DATABASE_URL: server.url('mingjian', 'whoever', 'whatever'),
    DATABASE_ADMIN_URL: await server.owner('house', 'mingjian'),
    MJ_SAMPLE_SOURCE: 'loop',
  }
  product = await startProduct({ sample: true, env, within: 120_000 })
})
after(async () => {
  await product?.stop()
  await server?.stop()
})

test('a station records and serves on it, and starts again', async () => {
  await recordsAndServes(product)
  await livesThere(product, server, 'mingjian')
  await product.halt()
  await product.again()
  await recordsAndServes(product)
})

test('it is backed up and restored', async () => {
  const file = path.join(path.dirname(product.folder), 'station.mjbackup')
  const backup = await runTool(product, 'server/backup/backup.ts', [product.folder, '--to', file])
  assert.equal(backup.code, 0, backup.text)
  await product.halt()
  await server.ask('drop database mingjian')
  await server.ask('create database mingjian owner house')
  const done = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', file])
  assert.equal(done.code, 0, done.text)
  await product.again()
  await livesThere(product, server, 'mingjian')
})
