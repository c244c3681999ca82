/** The clock jumped ahead: the duty of the jobs process waits until a person confirms, and then goes on. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { freshDatabase, startTestPostgres } from '#tests/postgres.ts'
import { setAlarms } from '../jobs/alarms.ts'
import { ClockDuty } from '../jobs/clock-duty.ts'
import { confirmClock } from './confirm.ts'

test('a jump stays until it is confirmed, by an entry of its own; where none waits nothing is written', async () => {
  const server = await startTestPostgres()
  const { url, drop } = await freshDatabase(server)
  // biome-ignore lint/suspicious/noExplicitAny: raw statements
  const db = openDatabase<any>(openPool(url, { max: 2 }))
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mj-clock-'))
  try {
    const log = { origin: `mingjian.station/${randomUUID()}/1`, epoch: 1 }
    await sql`insert into station (id, data_id, name, unit_name, origin, key_id, created_at)
      values (${randomUUID()}, ${randomUUID()}, 's', 'u', ${log.origin}, ${Buffer.alloc(32, 1)}, now())`.execute(
      db,
    )
    const before = Date.parse('2026-03-01T00:00:00Z')
    const file = path.join(folder, 'clock.json')
    const reading = {
      v: 1,
      boot: randomUUID(),
      mono90k: '900000',
      wallMs: before,
      stationMs: 5,
      jumpedFromMs: null,
    }
    writeFileSync(file, JSON.stringify(reading))
    const wallMs = before + 40 * 86_400_000
    const clock = {
      bootId: randomUUID(),
      mono90k: () => 90_000n,
      monoNs: () => 1_000_000_000n,
      wallMs: () => wallMs,
      source: () => ({ source: 'unknown' as const, boundMs: null }),
    }
    const duty = new ClockDuty({ db, log, clock, file })
    await duty.round()
    assert.equal(duty.jumpedFromMs, before)
    assert.equal(await confirmClock(db, new Date(wallMs)), null, 'no alarm yet: nothing to confirm')
    const alarm = { code: 'clock-jumped', subject: String(before), detail: '' }
    await setAlarms(db, ['clock-jumped'], new Date(wallMs), [alarm])
    assert.equal(await confirmClock(db, new Date(wallMs)), before)
    await duty.round()
    assert.equal(duty.jumpedFromMs, null)
    const { rows } = await sql<{ what: string }>`
      select convert_from(bytes, 'UTF8')::jsonb -> 'body' ->> 'what' as what from ledger_entry
      where kind = 'config'`.execute(db)
    assert.deepEqual(rows, [{ what: 'clock-confirmed' }])
  } finally {
    await db.destroy()
    await drop()
    await server.stop()
    rmSync(folder, { recursive: true })
  }
})
