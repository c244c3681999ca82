/**
 * The jobs process (design/seams.md): registrar, minute batches, sequencer, gaps, plan, keyring, retention. Loops over
 * tables, each with its own failures (design/decisions/0004). It parses no camera traffic and no request; what it
 * misses while it is away it finds again on the disk and in the tables.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import { sequencerStore } from '#db/ledger/store.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { ed25519Verifier } from '#ledger/note.ts'
import { createSequencer, runSequencer } from '#ledger/sequencer.ts'
import { KeyClient } from '#video/keys/client.ts'
import { systemClock } from '#video/recorder/clock.ts'
import type { Config } from '../config.ts'
import { setAlarms } from './alarms.ts'
import { dutiesOf, type Station } from './duties.ts'
import { type DutyFailure, pause, runDuty } from './loop.ts'
import { Recorders } from './recorders.ts'

const run = required('MJ_RUN')
const data = required('MJ_DATA')
const config = JSON.parse(required('MJ_CONFIG')) as Config
const keyrings = JSON.parse(required('MJ_KEYRINGS')) as string[]

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort())
process.on('disconnect', () => stop.abort())

const clock = systemClock()
const db = openDatabase<unknown>(openPool(required('MJ_ROLE_URL'), { max: 6, onError: logConnection }))
const sequencerDb = openDatabase<unknown>(
  openPool(required('MJ_SEQUENCER_URL'), { max: 2, onError: logConnection }),
)
const keys = new KeyClient(join(run, 'keys.sock'))

const station = await stationOf()
if (station !== null) {
  const recorders: Recorders = new Recorders(
    run,
    () => Number(clock.monoNs() / 1_000_000n),
    (event) => register(event.volume, event.path),
  )
  const { duties, register } = dutiesOf({ db, station, data, config, keyrings, keys, clock, recorders, log })
  const running = duties.map((duty) => runDuty(duty, stop.signal, told))
  running.push(sequence(station))
  process.send?.({ ready: true })
  await Promise.all(running)
  recorders.close()
}
keys.close()
await db.destroy()
await sequencerDb.destroy()
process.exit(0)

/** Whose station this is; asked until the database answers. Null when told to stop before. */
async function stationOf(): Promise<Station | null> {
  while (!stop.signal.aborted) {
    try {
      const { rows } = await sql<{
        id: string
        data_id: string
        key_id: Buffer
        origin: string
        epoch: number
      }>`
        select id, data_id, key_id, origin, epoch from station`.execute(db)
      const row = rows[0]
      if (row === undefined) throw new Error('no station in this database')
      const { id, data_id: dataId, key_id: keyId, origin, epoch } = row
      return { id, dataId, keyId: keyId.toString('hex'), log: { origin, epoch } }
    } catch (error) {
      log('waiting for the database', { why: whyOf(error) })
      await pause(1000, stop.signal)
    }
  }
  return null
}

/** Sequences until told to stop. Where the log contradicts itself it stops for good and says so: nothing else does. */
async function sequence({ log: name }: Station): Promise<void> {
  while (!stop.signal.aborted) {
    try {
      const { logVkey } = await keys.public(name.origin)
      if (logVkey === null) throw new Error('the key process names no key for this log')
      const sequencer = createSequencer({
        store: sequencerStore(sequencerDb, name.epoch),
        signer: keys.signer(),
        origin: name.origin,
        log: ed25519Verifier(logVkey),
        clock: { now: () => new Date(clock.wallMs()) },
      })
      const onFailure = (error: unknown) => log('sequencer', { why: whyOf(error) })
      await runSequencer(sequencer, { signal: stop.signal, onFailure })
    } catch (error) {
      const { name: kind, message } = error as Error
      log('sequencing stopped', { why: whyOf(error) })
      if (kind === 'LogDiverged' || kind === 'SigningRefused') {
        const alarm = { code: 'ledger-stopped', subject: name.origin, detail: message.slice(0, 500) }
        await setAlarms(db, ['ledger-stopped'], new Date(clock.wallMs()), [alarm]).catch(logConnection)
        return
      }
      await pause(1000, stop.signal)
    }
  }
}

function told(failure: DutyFailure | null, name: string): void {
  if (failure === null) log('duty works again', { duty: name })
  else if (!stop.signal.aborted)
    log('duty failed', { duty: name, failures: failure.failures, why: whyOf(failure.error) })
}

function logConnection(error: unknown): void {
  log('database connection', { why: whyOf(error) })
}

function whyOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return `${typeof code === 'string' ? `${code}: ` : ''}${message}`.slice(0, 500)
}

function log(message: string, facts: Record<string, unknown> = {}): void {
  process.stderr.write(
    `${JSON.stringify({ at: new Date().toISOString(), process: 'jobs', message, ...facts })}\n`,
  )
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}
