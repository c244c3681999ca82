/** The key folder is lost: the recovery file and its code bring the recordings back, and the ledger says that it went on. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUser } from '#db/postgres/user.ts'
import { logFindings } from '#tests/crash/ledger-check.ts'
import { Truth } from '#tests/crash/truth.ts'
import { type Product, runTool, startProduct } from '#tests/product.ts'

let product: Product
let code: string
let file: string
let keys: string

before(async () => {
  product = await startProduct({ sample: false })
  code = /^ {2}((?:[0-9A-Z]{4}-){8}[0-9A-Z]{4})$/m.exec(product.said())![1]!
  keys = `${product.folder}-keys`
  file = path.join(path.dirname(product.folder), 'recovery.sealed')
  copyFileSync(path.join(keys, 'recovery.sealed'), file)
  await placed(1)
})
after(() => product.stop())

/** Waits until the log of this epoch has a signed place. */
async function placed(epoch: number): Promise<void> {
  const truth = await Truth.of(product)
  try {
    for (const until = Date.now() + 90_000; Date.now() < until; await sleep(300)) {
      const sql = 'select 1 from ledger_checkpoint where epoch = $1 and size > 0'
      if ((await truth.client.query(sql, [epoch])).rows.length) return
    }
  } finally {
    await truth.close()
  }
  throw new Error(`nothing was signed in epoch ${epoch}`)
}

async function recover(typed: string): Promise<{ code: number; text: string }> {
  const user = (await serverUser()) as { uid?: number; gid: number }
  const tool = path.join(import.meta.dirname, 'recover.ts')
  const child = spawn(process.execPath, [tool, product.folder, '--file', file], {
    env: { PATH: process.env.PATH, HOME: path.dirname(product.folder) },
    ...user,
  })
  let text = ''
  child.stdout.on('data', (c: Buffer) => {
    text += c
  })
  child.stderr.on('data', (c: Buffer) => {
    text += c
  })
  child.stdin.end(`${typed}\n`)
  return { code: await new Promise((r) => child.once('close', (c) => r(c ?? 1))), text }
}

test('a running station is left alone', async () => {
  const done = await recover(code)
  assert.equal(done.code, 2)
  assert.match(done.text, /another instance runs/)
})

test('without its key folder the station does not start, and says what to do', async () => {
  await product.halt()
  renameSync(keys, `${keys}.lost`)
  await assert.rejects(product.again(), /recovery code/)
})

test('a mistyped code and another one are told apart, and open no epoch', async () => {
  const last = code.at(-1) === '0' ? '1' : '0'
  const mistyped = await recover(code.slice(0, -1) + last)
  assert.equal(mistyped.code, 2)
  assert.match(mistyped.text, /mistyped/)
  assert.match(mistyped.text, /恢复码输入有误/)
  assert.ok(!mistyped.text.includes(code.slice(0, 20)), 'what was typed is not repeated')
})

test('the code restores the key; a new log key goes on in a new epoch that proves the old one', async () => {
  const done = await recover(code.toLowerCase().replaceAll('-', ' '))
  assert.equal(done.code, 0, done.text)
  assert.match(done.text, /epoch 2/)
  assert.equal(statSync(keys).mode & 0o077, 0)
  for (const name of readdirSync(keys)) assert.equal(statSync(path.join(keys, name)).mode & 0o077, 0, name)
  await product.again()
  await placed(2)
  const truth = await Truth.of(product)
  try {
    const { rows } = await truth.client.query<{ bytes: Buffer }>(
      'select e.bytes from ledger_leaf l join ledger_entry e on e.id = l.entry_id where l.epoch = 2 and l.index = 0',
    )
    const first = JSON.parse(rows[0]!.bytes.toString()) as { kind: string; body: Record<string, string> }
    assert.equal(first.kind, 'epoch')
    assert.equal(first.body.reason, 'log-key-lost')
    assert.match(first.body.previous!, /\/1\n/, 'the last checkpoint of the first epoch')
    assert.deepEqual(await logFindings(truth), [])
  } finally {
    await truth.close()
  }
})

test('a key that is there is not written over', async () => {
  await product.halt()
  const done = await recover(code)
  assert.equal(done.code, 2)
  assert.match(done.text, /does not replace it/)
})

test('a rotated station key opens what the old one did, and the station starts with it', async () => {
  await product.halt()
  const before = JSON.parse(readFileSync(path.join(product.folder, 'station.json'), 'utf8')) as {
    keyId: string
  }
  const done = await runTool(product, 'server/keys/rotate.ts', [product.folder])
  assert.equal(done.code, 0, done.text)
  assert.match(done.out, /recovery code/)
  const now = JSON.parse(readFileSync(path.join(product.folder, 'station.json'), 'utf8')) as { keyId: string }
  assert.notEqual(now.keyId, before.keyId)
  await product.again()
})
