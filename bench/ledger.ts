/**
 * The ledger: what a change costs with its entry against the same statement with a plain second table, how fast
 * places are given, how late the checkpoint is, how long a proof takes. Options: `--seconds` a run, `--entries` in
 * the log that is proven from, `--load` entries a second while lag is measured.
 */
import { generateKeyPairSync, hash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { ledgerHashes, sequencerStore } from '#db/ledger/store.ts'
import { openDatabase, openPool, PREPARED } from '#db/pool.ts'
import { encodeEntry, makeEntry } from '#ledger/entry.ts'
import { ed25519Signer, ed25519Verifier, ed25519Vkey } from '#ledger/note.ts'
import { inclusionProof, verifyInclusion } from '#ledger/proof.ts'
import { createSequencer, runSequencer, type Sequencer } from '#ledger/sequencer.ts'
import { rememberingSigner } from '#ledger/signer.ts'
import { GrowingTree, type Hash, leafHash } from '#ledger/tree.ts'
import { freshDatabase, startTestPostgres } from '#tests/postgres.ts'
import { type Bench, check, median, percentiles, round } from './frame.ts'

const log = { origin: 'bench.example/log', epoch: 1 }

export const bench: Bench = async ({ runs, option, say }) => {
  const seconds = option('seconds', 2)
  const entries = option('entries', 200_000)
  const load = option('load', 500)
  const appends = median(Array.from({ length: runs }, appendsPerS))
  const hashes = median(Array.from({ length: runs }, hashesPerS))
  const server = await startTestPostgres({ durable: true, settings: { max_connections: '100' } })
  try {
    const { url } = await freshDatabase(server)
    const db = openDatabase<unknown>(openPool(url, { max: 70 }))
    await sql`create table bench_change (id uuid primary key, at timestamptz not null, state text not null)`.execute(
      db,
    )
    await sql`create table bench_plain (id uuid primary key, kind text not null, at timestamptz not null,
      epoch integer not null, bytes bytea not null)`.execute(db)
    const commitsPerS: Record<string, { ours: number; plain: number; ratio: number }> = {}
    for (const writers of [1, 16, 64]) {
      const [ours, plain, ratios]: number[][] = [[], [], []]
      // Opening a connection costs many commits: all are open, and have done both, before anything counts.
      for (const work of [withLedger, withPlain])
        await Promise.all(Array.from({ length: 70 }, () => work(db)))
      for (let run = 0; run < runs; run++) {
        const measure = {
          ours: async () => ours!.push(await perS(writers, seconds, () => withLedger(db))),
          plain: async () => plain!.push(await perS(writers, seconds, () => withPlain(db))),
        }
        // In turns, since the second profits from what the first warmed and suffers what it left to be written.
        for (const side of run % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const))
          await measure[side]()
        ratios!.push(ours!.at(-1)! / plain!.at(-1)!)
      }
      commitsPerS[writers] = {
        ours: round(median(ours!)),
        plain: round(median(plain!)),
        ratio: round(median(ratios!)),
      }
      say(`${writers} writers: ${JSON.stringify(commitsPerS[writers])} commits/s`)
    }
    const sequencer = makeSequencer(db)
    const leavesPerS = await drain(sequencer)
    say(`sequencer alone: ${round(leavesPerS)} leaves/s`)
    const { lag, commitMs } = await measureLag(db, sequencer, load, Math.max(seconds * 2, 5))
    say(
      `lag to the local checkpoint at ${load}/s: ${JSON.stringify(lag)} ms, of which the commit ${JSON.stringify(commitMs)}`,
    )
    const proofMs = await measureProofs(db, entries)
    say(`a proof from ${entries} entries: ${JSON.stringify(proofMs)} ms`)
    await db.destroy()
    const many = commitsPerS['64']!
    return {
      checks: [
        check('commits with 64 writers, ours / plain', many.ratio, {
          more: true,
          target: 0.87,
          minimum: 0.7,
        }),
        // On a busy machine the commits themselves are late, and the checkpoint takes three more of them.
        check('checkpoint lag p99, ms', lag.p99, { target: 500, minimum: Math.max(500, 4 * commitMs.p99) }),
        check('proof p50, ms', proofMs.p50, { target: 2, minimum: 5 }),
        check('appends in memory / their bare hashes', round(appends / hashes), {
          more: true,
          target: 0.8,
          minimum: 0.5,
        }),
      ],
      entries,
      commitsPerS,
      leavesPerS: round(leavesPerS),
      proofMs,
      checkpointLagMs: lag,
      commitMs,
      loadPerS: load,
      appendsPerSInMemory: round(appends),
      bareHashPairsPerS: round(hashes),
    }
  } finally {
    await server.stop()
  }
}

function newEntry() {
  const use = randomUUID()
  return makeEntry(log, 'use.closed', new Date(), { use, state: 'closed' })
}

async function withLedger(db: Executor): Promise<void> {
  const entry = newEntry()
  const change = sql`insert into bench_change values (${entry.body.use}, ${entry.at}, 'closed') returning id`
  const done = await appendWith(db, change, entry)
  if (done.outcome !== 'appended') throw new Error(done.outcome)
}

/** The same values in one statement into a table that nobody reads. */
async function withPlain(db: Executor): Promise<void> {
  const entry = newEntry()
  await sql`${sql.raw(PREPARED)}
    with change as (insert into bench_change values (${entry.body.use}, ${entry.at}, 'closed') returning id),
    plain as (
      insert into bench_plain (id, kind, at, epoch, bytes)
      select ${entry.id}::uuid, ${entry.kind}::text, ${entry.at}::timestamptz, ${entry.epoch}::int,
        ${encodeEntry(entry)}::bytea from change
    )
    select * from change`.execute(db)
}

/** Completed commits a second, each writer waiting for its own before the next. */
async function perS(writers: number, seconds: number, commit: () => Promise<void>): Promise<number> {
  const started = performance.now()
  let done = 0
  const writer = async () => {
    while (performance.now() - started < seconds * 1000) {
      await commit()
      done++
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return (done * 1000) / (performance.now() - started)
}

function makeSequencer(db: Executor): Sequencer {
  const { privateKey } = generateKeyPairSync('ed25519')
  let signed: { size: bigint; root: Hash } | undefined
  const signer = rememberingSigner(() => ed25519Signer(log.origin, privateKey), {
    load: async () => signed,
    save: async ({ size, root }) => {
      signed = { size, root }
    },
  })
  return createSequencer({
    store: sequencerStore(db, log.epoch),
    signer,
    origin: log.origin,
    log: ed25519Verifier(ed25519Vkey(log.origin, privateKey)),
    clock: { now: () => new Date() },
  })
}

async function drain(sequencer: Sequencer): Promise<number> {
  const started = performance.now()
  let total = 0
  for (let done = -1; done !== 0; total += done) done = await sequencer.step()
  return (total * 1000) / (performance.now() - started)
}

/** From just before the append until a checkpoint that covers the entry is committed. */
async function measureLag(db: Executor, sequencer: Sequencer, load: number, seconds: number) {
  const waiting: number[] = []
  const lags: number[] = []
  const commits: number[] = []
  const counted: Sequencer = {
    async step() {
      // Batches take the oldest first, and there are no other writers: the first `done` of these are in it.
      const done = await sequencer.step()
      const now = performance.now()
      for (const since of waiting.splice(0, done)) lags.push(now - since)
      return done
    },
  }
  const stop = new AbortController()
  const running = runSequencer(counted, {
    signal: stop.signal,
    onFailure: (error) => {
      throw error
    },
  })
  const started = performance.now()
  const writes: Promise<void>[] = []
  for (let sent = 0; performance.now() - started < seconds * 1000; await sleep(5))
    for (; sent < ((performance.now() - started) * load) / 1000; sent++) {
      const since = performance.now()
      waiting.push(since)
      writes.push(withLedger(db).then(() => void commits.push(performance.now() - since)))
    }
  await Promise.all(writes)
  while (waiting.length > 0) await sleep(20)
  stop.abort()
  await running
  return { lag: percentiles(lags), commitMs: percentiles(commits) }
}

/** Another epoch is filled without entries: a proof reads only hashes. Each proof is checked. */
async function measureProofs(db: Executor, entries: number) {
  const epoch = 2
  const tree = new GrowingTree()
  const leaves: Hash[] = []
  for (let from = 0; from < entries; ) {
    const nodes: { level: number; index: bigint; hash: Hash }[] = []
    const first = from
    for (; from < Math.min(entries, first + 10_000); from++) {
      const leaf = leafHash(Buffer.from(`entry ${from}`))
      leaves.push(leaf)
      tree.append(leaf, (level, index, hash) => {
        if (level > 0 && level % 4 === 0) nodes.push({ level, index, hash })
      })
    }
    await sql`insert into ledger_leaf (epoch, index, entry_id, leaf_hash)
      select ${epoch}, ${first}::bigint + position - 1, gen_random_uuid(), hash
      from unnest(${leaves.slice(first, from)}::bytea[]) with ordinality as l (hash, position)`.execute(db)
    await sql`insert into ledger_node (epoch, level, index, hash)
      select ${epoch}, * from unnest(${nodes.map((n) => n.level)}::smallint[], ${nodes.map((n) => n.index)}::bigint[],
        ${nodes.map((n) => n.hash)}::bytea[])`.execute(db)
  }
  await sql`analyze ledger_leaf, ledger_node`.execute(db)
  const source = ledgerHashes(db, epoch)
  const root = tree.root()
  const took: number[] = []
  for (let i = 0; i < 400; i++) {
    const index = BigInt(Math.floor((entries * ((i * 0.6180339887) % 1)) % entries))
    const started = performance.now()
    const proof = await inclusionProof(source, index, tree.size)
    // The first hundred warm up connection, plans and code.
    if (i >= 100) took.push(performance.now() - started)
    if (!verifyInclusion(index, tree.size, leaves[Number(index)]!, root, proof))
      throw new Error('a wrong proof')
  }
  return percentiles(took)
}

function appendsPerS(): number {
  const entry = encodeEntry(newEntry())
  const tree = new GrowingTree()
  return rate(() => tree.append(leafHash(entry)))
}

/** What an append can't do without: the hash of the entry and, on average, of one node. */
function hashesPerS(): number {
  const entry = encodeEntry(newEntry())
  const node = Buffer.alloc(65)
  return rate(() => [hash('sha256', entry, 'binary'), hash('sha256', node, 'binary')])
}

function rate(work: () => unknown): number {
  const started = performance.now()
  let done = 0
  for (; done % 1000 !== 0 || performance.now() - started < 700; done++) work()
  return (done * 1000) / (performance.now() - started)
}
