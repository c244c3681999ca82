/** Replay served as in the product: reels on disk, the real key process, the gate on a real register. Importing it makes it. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { MediaHub } from '#server/media/hub.ts'
import type { ByteLog } from '#server/media/ports.ts'
import { RecorderLink } from '#server/media/recorder-link.ts'
import { registerMedia } from '#server/media/register.ts'
import { loadAuthorizer } from '#station/authorizer/authorizer.ts'
import type { Caller } from '#station/route.ts'
import { createGate } from '#station/use/gate.ts'
import { mergeLeases } from '#station/use/upkeep.ts'
import { KeyClient } from '#video/keys/client.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { ReelWriter, type SealedReel } from '#video/reel/writer.ts'
import { createVolume } from '#video/volumes/identity.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '../postgres.ts'
import { begunReel, freshStation } from '../reels/keyed.ts'
import { hastyDisk, STATION } from '../reels/made.ts'
import { Player } from './player.ts'

export const CAMERA = randomUUID()
export const OTHER = randomUUID()
const PERSON = randomUUID()
const SESSION = randomBytes(32)
const LOG = { origin: 'story.example/log', epoch: 1 }
export const FRAGMENT_MS = 2000
/** Two finished reels of a minute, one with a row and one without, and an open one: the last three minutes or so. */
export const START = Math.floor(Date.now() / 1000) * 1000 - 180_000
const caller: Caller = {
  personId: PERSON,
  login: 'keeper',
  name: 'keeper',
  roles: ['keeper'],
  sessionHash: SESSION,
  method: 'password',
}

type Line = Parameters<ByteLog>[0]
export let server: TestPostgres
export let owner: Kysely<unknown>
let db: Kysely<unknown>
let app: FastifyInstance
let hub: MediaHub
export let port: number
export const bytes: Line[] = []
const closing: (() => unknown)[] = []

export async function aUse(fromMs: number, toMs: number, lastsMs = 3_600_000): Promise<string> {
  const id = randomUUID()
  await sql`insert into "use" (id, number, act, state, person_id, purpose, basis, from_at, to_at, asked_at, opened_at,
      expires_at, policies)
    values (${id}, ${id}, 'replay', 'open', ${PERSON}, '看', '799/16', ${new Date(fromMs)}, ${new Date(toMs)}, now(), now(),
      ${new Date(Date.now() + lastsMs)}, '{use.replay.keeper}')`.execute(owner)
  await sql`insert into use_camera (use_id, camera_id) values (${id}, ${CAMERA})`.execute(owner)
  return id
}

export const address = () => `ws://127.0.0.1:${port}/api/media`
export const replay = (use: string, camera = CAMERA) =>
  new Player(address(), `replay?use=${use}&camera=${camera}&stream=0`)

/** Spans of the register after everything was merged, in ms from START. */
export async function registered(use: string): Promise<{ from: number; to: number; bytes: number | null }[]> {
  await mergeLeases(owner, new Date(Date.now() + 120_000))
  const { rows } = await sql<{ from: Date; to: Date; bytes: bigint | null }>`
    select from_at as from, to_at as to, bytes from shown where use_id = ${use} and kind = 'delivered'
    order by from_at`.execute(owner)
  return rows.map((r) => ({
    from: r.from.getTime() - START,
    to: r.to.getTime() - START,
    bytes: r.bytes === null ? null : Number(r.bytes),
  }))
}

function startKeys(env: Record<string, string>): Promise<ChildProcess> {
  const program = fileURLToPath(import.meta.resolve('#video/keys/process.ts'))
  const child = fork(program, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    child.on('message', (m: { ready?: boolean }) => m.ready && resolve(child))
    child.on('exit', (code) => reject(new Error(`the key process ended: ${code}`)))
  })
}

async function row(reel: SealedReel, volume: string): Promise<void> {
  const { header: h } = reel
  const ms = (reel.fragments.length * FRAGMENT_MS) | 0
  await sql
    .raw(
      `create table if not exists "reel_${h.onDay}" partition of reel for values from ('${h.onDay}') to (date '${h.onDay}' + 1)`,
    )
    .execute(owner)
  await sql`insert into reel (on_day, id, station_id, camera_id, stream, volume_id, boot_id, start_mono90k, duration_90k,
      start_at, end_at, clock_source, clock_bound_ms, key_id, generation, codec, width, height, fragment_count,
      fragment_index, size_bytes, reel_leaf, end_cause, adopted, damaged_fragments, sealed_at)
    values (${h.onDay}, ${h.reelId}::uuid, ${STATION}, ${h.camera}, 0, ${volume}, ${h.bootId}, ${h.startMono90k},
      ${ms * 90}, ${new Date(h.startWallMs)}, ${new Date(h.startWallMs + ms)}, 'ntp', 40, ${h.keyId}, 1, 'avc1.64001F',
      1280, 720, ${reel.fragments.length}, ${reel.index}, ${reel.sizeBytes}, ${reel.reelLeaf}, 'planned', false, 0, now())`.execute(
    owner,
  )
}

/** The bytes of the nth fragment since START: told apart by number. */
export const fragmentBytes = (n: number) => Buffer.alloc(3000 + n, `picture ${n} `)

before(async () => {
  server = await startTestPostgres()
  const made = await freshDatabase(server)
  owner = openDatabase(openPool(made.url, { max: 2 }))
  db = openDatabase(openPool(urlAs(made.url, 'mj_app'), { max: 6 }))
  const volume = randomUUID()
  let stop: () => void = () => undefined
  const ready = new Promise<void>((resolve, reject) => {
    // The station's folder lives as long as the story.
    void freshStation(async ({ folder, roots, keyring }) => {
      const volumePath = join(roots[0]!, '..')
      const run = join(folder, 'run')
      await mkdir(run, { mode: 0o700 })
      await rows(volume, volumePath)
      for (const [n, count, end] of [
        [0, 30, 'row'],
        [30, 30, 'file'],
        [60, 20, 'open'],
      ] as const) {
        const startWallMs = START + n * FRAGMENT_MS
        const onDay = civilDayOf(startWallMs)
        const startMono90k = 900_000n + BigInt(n) * 180_000n
        const { header, reelKey } = await begunReel(keyring, {
          camera: CAMERA,
          startWallMs,
          startMono90k,
          onDay,
        })
        const writer = await ReelWriter.create(hastyDisk, volumePath, header, reelKey)
        for (let i = 0; i < count; i++) {
          await writer.append({
            startMono90k: startMono90k + BigInt(i) * 180_000n,
            duration90k: 180_000,
            startsWithKeyFrame: i % 2 === 0,
            damaged: false,
            sampleCount: 30,
            bytes: fragmentBytes(n + i),
          })
        }
        if (end === 'open') continue
        const sealed = await writer.finish('planned', startWallMs + count * FRAGMENT_MS)
        if (end === 'row') await row(sealed, volume)
      }
      const child = await startKeys({
        PATH: process.env.PATH ?? '',
        MJ_RUN: run,
        MJ_KEYRINGS: JSON.stringify(roots),
        MJ_KEY_DIR: folder,
        MJ_STATION_ID: STATION,
        MJ_ROLE_URL: urlAs(made.url, 'mj_keys'),
      })
      const keys = new KeyClient(join(run, 'keys.sock'))
      const link = new RecorderLink(run)
      const gate = createGate({
        db,
        authorizer: loadAuthorizer(),
        log: LOG,
        clock: { now: () => new Date() },
      })
      hub = new MediaHub(gate, urlAs(made.url, 'mj_app'))
      app = Fastify()
      await app.register(websocket)
      registerMedia(app, {
        db,
        gate,
        keys,
        link,
        hub,
        byteLog: (line) => bytes.push(line),
        textOf: (code) => ({ zh: code, en: code }),
        callerOf: async () => caller,
      })
      await app.listen({ host: '127.0.0.1', port: 0 })
      port = (app.server.address() as { port: number }).port
      closing.push(
        () => hub.close(),
        () => app.close(),
        () => keys.close(),
        () => link.close(),
        () => child.removeAllListeners('exit').kill('SIGTERM'),
        () => db.destroy(),
        () => owner.destroy(),
        () => server.stop(),
      )
      resolve()
      await new Promise<void>((r) => {
        stop = r
      })
    }).catch(reject)
  })
  await ready
  closing.push(() => stop())
})

after(async () => {
  for (const close of closing) await close()
})

async function rows(volume: string, path: string): Promise<void> {
  const now = new Date()
  const dataId = randomUUID()
  await createVolume(path, { volumeId: volume, stationId: STATION, dataId, label: 'one' })
  await sql`insert into station (id, data_id, name, unit_name, origin, key_id, created_at)
    values (${STATION}, ${dataId}, '站', '单位', ${LOG.origin}, ${Buffer.alloc(32)}, ${now})`.execute(owner)
  await sql`insert into person (id, login, name, roles, state, created_at)
    values (${PERSON}, 'keeper', 'keeper', '{keeper}', 'active', ${now})`.execute(owner)
  await sql`insert into session (id_hash, person_id, csrf, address, user_agent, method, created_at, seen_at, expires_at)
    values (${SESSION}, ${PERSON}, 'c', '127.0.0.1', 's', 'password', ${now}, ${now},
      ${new Date(now.getTime() + 3_600_000)})`.execute(owner)
  for (const [id, number] of [
    [CAMERA, 'C-01'],
    [OTHER, 'C-02'],
  ])
    await sql`insert into camera (id, number, name, purpose, necessity, place, privacy_class, main_url, declared_days, state,
        created_at, changed_at)
      values (${id}, ${number}, ${number}, '安全', '必要', '门', 'internal', ${`rtsp://192.0.2.1/${number}`}, 30, 'recording',
        ${now}, ${now})`.execute(owner)
  await sql`insert into volume (id, label, path, state, added_at) values (${volume}, 'one', ${path}, 'active', ${now})`.execute(
    owner,
  )
}
