/** The sample beside a station: simulated cameras, and the school's rows where the station is empty. Started by the supervisor. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { SCHOOL } from './school.ts'
import {
  follow,
  isEmpty,
  renewPasswords,
  type SampleAccount,
  type SampleAddress,
  seedSchool,
} from './seed.ts'

const here = path.dirname(fileURLToPath(import.meta.url))

/** Starts the cameras on the addresses of last time where those are free. */
function startCameras(dataFolder: string): Promise<{ child: ChildProcess; cameras: SampleAddress[] }> {
  const child = fork(
    path.join(here, 'cameras/main.ts'),
    [path.join(dataFolder, 'spool/sample-cameras.json')],
    {
      env: { PATH: process.env.PATH },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  return new Promise((resolve, reject) => {
    child.once('message', (m) => resolve({ child, cameras: (m as { cameras: SampleAddress[] }).cameras }))
    child.once('exit', (code) => reject(new Error(`the sample cameras ended with ${code}`)))
  })
}

async function main(): Promise<void> {
  const { child, cameras } = await startCameras(process.env.MJ_DATA!)
  const stop = (): void => {
    child.kill('SIGTERM')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop)
  // Cameras that died are an event for the station to show, not to hide: the supervisor starts both again.
  child.once('exit', (code) => process.exit(code ?? 1))

  const db = openDatabase(openPool(process.env.MJ_ROLE_URL!, { max: 2 }))
  const { rows } = await sql<{ origin: string; epoch: number }>`select origin, epoch from station`.execute(db)
  const log = rows[0]!
  const now = new Date()
  let accounts: SampleAccount[]
  if (await isEmpty(db)) accounts = await seedSchool(db, log, now, cameras)
  else {
    await follow(db, log, now, cameras)
    accounts = process.env.MJ_NEW_PASSWORDS
      ? await renewPasswords(db, log, now)
      : SCHOOL.people.map((p) => ({ login: p.login, name: p.name.zh, password: null }))
  }
  await db.destroy()
  process.send?.({ t: 'seeded', accounts })
  process.send?.({ ready: true })
}

await main()
