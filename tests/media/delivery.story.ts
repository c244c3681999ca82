/** What leaves, what stands in the register, and what the server's own byte log says: three accounts of one thing. */
// alone
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Person } from '../crash/person.ts'
import { length, merge, type Span } from '../crash/spans.ts'
import { Truth } from '../crash/truth.ts'
import { type Product, startProduct } from '../product.ts'
import { Viewer } from './viewer.ts'

let product: Product
let operator: Person
let keeper: Person
let cameras: readonly { id: string; name: string }[]

before(async () => {
  product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' } })
  operator = await new Person(product).signIn('operator1')
  keeper = await new Person(product).signIn('keeper')
  const truth = await Truth.of(product)
  cameras = await truth.cameras()
  await truth.close()
})
after(() => product.stop())

type Line = {
  use: string
  camera: string
  kind: string
  seq: number
  from: number
  to: number
  bytes: number
}

function byteLog(use: string): Line[] {
  return readFileSync(path.join(product.folder, 'journal/bytes.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l) as Line)
    .filter((l) => l.use === use)
}

/** Delivered spans and bytes of a use as the register shows them, once everything is written. */
async function register(use: string): Promise<{ camera: string; spans: Span[]; bytes: number }[]> {
  for (let i = 0; i < 60; i++) {
    const story = await keeper.ask('GET', `/api/uses/${use}`)
    assert.equal(story.status, 200, story.text)
    const shown = story.body.shown as {
      cameraId: string
      kind: string
      from: string
      to: string
      bytes: number | null
      open: boolean
    }[]
    const delivered = shown.filter((s) => s.kind === 'delivered')
    if (delivered.length && delivered.every((s) => !s.open)) {
      return [...new Set(delivered.map((s) => s.cameraId))].map((camera) => {
        const mine = delivered.filter((s) => s.cameraId === camera)
        return {
          camera,
          spans: merge(mine.map((s) => ({ from: Date.parse(s.from), to: Date.parse(s.to) }))),
          bytes: mine.reduce((n, s) => n + (s.bytes ?? 0), 0),
        }
      })
    }
    await sleep(500)
  }
  throw new Error('the delivered spans were never written')
}

async function openReplay(from: number, to: number): Promise<string> {
  const opened = await keeper.ask('POST', '/api/uses', {
    act: 'replay',
    purpose: '学生财物遗失，核实走廊情况',
    basis: '185/13',
    cameras: [cameras[0]!.id],
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  })
  assert.ok(opened.status < 300, opened.text)
  return String(opened.body.id)
}

test('live pictures come only to who has taken the watch, and stop within a second of revocation', async () => {
  const taken = await operator.ask('POST', '/api/watch/take', {})
  assert.ok(taken.status < 300, taken.text)
  const use = String(taken.body.useId)
  const viewers = cameras.map((c) => new Viewer(product, operator, 'live', { use, camera: c.id }))
  for (const v of viewers) await v.until(() => v.pictures.length > 20, 15_000)
  for (const v of viewers) assert.ok(v.pictures[0]!.flags & 1, 'the first picture starts a group')
  const last = viewers[0]!.pictures.at(-1)!
  assert.ok(last.at - last.wallMs < 1500, `a picture was ${last.at - last.wallMs} ms old`)
  const before = Date.now()
  const revoked = await keeper.ask('POST', `/api/uses/${use}/revoke`, { reason: '试验撤销' })
  assert.ok(revoked.status < 300, revoked.text)
  for (const v of viewers) await v.until(() => v.closedAt !== null, 3000)
  for (const v of viewers) {
    assert.ok(v.closedAt! - before <= 1000, `${v.closedAt! - before} ms until black`)
    assert.ok(!v.pictures.some((p) => p.at > before + 1000))
    assert.ok(v.refused)
  }
  const accounts = await register(use)
  assert.equal(accounts.length, 4)
  for (const account of accounts) {
    const lines = byteLog(use).filter((l) => l.camera === account.camera)
    assert.equal(
      account.bytes,
      lines.reduce((n, l) => n + l.bytes, 0),
    )
    // A camera may leave out a picture; a hole under two seconds doesn't split what was shown.
    assert.deepEqual(
      account.spans,
      merge(
        lines.map(({ from, to }) => ({ from, to })),
        2000,
      ),
      'register and byte log name the same time',
    )
  }
})

test('a replay shows what was asked, nothing outside it, and the register says so', async () => {
  await sleep(12_000)
  const to = Date.now() - 2000
  const from = to - 8000
  const use = await openReplay(from, to)
  const v = await new Viewer(product, keeper, 'replay', { use, camera: cameras[0]!.id }).open()
  v.say({ t: 'play', from })
  const ask = setInterval(() => v.say({ t: 'more', fragments: 2 }), 50)
  await v.until(() => v.said.some((m) => m.t === 'through'), 15_000)
  clearInterval(ask)
  assert.ok(v.pictures.length >= 4)
  for (const p of v.pictures) assert.ok(p.wallMs >= from - 1 && p.wallMs < to, 'inside the interval')
  assert.ok(v.pictures[0]!.flags & 1)
  v.socket.close()
  await keeper.ask('POST', `/api/uses/${use}/close`, { result: '未见异常' })
  const [account] = await register(use)
  const lines = byteLog(use)
  assert.equal(
    account!.bytes,
    v.pictures.reduce((n, p) => n + p.bytes, 0),
  )
  assert.equal(
    account!.bytes,
    lines.reduce((n, l) => n + l.bytes, 0),
  )
  assert.deepEqual(account!.spans, merge(lines, 500))
})

test('a client that stops reading at 40 % shows 40 %', async () => {
  const to = Date.now() - 2000
  const from = to - 20_000
  const use = await openReplay(from, to)
  const v = await new Viewer(product, keeper, 'replay', { use, camera: cameras[0]!.id }).open()
  v.say({ t: 'play', from })
  const wanted = from + 0.4 * (to - from)
  // Asks for everything at once, as a greedy client would, and stops acknowledging at 40 %.
  const ask = setInterval(() => v.say({ t: 'more', fragments: 4 }), 20)
  await v.until(() => {
    if ((v.pictures.at(-1)?.wallMs ?? 0) >= wanted) v.acknowledges = false
    return !v.acknowledges
  }, 20_000)
  v.socket.pause()
  await sleep(3000)
  clearInterval(ask)
  v.socket.terminate()
  await keeper.ask('POST', `/api/uses/${use}/close`, { result: '试验' })
  const [account] = await register(use)
  const share = length(account!.spans) / (to - from)
  // At most four fragments of one second were on their way.
  assert.ok(share >= 0.35 && share <= 0.4 + 5 / 20 + 0.05, `the register shows ${(share * 100).toFixed(0)} %`)
  assert.ok(share < 0.75)
})
