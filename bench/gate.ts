/**
 * The gate: what a decision costs alone (Cedar), with its facts read from the register, and with the durable lease that
 * lets ten seconds of pictures leave. Beside each, in turns, what no decision could do without: a quarter of a
 * millisecond of hashing, one plain durable insert. A busy machine slows both, so the minimum moves with the reference.
 * Options: `--uses` open at once, `--decisions` a run.
 */
import { hash, randomBytes, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { loadAuthorizer } from '#station/authorizer/authorizer.ts'
import type { Caller } from '#station/route.ts'
import { createGate, type Opened } from '#station/use/gate.ts'
import { imageFacts } from '#station/use/image-store.ts'
import { freshDatabase, startTestPostgres, urlAs } from '#tests/postgres.ts'
import { type Bench, check, median, percentiles, round } from './frame.ts'

type Figures = { p50: number; p95: number; p99: number }
const LOG = { origin: 'bench.example/log', epoch: 1 }
const CAMERAS = 64
const WARM_UP = 200
const BLOCK = randomBytes(256 * 1024)

export const bench: Bench = async ({ seed, runs, option, say }) => {
  const usesOpen = option('uses', 1000)
  const decisions = option('decisions', 2000)
  const server = await startTestPostgres({ durable: true })
  try {
    const { url } = await freshDatabase(server)
    const owner = openDatabase<unknown>(openPool(url, { max: 2 }))
    const db = openDatabase<unknown>(openPool(urlAs(url, 'mj_app'), { max: 4 }))
    const authorizer = loadAuthorizer()
    const { caller, uses } = await register(owner, usesOpen)
    const clock = { now: () => new Date() }
    const gate = createGate({ db, authorizer, log: LOG, clock })
    let state = seed
    const pick = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return uses[state % uses.length]!
    }

    const opened: Opened[] = []
    const sample = Array.from({ length: Math.min(usesOpen, 50) }, pick)
    for (const { id, camera } of sample)
      opened.push(
        await gate.openImage({
          useId: id,
          cameraId: camera,
          kind: 'replay',
          caller,
          address: '',
          route: 'bench',
        }),
      )
    const askOf = ({ id, camera }: (typeof uses)[number]) => ({
      useId: id,
      cameraId: camera,
      personId: caller.personId,
      sessionHash: caller.sessionHash,
    })
    const facts = await imageFacts(db, sample.map(askOf), clock.now())
    const decide = (f: (typeof facts)[number]) => {
      const { person, camera, use } = f!
      const { fromMs } = use.interval!
      const asked = { person, camera, use, nowMs: Date.now(), fromMs, toMs: fromMs + 10_000 }
      const { permit } = authorizer.authorize({ ...asked, action: 'image.replay', resource: camera })
      if (!permit) throw new Error('a decision came out wrong')
    }

    const cedar: Figures[] = []
    const hashing: Figures[] = []
    const withLoading: Figures[] = []
    const withLease: Figures[] = []
    const inserting: Figures[] = []
    await sql`create table bench_plain (id uuid primary key, at timestamptz not null)`.execute(owner)
    const plain = () => sql`insert into bench_plain values (${randomUUID()}, now())`.execute(owner)
    for (let run = 0; run < runs; run++) {
      const alone = await timed(
        decisions,
        (i) => decide(facts[i % facts.length]!),
        () => hash('sha256', BLOCK),
      )
      cedar.push(alone.work)
      hashing.push(alone.reference)
      const loaded = await timed(
        decisions,
        async () => decide((await imageFacts(db, [askOf(pick())], clock.now()))[0]!),
        () => hash('sha256', BLOCK),
      )
      withLoading.push(loaded.work)
      const leased = await timed(
        decisions / 2,
        async (i) => {
          const one = opened[i % opened.length]!
          const from = one.from!.getTime() + (i % 300) * 10_000
          const span = {
            stream: 0,
            kind: 'replay',
            from: new Date(from),
            to: new Date(from + 10_000),
          } as const
          await gate.lease(one, span)
        },
        plain,
      )
      withLease.push(leased.work)
      inserting.push(leased.reference)
      say(
        `run ${run + 1}: ${JSON.stringify({ cedar: cedar[run], withLoading: loaded.work, lease: leased })} ms`,
      )
    }
    await db.destroy()
    await owner.destroy()
    const gateMs = {
      cedar: medians(cedar),
      withLoading: medians(withLoading),
      withLease: medians(withLease),
    }
    const referenceMs = { hashing: medians(hashing), plainInsert: medians(inserting) }
    return {
      gateMs,
      referenceMs,
      usesOpen,
      checks: [
        check('cedar p99 ms', gateMs.cedar.p99, {
          target: 1,
          minimum: round(Math.max(1, 3 * referenceMs.hashing.p99)),
        }),
        check('with loading and lease p99 ms', gateMs.withLease.p99, {
          target: 8,
          minimum: round(Math.max(8, 3 * referenceMs.plainInsert.p99)),
        }),
      ],
    }
  } finally {
    await server.stop()
  }
}

/** Work and reference in turns, so that both meet the same neighbours. */
async function timed(
  count: number,
  work: (i: number) => unknown,
  reference: () => unknown,
): Promise<{ work: Figures; reference: Figures }> {
  const took: [number[], number[]] = [[], []]
  for (let i = 0; i < count + WARM_UP; i++) {
    for (const [side, act] of [() => work(i), reference].entries()) {
      const started = performance.now()
      const done = act()
      // A decision by itself waits for nothing: a turn of the event loop would be counted as its own.
      if (done instanceof Promise) await done
      if (i >= WARM_UP) took[side]!.push(performance.now() - started)
    }
  }
  return { work: percentiles(took[0]), reference: percentiles(took[1]) }
}

const medians = (all: readonly Figures[]): Figures => ({
  p50: median(all.map((f) => f.p50)),
  p95: median(all.map((f) => f.p95)),
  p99: median(all.map((f) => f.p99)),
})

/** A keeper with a session, cameras, and so many open replays of an hour, each of one camera. */
async function register(
  owner: Kysely<unknown>,
  count: number,
): Promise<{ caller: Caller; uses: { id: string; camera: string }[] }> {
  const [personId, sessionHash] = [randomUUID(), randomBytes(32)]
  const cameras = Array.from({ length: CAMERAS }, () => randomUUID())
  const uses = Array.from({ length: count }, (_, i) => ({ id: randomUUID(), camera: cameras[i % CAMERAS]! }))
  await sql`insert into person (id, login, name, roles, state, created_at)
    values (${personId}, 'keeper', 'keeper', '{keeper}', 'active', now())`.execute(owner)
  await sql`insert into session (id_hash, person_id, csrf, address, user_agent, method, created_at, seen_at, expires_at)
    values (${sessionHash}, ${personId}, 'c', '', 'bench', 'password', now(), now(), now() + interval '12 hours')`.execute(
    owner,
  )
  await sql`insert into camera (id, number, name, purpose, necessity, place, privacy_class, main_url, declared_days, state,
      created_at, changed_at)
    select id, n::text, n::text, 'p', 'n', 'p', 'internal', 'rtsp://192.0.2.1/' || n, 30, 'recording', now(), now()
    from unnest(${cameras}::uuid[]) with ordinality as c (id, n)`.execute(owner)
  await sql`insert into "use" (id, number, act, state, person_id, purpose, basis, from_at, to_at, lasts_ms, asked_at,
      opened_at, expires_at, policies)
    select id, n::text, 'replay', 'open', ${personId}, 'p', 'b', date_trunc('second', now()) - interval '2 hours', date_trunc('second', now()) - interval '1 hour',
      14400000, now(), now(), now() + interval '4 hours', '{use.replay.keeper}'
    from unnest(${uses.map((u) => u.id)}::uuid[]) with ordinality as u (id, n)`.execute(owner)
  await sql`insert into use_camera (use_id, camera_id)
    select * from unnest(${uses.map((u) => u.id)}::uuid[], ${uses.map((u) => u.camera)}::uuid[])`.execute(
    owner,
  )
  await sql`analyze`.execute(owner)
  return {
    caller: { personId, login: 'keeper', name: 'keeper', roles: ['keeper'], sessionHash, method: 'password' },
    uses,
  }
}
