/** A supervised child dies, does not stop, cannot start: what the supervisor does and what its journal says. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChildPlan, Supervised } from './child.ts'
import { OutageJournal, type OutageLine } from './journal.ts'

let folder: string
let journal: OutageJournal
let child: Supervised

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'mj-child-'))
  mkdirSync(path.join(folder, 'journal'))
  journal = new OutageJournal(folder)
})
afterEach(async () => {
  await child.stop()
  journal.close()
  rmSync(folder, { recursive: true })
})

function lines(): OutageLine[] {
  const text = readFileSync(path.join(folder, 'journal/outages.jsonl'), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l) as OutageLine)
}

const what = (): string =>
  lines()
    .map((l) => l.what)
    .join(' ')

async function until(done: () => boolean, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; !done(); await sleep(20))
    if (Date.now() > end) throw new Error(`not in time; the journal says: ${what()}`)
}

/** A child that runs `script` and says by itself that it is ready. */
function plan(script: string, more: Partial<ChildPlan> = {}): ChildPlan {
  return {
    name: 'probe',
    spawn: () => spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    ready: 'message',
    ...more,
  }
}

const lives =
  'process.send({ ready: true }); process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)'

test('a child that is killed comes back as another process, and the journal says how it died', async () => {
  child = new Supervised(plan(lives), journal)
  await child.start()
  const first = child.pid!
  process.kill(first, 'SIGKILL')
  await until(() => what() === 'started ready died started ready')
  assert.notEqual(child.pid, first)
  assert.equal(child.restarts, 1)
  const died = lines().find((l) => l.what === 'died')!
  assert.deepEqual([died.pid, died.signal, died.process], [first, 'SIGKILL', 'probe'])
  const [before, after] = [lines()[2]!, lines()[3]!]
  const waited = Number(BigInt(after.mono90k) - BigInt(before.mono90k)) / 90
  assert.ok(waited >= 190 && waited < 2000, `the first restart waits 200 ms, not ${waited}`)
})

test('one that dies at once is tried less and less often, never given up, and never called ready', async () => {
  child = new Supervised(plan('process.exit(7)'), journal)
  let inService = false
  void child.start().then(() => {
    inService = true
  })
  await until(() => lines().filter((l) => l.what === 'died').length >= 4)
  const died = lines().filter((l) => l.what === 'died')
  const started = lines().filter((l) => l.what === 'started')
  const waits = died
    .slice(0, 3)
    .map((d, i) => Number(BigInt(started[i + 1]!.mono90k) - BigInt(d.mono90k)) / 90)
  for (const [i, least] of [200, 400, 800].entries())
    assert.ok(waits[i]! >= least - 10 && waits[i]! < least * 2 + 1000, `wait ${i + 1}: ${waits[i]} ms`)
  assert.deepEqual([inService, child.state === 'ready', died[0]!.code], [false, false, 7])
})

test('one that is asked to stop stops for good, and its end is no death', async () => {
  child = new Supervised(plan(lives), journal)
  await child.start()
  await child.stop()
  await sleep(600)
  assert.equal(what(), 'started ready stopped')
})

test('one that does not stop is killed within its time', async () => {
  const deaf = 'process.on("SIGTERM", () => {}); process.send({ ready: true }); setInterval(() => {}, 1000)'
  child = new Supervised(plan(deaf, { stopMs: 300 }), journal)
  await child.start()
  const asked = Date.now()
  await child.stop()
  assert.ok(Date.now() - asked >= 290 && Date.now() - asked < 3000)
  assert.deepEqual([lines().at(-1)!.what, lines().at(-1)!.signal], ['stopped', 'SIGKILL'])
})

test('a stop that comes while it waits to start again leaves nothing behind', async () => {
  child = new Supervised(plan('process.exit(1)'), journal)
  void child.start()
  await until(() => what() === 'started died')
  await child.stop()
  await sleep(500)
  assert.equal(what(), 'started died')
})
