/** Every place where sequencing can break, and each one broken, on a real database. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { openDatabase, openPool } from '#db/pool.ts'
import { openCheckpoint } from '#ledger/checkpoint.ts'
import { makeEntry } from '#ledger/entry.ts'
import { ed25519Verifier, ed25519Vkey } from '#ledger/note.ts'
import { verifyInclusion } from '#ledger/proof.ts'
import {
  createSequencer,
  LogDiverged,
  runSequencer,
  type Sequencer,
  type SequencerStore,
} from '#ledger/sequencer.ts'
import { type CheckpointSigner, SigningRefused } from '#ledger/signer.ts'
import { leafHash } from '#ledger/tree.ts'
import { auditLog } from '#tests/ledger/audit.ts'
import { type Break, Faults } from '#tests/ledger/faults.ts'
import { type StoryLog, storyLog } from '#tests/ledger/log.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { openClient } from '../client.ts'
import { appendAlone } from './append.ts'
import { proveEntry, sequencerStore } from './store.ts'

const clock = { now: () => new Date() }

describe('sequencing', () => {
  let server: TestPostgres
  let url: string
  let drop: () => Promise<void>
  let ownerPool: pg.Pool
  let owner: Kysely<unknown>
  let own: StoryLog
  before(async () => {
    server = await startTestPostgres()
  })
  after(() => server.stop())
  beforeEach(async () => {
    ;({ url, drop } = await freshDatabase(server))
    ownerPool = openPool(url, { max: 17 })
    owner = openDatabase(ownerPool)
    own = storyLog()
  })
  afterEach(async () => {
    await owner.destroy()
    await drop()
  })

  async function append(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let i = 0; i < count; i++) {
      const body = { number: i, boot: randomUUID(), cameras: 0, recording: 0 }
      const entry = makeEntry(own, 'heartbeat', new Date(), body)
      await appendAlone(owner, entry)
      ids.push(entry.id)
    }
    return ids
  }
  const audit = () => auditLog(ownerPool, 1, own.origin, own.log)
  const sequencerOn = (store: SequencerStore, signer: CheckpointSigner = own.signer, limit = 4): Sequencer =>
    createSequencer({ store, signer, origin: own.origin, log: own.log, clock, limit })

  /** Steps until nothing waits. */
  async function drain(sequencer: Sequencer): Promise<number> {
    let total = 0
    for (;;) {
      const done = await sequencer.step()
      if (done === 0) return total
      total += done
    }
  }

  async function nothingWaits(last: () => unknown = () => undefined): Promise<void> {
    // Batches of seven, a sync each: on a busy machine thousands of entries take their time.
    for (const until = Date.now() + 90_000; Date.now() < until; ) {
      const { rows } = await ownerPool.query('select from ledger_pending limit 1')
      if (rows.length === 0) return
      await sleep(25)
    }
    assert.fail(`entries still wait; ${last()}`)
  }

  it('gives each entry its place, in the order they came, under checkpoints that prove it', async () => {
    const db = openDatabase(openPool(urlAs(url, 'mj_sequencer')))
    const ids = await append(300)
    const sequencer = sequencerOn(sequencerStore(db, 1), own.signer, 64)
    assert.equal(await drain(sequencer), 300)
    assert.equal(await sequencer.step(), 0)
    assert.deepEqual(await audit(), { entries: 300, checkpoints: 5, pending: 0 })
    for (const [i, id] of ids.entries()) {
      const proven = await proveEntry(db, id)
      assert.ok(proven)
      const { index, size, bytes, proof, note } = proven
      assert.deepEqual([index, size], [BigInt(i), 300n])
      const { root } = openCheckpoint(note, own.origin, own.log)
      assert.ok(verifyInclusion(index, size, leafHash(bytes), root, proof))
    }
    const [waiting] = await append(1)
    assert.equal(await proveEntry(db, waiting!), undefined)
    assert.equal(await proveEntry(db, randomUUID()), undefined)
    await db.destroy()
  })

  it('survives a broken connection at every statement, before and after it', async () => {
    const faults = new Faults()
    const db = openDatabase(faults.pool(urlAs(url, 'mj_sequencer')))
    const start = () => sequencerOn(sequencerStore(db, 1))
    let sequencer = start()
    let appended = 0
    let broken = 0
    for (const survivor of ['the same sequencer', 'a new one'])
      for (const how of ['before', 'after'] satisfies Break[])
        for (let n = 1; ; n++) {
          appended += (await append(3)).length
          // A new process begins with loading the head, so that those statements break as well.
          if (survivor === 'a new one') sequencer = start()
          faults.arm(n, how)
          const failure = await drain(sequencer).then(
            () => undefined,
            (error: unknown) => error,
          )
          const happened = faults.happened
          faults.disarm()
          if (!happened) {
            assert.equal(failure, undefined)
            break
          }
          assert.match(String(failure), /the connection broke|Connection terminated|not queryable/)
          broken++
          appended += (await append(2)).length
          if (survivor === 'a new one') sequencer = start()
          await drain(sequencer)
          assert.deepEqual((await audit()).entries, appended, `${survivor}, broken ${how} statement ${n}`)
        }
    assert.ok(broken >= 50, `${broken} places broken`)
    assert.equal((await audit()).pending, 0)
    assert.equal(own.signed?.size, BigInt(appended))
    await db.destroy()
  })

  it('survives each call of store and signer failing, failing after its work, and a crash after it', async () => {
    const db = openDatabase(openPool(urlAs(url, 'mj_sequencer')))
    const whole = sequencerStore(db, 1)
    let appended = 0
    for (const call of ['head', 'hashes', 'claim', 'sign', 'commit'] as const)
      for (const how of ['fails', 'fails but persisted', 'crash after'] as const) {
        let armed = true
        const faulty =
          <A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) =>
          async (...args: A): Promise<R> => {
            if (name !== call || !armed) return work(...args)
            armed = false
            if (how !== 'fails') await work(...args)
            throw new Error('as planned')
          }
        const store: SequencerStore = {
          head: faulty('head', whole.head),
          hashes: faulty('hashes', whole.hashes),
          claim: faulty('claim', whole.claim),
          commit: faulty('commit', whole.commit),
        }
        const signer: CheckpointSigner = { sign: faulty('sign', own.signer.sign) }
        appended += (await append(6)).length
        let sequencer = sequencerOn(store, signer)
        await assert.rejects(drain(sequencer), /as planned/, `${call} ${how}`)
        appended += (await append(1)).length
        if (how === 'crash after') sequencer = sequencerOn(store, signer)
        await drain(sequencer)
        const { entries, pending } = await audit()
        assert.deepEqual([entries, pending], [appended, 0], `${call} ${how}`)
      }
    await db.destroy()
  })

  it('is done by two at once as by one', async () => {
    const db = openDatabase(openPool(urlAs(url, 'mj_sequencer')))
    const stop = new AbortController()
    const failures: string[] = []
    const running = [1, 2].map(() =>
      runSequencer(sequencerOn(sequencerStore(db, 1)), {
        signal: stop.signal,
        everyMs: 2,
        onFailure: (error) => failures.push(String(error)),
      }),
    )
    await Promise.all(Array.from({ length: 8 }, () => append(40)))
    await nothingWaits(() => failures.at(-1))
    stop.abort()
    await Promise.all(running)
    assert.equal((await audit()).entries, 320)
    for (const failure of failures) assert.match(failure, /no longer the one to commit|moved on/)
    await db.destroy()
  })

  it('is retried by one that was overtaken between its claim and its signature', async () => {
    await append(8)
    const quick = sequencerOn(sequencerStore(owner, 1))
    const overtaken: CheckpointSigner = {
      async sign(request) {
        if (request.oldSize === 0n) await drain(quick)
        return own.signer.sign(request)
      },
    }
    const slow = sequencerOn(sequencerStore(owner, 1), overtaken)
    await assert.rejects(slow.step(), /another sequencer moved on from 0 to 8/)
    await append(1)
    assert.equal(await slow.step(), 1)
    assert.deepEqual((await audit()).entries, 9)
  })

  it('stops, with nothing written, on a database that was rolled back', async () => {
    await append(3)
    await drain(sequencerOn(sequencerStore(owner, 1)))
    const backup = `${new URL(url).pathname.slice(1)}_backup`
    await owner.destroy()
    const control = await openClient(server.url)
    await control.query(`create database ${backup} template ${new URL(url).pathname.slice(1)}`)
    ownerPool = openPool(url)
    owner = openDatabase(ownerPool)
    await append(1)
    await drain(sequencerOn(sequencerStore(owner, 1)))
    await owner.destroy()

    ownerPool = openPool(url.replace(/\/test_\w+/, `/${backup}`))
    owner = openDatabase(ownerPool)
    await append(2)
    const sequencer = sequencerOn(sequencerStore(owner, 1))
    const stopped = runSequencer(sequencer, {
      signal: new AbortController().signal,
      onFailure: () => undefined,
    })
    await assert.rejects(stopped, (error) => error instanceof SigningRefused && error.code === 'not-the-last')
    assert.deepEqual(await audit(), { entries: 3, checkpoints: 1, pending: 2 })
    await owner.destroy()
    await control.query(`drop database ${backup} with (force)`)
    await control.end()
  })

  it('stops, with nothing written, on hashes that do not lead to the signed root', async () => {
    await append(20)
    await drain(sequencerOn(sequencerStore(owner, 1), own.signer, 20))
    await ownerPool.query('alter table ledger_node disable trigger all')
    await ownerPool.query('update ledger_node set hash = sha256(hash)')
    await append(1)
    await assert.rejects(sequencerOn(sequencerStore(owner, 1)).step(), LogDiverged)
    const { rows } = await ownerPool.query<{ n: bigint }>('select count(*) as n from ledger_leaf')
    assert.equal(rows[0]!.n, 20n)
  })

  it('believes no note but the one it asked for', async () => {
    await append(2)
    const liar: CheckpointSigner = {
      sign: (request) => storyLog().signer.sign(request),
    }
    await assert.rejects(sequencerOn(sequencerStore(owner, 1), liar).step(), /no-known-signature/)
    assert.equal(await drain(sequencerOn(sequencerStore(owner, 1))), 2)
  })

  it('loses and doubles nothing when its process is killed again and again under load', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mj-sequence-'))
    const { privateKey } = generateKeyPairSync('ed25519')
    const env = {
      ...process.env,
      DATABASE: urlAs(url, 'mj_sequencer'),
      ORIGIN: own.origin,
      KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      MEMORY: join(folder, 'signed.json'),
    }
    const start = async () => {
      const child = fork(join(import.meta.dirname, '../../tests/ledger/sequence.ts'), { env })
      await once(child, 'message')
      return child
    }
    let writing = true
    const writers = [1, 2, 3].map(async () => {
      let count = 0
      while (writing) {
        count += (await append(2)).length
        await sleep(4)
      }
      return count
    })
    const placed = async () => {
      const { rows } = await ownerPool.query<{ n: bigint }>('select count(*) as n from ledger_leaf')
      return Number(rows[0]!.n)
    }
    for (let kill = 0; kill < 6; kill++) {
      const before = await placed()
      const child = await start()
      // In the middle of its work: the writers keep it busy, and it's killed at another moment of a batch each time.
      for (let tries = 0; (await placed()) === before; tries++) {
        assert.ok(tries < 1000, 'the sequencer does nothing')
        await sleep(5)
      }
      await sleep(kill * 3)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    writing = false
    const appended = (await Promise.all(writers)).reduce((a, b) => a + b)
    assert.ok((await placed()) < appended, 'the last one was killed in the middle of its work')
    const last = await start()
    const log = ed25519Verifier(ed25519Vkey(own.origin, privateKey))
    await nothingWaits()
    assert.equal((await auditLog(ownerPool, 1, own.origin, log)).entries, appended)
    last.kill('SIGKILL')
    await once(last, 'exit')
    await rm(folder, { recursive: true })
  })
})
