/**
 * The web process: HTTP, sign-in, the gate, delivery. Told its job by the environment (design/seams.md); a crash here
 * stops pages and pictures, never a recording. Exits when the supervisor's channel closes.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { openDatabase, openPool } from '#db/pool.ts'
import type { Config } from '../config.ts'
import { RecorderLink } from '../media/recorder-link.ts'
import { readStationFile } from '../supervisor/folder.ts'
import { buildApp } from './app.ts'
import { allRefusals, stationDuties } from './duties.ts'
import { certificateFor } from './listen.ts'
import { webLog } from './log.ts'
import { openPictures } from './media.ts'
import { stationLog } from './station.ts'

function given(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: this program is started by server/main.ts`)
  return value
}

/** A reason not to run that a person can mend: said in both languages, to stderr and to the supervisor. */
async function fatal(zh: string, en: string): Promise<never> {
  process.stderr.write(`明鉴：${zh}\nMingjian: ${en}\n`)
  await new Promise<void>((sent) =>
    process.send ? process.send({ t: 'fatal', zh, en }, () => sent()) : sent(),
  )
  process.exit(1)
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
  const setupToken = process.env.MJ_SETUP_TOKEN || null
  delete process.env.MJ_SETUP_TOKEN
  const link = new RecorderLink(given('MJ_RUN'))
  const consoleFolder = process.env.MJ_WEB_ROOT ?? ''
  const knownLog = stationLog(db)
  const duties = stationDuties({ db, log: knownLog, clock, setupToken, recorders: link })
  const pictures = openPictures({
    db,
    url: given('MJ_ROLE_URL'),
    run: given('MJ_RUN'),
    dataFolder,
    log: knownLog,
    clock,
    authorizer: duties.authorizer,
    link,
    refusals: allRefusals,
  })
  const app = await buildApp({
    db,
    clock,
    mono: () => performance.now(),
    names: config.listen.names,
    tls: await certificateFor(config, dataFolder, readStationFile(dataFolder)?.stationId ?? '', clock.now()),
    log,
    consoleFolder: existsSync(path.join(consoleFolder, 'index.html')) ? consoleFolder : null,
    ...duties,
    more: async (app, deps) => {
      await duties.more?.(app, deps)
      pictures.register(app, deps)
    },
  })
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await pictures.close()
    await app.close()
    link.close()
    await db.destroy()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => void stop())
  const { host, port } = config.listen
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return fatal(
      `端口 ${host}:${port} 已被占用。请停止占用它的程序，或用 MINGJIAN_LISTEN_PORT 换一个端口。`,
      `port ${host}:${port} is in use. Stop the program that uses it, or choose another with MINGJIAN_LISTEN_PORT.`,
    )
  })
  process.send?.({ ready: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
