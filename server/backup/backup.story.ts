/** The drill: a backup of a running station, more work, the database lost, restored: what then holds and what doesn't. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { logFindings } from '#tests/crash/ledger-check.ts'
import { Person } from '#tests/crash/person.ts'
import { Truth } from '#tests/crash/truth.ts'
import { type Product, runTool, startProduct } from '#tests/product.ts'

let product: Product
let file: string
let openUse: string

before(async () => {
  product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' } })
  file = path.join(path.dirname(product.folder), 'station.mjbackup')
})
after(() => product.stop())

async function replayUse(person: Person): Promise<string> {
  const truth = await Truth.of(product)
  const camera = (await truth.cameras())[0]!.id
  await truth.close()
  const now = Date.now()
  const opened = await person.ask('POST', '/api/uses', {
    act: 'replay',
    purpose: '核实走廊情况',
    basis: '185/13',
    cameras: [camera],
    from: new Date(now - 60_000).toISOString(),
    to: new Date(now).toISOString(),
  })
  assert.ok(opened.status < 300, opened.text)
  return String(opened.body.id)
}

test('a running station is backed up into one file that only its owner reads', async () => {
  openUse = await replayUse(await new Person(product).signIn('keeper'))
  await sleep(1500)
  const done = await runTool(product, 'server/backup/backup.ts', [product.folder, '--to', file, '--json'])
  assert.equal(done.code, 0, done.text)
  assert.equal(statSync(file).mode & 0o077, 0)
})

test('the backup holds neither a key of the keyring nor an image', () => {
  const text = gunzipSync(readFileSync(file)).toString('latin1')
  const tables = [...text.matchAll(/^\{"table":"([a-z_]+)"\}$/gm)].map((m) => m[1])
  assert.ok(tables.includes('use') && tables.includes('ledger_entry') && tables.includes('reel'))
  assert.ok(!tables.includes('session'))
  assert.ok(!text.includes('MJRL') && !text.includes('PRIVATE KEY'))
})

test('an altered backup is refused and changes nothing', async () => {
  const bytes = readFileSync(file)
  const torn = `${file}.torn`
  writeFileSync(torn, bytes.subarray(0, bytes.length - 200))
  const done = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', torn])
  assert.equal(done.code, 2)
  assert.match(done.text, /torn or altered/)
  assert.match(done.text, /不完整或已被改动/)
})

test('a running station is not restored over', async () => {
  const done = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', file])
  assert.equal(done.code, 2)
  assert.match(done.text, /another instance runs/)
})

test('after the loss of the database the restore opens a new epoch and work goes on', async () => {
  await product.halt()
  renameSync(path.join(product.folder, 'db'), path.join(product.folder, 'db.lost'))
  await assert.rejects(product.again(), /Restore its backup/)
  rmSync(path.join(product.folder, 'db'), { recursive: true, force: true })
  const done = await runTool(product, 'server/backup/restore.ts', [product.folder, '--from', file, '--json'])
  assert.equal(done.code, 0, done.text)
  const said = JSON.parse(done.out.trim().split('\n').at(-1)!) as { epoch: number; usesClosed: number }
  assert.equal(said.epoch, 2)
  assert.ok(said.usesClosed >= 1, 'the use that was open in the backup is closed: nobody is looking any more')
  await product.again()
  const truth = await Truth.of(product)
  try {
    const { rows } = await truth.client.query<{ state: string }>('select state from "use" where id = $1', [
      openUse,
    ])
    assert.equal(rows[0]?.state, 'revoked')
    const { rows: facts } = await truth.client.query('select place_class, key_target from station')
    assert.deepEqual(facts, [{ place_class: '799-7-2', key_target: false }])
    const until = Date.now() + 30_000
    let first = ''
    while (!first && Date.now() < until) {
      const { rows: entries } = await truth.client.query<{ kind: string }>(
        'select e.kind from ledger_leaf l join ledger_entry e on e.id = l.entry_id where l.epoch = 2 and l.index = 0',
      )
      first = entries[0]?.kind ?? ''
      await sleep(300)
    }
    assert.equal(first, 'epoch', 'the new log begins with the old one’s last checkpoint')
    assert.deepEqual(await logFindings(truth), [])
    assert.ok(existsSync(path.join(product.folder, 'db.lost')))
  } finally {
    await truth.close()
  }
  const use = await replayUse(await new Person(product).signIn('keeper'))
  assert.notEqual(use, openUse)
})
