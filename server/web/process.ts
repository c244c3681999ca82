/**
 * The web process: HTTP, sign-in, the gate, delivery. Told its job by the environment (design/seams.md); a crash here
 * stops pages and pictures, never a recording. Exits when the supervisor's channel closes.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { openDatabase, openPool } from '#db/pool.ts'
import type { Config } from '../config.ts'
import { buildApp } from './app.ts'
import { stationDuties } from './duties.ts'
import { certificateFor } from './listen.ts'
import { webLog } from './log.ts'
import { readStation } from './station.ts'

function given(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: this program is started by server/main.ts`)
  return value
}

async function main(): Promise<void> {
  const config = JSON.parse(given('MJ_CONFIG')) as Config
  const dataFolder = given('MJ_DATA')
  const log = webLog(config.log.level)
  const clock = { now: () => new Date() }
  const pool = openPool(given('MJ_ROLE_URL'), {
    max: config.database.maxConnections,
    onError: (err) => log.warn({ err }, 'an idle database connection was lost'),
  })
  const db = openDatabase(pool)
  const station = await readStation(db)
  const setupToken = process.env.MJ_SETUP_TOKEN || null
  delete process.env.MJ_SETUP_TOKEN
  const consoleFolder = process.env.MJ_WEB_ROOT ?? ''
  const wired = stationDuties({ db, log: station.log, clock, setupToken })
  const app = await buildApp({
    db,
    clock,
    mono: () => performance.now(),
    names: config.listen.names,
    tls: await certificateFor(config, dataFolder, station.id, clock.now()),
    log,
    consoleFolder: existsSync(path.join(consoleFolder, 'index.html')) ? consoleFolder : null,
    ...wired,
  })
  const stop = async (): Promise<void> => {
    await app.close()
    await db.destroy()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  process.once('disconnect', () => void stop())
  await app.listen({ host: config.listen.host, port: config.listen.port })
  process.send?.({ ready: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
