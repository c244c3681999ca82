/** Run once by the supervisor after the database is up: the school's rows where the station is empty. */
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

async function main(): Promise<SampleAccount[]> {
  const cameras = JSON.parse(process.env.MJ_SAMPLE_CAMERAS!) as SampleAddress[]
  const db = openDatabase(openPool(process.env.MJ_ROLE_URL!, { max: 2 }))
  try {
    const { rows } = await sql<{ origin: string; epoch: number }>`select origin, epoch from station`.execute(
      db,
    )
    const log = rows[0]!
    const now = new Date()
    if (await isEmpty(db)) return await seedSchool(db, log, now, cameras)
    await follow(db, log, now, cameras)
    if (process.env.MJ_NEW_PASSWORDS) return await renewPasswords(db, log, now)
    return SCHOOL.people.map((p) => ({ login: p.login, name: p.name.zh, password: null }))
  } finally {
    await db.destroy()
  }
}

const accounts = await main()
process.send?.({ t: 'seeded', accounts }, () => process.disconnect())
