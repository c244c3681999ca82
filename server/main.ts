/**
 * The supervisor: the table of all that is wired. It parses no request and no camera traffic; it starts the
 * processes of one station, restarts what dies and journals it. `design/seams.md` lists who may do what.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate, SchemaError } from '#db/migrate.ts'
import { assertLedgerIsInsertOnly } from '#db/roles.ts'
import { ConfigError, loadConfig } from './config.ts'
import { printAddress } from './supervisor/answer.ts'
import { databaseAddress, explained, prepareServer } from './supervisor/database.ts'
import { prepareStation } from './supervisor/first-run.ts'
import { openDataFolder, readStationFile, StartRefusal } from './supervisor/folder.ts'
import { OutageJournal } from './supervisor/journal.ts'
import { readOptions } from './supervisor/options.ts'
import { assertPortFree, assertTlsWhereNeeded } from './supervisor/port.ts'
import { postgresPlan } from './supervisor/postgres.ts'
import { StationProcesses } from './supervisor/processes.ts'
import { databaseSecrets } from './supervisor/secrets.ts'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** What a failed start has started so far and must not leave behind. */
let started: StationProcesses | null = null

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env, root)
  const data = await openDataFolder(options.folder)
  const config = loadConfig(data.path, process.env)
  assertTlsWhereNeeded(config.listen.host, config.listen.names, config.tls.mode)
  await assertPortFree(config.listen.host, config.listen.port)
  const secrets = databaseSecrets(data.path)
  const database = databaseAddress(data.run, secrets, process.env)
  const journal = new OutageJournal(data.path)
  journal.write({ process: 'supervisor', what: 'started', pid: process.pid })
  const all = new StationProcesses({ root, data, config, database, journal, options })
  started = all

  const stop = async (): Promise<void> => {
    await all.stop()
    journal.write({ process: 'supervisor', what: 'stopped', pid: process.pid })
    journal.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())

  // Cameras first: what was being recorded goes on before the database has even started.
  const cameras = options.sample ? all.startSampleCameras() : null
  all.startRecordersFromPlan()
  const before = readStationFile(data.path)
  // Only read where a station is: beside the database's start. What is wrong with them is said in its turn.
  const keys = before && all.makeKeys(before.stationId, false)
  keys?.catch(() => undefined)
  if (database.bundled) await all.start(await postgresPlan(data.path, data.run, secrets))
  await prepareServer(database, secrets.roles, before ? waitsForDatabase : undefined)
  await explained(database, () => migrate(database.ownerUrl))
  const asApp = database.roleUrl('mj_app')
  await explained(database, () => assertLedgerIsInsertOnly(asApp), asApp)
  const station = await prepareStation({
    data,
    config,
    ownerUrl: database.ownerUrl,
    makeKeys: (id, first) => keys ?? all.makeKeys(id, first),
  })
  const seeded = cameras?.then(() => all.seedSample())
  // At first rows before services: the first plan already has the cameras.
  if (station.setupToken !== null) await seeded
  const [accounts = []] = await Promise.all([seeded, all.startServices(station)])
  await printAddress({ config, station, accounts, sample: options.sample })
}

/** A station that has recorded before goes on recording: its books wait, as they do when the database dies later. */
function waitsForDatabase(away: StartRefusal | null): void {
  process.stderr.write(
    away
      ? `明鉴：${away.zh}录像照常进行，数据库可用后自动继续。\nMingjian: ${away.message} Recording goes on; the rest follows when it is there.\n`
      : '明鉴：数据库已可用。\nMingjian: the database is there.\n',
  )
}

main().catch(async (e: unknown) => {
  await started?.stop().catch(() => undefined)
  if (e instanceof StartRefusal || e instanceof ConfigError || e instanceof SchemaError) {
    process.stderr.write(`明鉴：${e.zh}\nMingjian: ${e.message}\n`)
    process.exit(2)
  }
  process.stderr.write(`${e instanceof Error ? e.stack : String(e)}\n`)
  process.exit(1)
})
