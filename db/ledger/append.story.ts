/** A change and its entry: both or neither, once, whatever is tried again. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { makeEntry } from '#ledger/entry.ts'
import { commitPersonal } from '#ledger/personal.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { appendAlone, appendWith, EntryIdReused } from './append.ts'

const log = { origin: 'story.example/log', epoch: 1 }
const at = new Date('2026-11-23T08:30:00Z')
const beat = (number = 1) =>
  makeEntry(log, 'heartbeat', at, { number, boot: randomUUID(), cameras: 1, recording: 1 })
const changed = () => makeEntry(log, 'config', at, { what: 'setting' })

describe('appending under the web process', () => {
  let server: TestPostgres
  let db: Kysely<unknown>
  let owner: Kysely<unknown>
  let drop: () => Promise<void>
  before(async () => {
    server = await startTestPostgres()
  })
  after(() => server.stop())
  beforeEach(async () => {
    const made = await freshDatabase(server)
    drop = made.drop
    db = openDatabase(openPool(urlAs(made.url, 'mj_app')))
    owner = openDatabase(openPool(made.url, { max: 2 }))
  })
  afterEach(async () => {
    await db.destroy()
    await owner.destroy()
    await drop()
  })

  async function count(table: string): Promise<bigint> {
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(owner)
    return rows[0]!.n
  }
  const set = (name: string, value = 1) =>
    sql<{ name: string }>`insert into setting values (${name}, ${value}::text::jsonb, ${at}) returning name`
  const update = (name: string) =>
    sql<{ name: string }>`update setting set value = '2' where name = ${name} and value = '1' returning name`

  it('writes change, entry and its place in the queue together', async () => {
    const entry = changed()
    const done = await appendWith(db, set('a'), entry)
    assert.deepEqual(done, { outcome: 'appended', rows: [{ name: 'a' }] })
    const { rows } = await sql<{ bytes: Buffer; kind: string; at: Date; epoch: number }>`
      select e.bytes, e.kind, e.at, e.epoch from ledger_entry e
      join ledger_pending p on p.entry_id = e.id`.execute(owner)
    assert.deepEqual(JSON.parse(rows[0]!.bytes.toString()), entry)
    assert.deepEqual([rows.length, rows[0]!.kind, rows[0]!.at, rows[0]!.epoch], [1, 'config', at, 1])
  })

  it('writes nothing when the change touches no row', async () => {
    assert.deepEqual(await appendWith(db, update('absent'), changed()), { outcome: 'unchanged' })
    assert.deepEqual([await count('ledger_entry'), await count('ledger_pending')], [0n, 0n])
  })

  it('writes nothing when the change fails', async () => {
    await assert.rejects(appendWith(db, set('a', Number.NaN), changed()), /invalid input syntax/)
    assert.deepEqual([await count('ledger_entry'), await count('setting')], [0n, 0n])
  })

  it('makes one entry of a change of many rows', async () => {
    await set('a').execute(owner)
    await set('b').execute(owner)
    const all = sql<{ name: string }>`update setting set value = '3' returning name`
    const done = await appendWith(db, all, changed())
    assert.equal(done.outcome === 'appended' && done.rows.length, 2)
    assert.deepEqual([await count('ledger_entry'), await count('ledger_pending')], [1n, 1n])
  })

  it('does not double what is tried again, an insert or an update', async () => {
    const [inserted, updated] = [changed(), changed()]
    await appendWith(db, set('a'), inserted)
    assert.deepEqual(await appendWith(db, set('a'), inserted), { outcome: 'repeated' })
    await appendWith(db, update('a'), updated)
    assert.deepEqual(await appendWith(db, update('a'), updated), { outcome: 'repeated' })
    assert.deepEqual([await count('ledger_entry'), await count('ledger_pending')], [2n, 2n])
  })

  it('does not make a second change under an entry that is there', async () => {
    const entry = changed()
    await appendWith(db, set('a'), entry)
    assert.deepEqual(await appendWith(db, set('b'), entry), { outcome: 'repeated' })
    assert.equal(await count('setting'), 1n)
  })

  it("passes on a clash that isn't the entry's", async () => {
    await appendWith(db, set('a'), changed())
    await assert.rejects(appendWith(db, set('a'), changed()), /setting_pkey/)
    assert.equal(await count('ledger_entry'), 1n)
  })

  it('lets one of two at the same moment through', async () => {
    await set('a').execute(owner)
    const both = await Promise.all([
      appendWith(db, update('a'), changed()),
      appendWith(db, update('a'), changed()),
    ])
    assert.deepEqual(both.map(({ outcome }) => outcome).sort(), ['appended', 'unchanged'])
    assert.equal(await count('ledger_entry'), 1n)
    const entry = beat()
    const same = await Promise.all([appendAlone(db, entry), appendAlone(db, entry)])
    assert.deepEqual(same.sort(), ['appended', 'repeated'])
    assert.equal(await count('ledger_pending'), 2n)
  })

  it('says so when an id comes with other content', async () => {
    const entry = beat(1)
    await appendAlone(db, entry)
    const other = { ...entry, body: { ...entry.body, number: 2 } }
    await assert.rejects(appendAlone(db, other), EntryIdReused)
    await assert.rejects(appendWith(db, set('a'), other), EntryIdReused)
    assert.equal(await count('setting'), 0n)
  })

  it('runs further statements with the change, and all of them or none', async () => {
    const entry = changed()
    const also = [
      sql`insert into setting select name || '-1', '1', ${at} from change`,
      sql`insert into setting select name || '-2', '1', ${at} from change`,
    ]
    await appendWith(db, set('a'), entry, { also })
    assert.equal(await count('setting'), 3n)
    const clashing = [sql`insert into setting select 'a', '1', ${at} from change`]
    await assert.rejects(appendWith(db, set('b'), changed(), { also: clashing }), /setting_pkey/)
    assert.deepEqual([await count('setting'), await count('ledger_entry')], [3n, 1n])
  })

  it('keeps the openings of commitments beside the entry, until they are forgotten', async () => {
    const [who, why] = [commitPersonal({ name: '王一' }), commitPersonal('查找走失老人')]
    const entry = makeEntry(log, 'use.decided', at, {
      use: randomUUID(),
      decision: 'permit',
      as: 'keeper',
      by: who.commitment,
      policies: [],
    })
    await appendWith(db, set('a'), entry, { openings: [who, why] })
    await appendWith(db, set('b'), makeEntry(log, 'config', at, { what: 'x' }), { openings: [] })
    const { rows } = await sql<{ commitment: string; salt: string; value: unknown; entry_id: string }>`
      select encode(commitment, 'hex') as commitment, encode(salt, 'hex') as salt, value, entry_id
      from ledger_opening`.execute(owner)
    const kept = rows.find((row) => row.commitment === who.commitment)
    assert.deepEqual(kept, { ...who, entry_id: entry.id })
    assert.equal(rows.length, 2)
    await sql`delete from ledger_opening`.execute(owner)
    assert.equal(await count('ledger_entry'), 2n)
    const unused = commitPersonal('x')
    await appendWith(db, update('absent'), changed(), { openings: [unused] })
    assert.equal(await count('ledger_opening'), 0n)
  })

  it('belongs to the transaction it is made in', async () => {
    const undone = db.transaction().execute(async (trx) => {
      assert.equal((await appendWith(trx, set('a'), changed())).outcome, 'appended')
      throw new Error('no')
    })
    await assert.rejects(undone, /^Error: no$/)
    assert.deepEqual([await count('setting'), await count('ledger_entry')], [0n, 0n])
  })

  it('is the only thing this role can do to the ledger, and nobody can take back', async () => {
    await appendAlone(db, beat())
    for (const table of ['ledger_entry', 'ledger_leaf', 'ledger_checkpoint', 'ledger_node', 'ledger_pending'])
      for (const statement of [
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)}`,
        sql`update ${sql.table(table)} set ${sql.ref(table === 'ledger_pending' ? 'entry_id' : 'epoch')} = default`,
      ])
        await assert.rejects(statement.execute(db), /permission denied/)
    for (const statement of [
      sql`delete from ledger_entry`,
      sql`truncate ledger_entry`,
      sql`update ledger_entry set epoch = 2`,
    ])
      await assert.rejects(statement.execute(owner), /never changed or deleted/)
    await assert.rejects(
      sql`insert into ledger_checkpoint values (1, 1, ${Buffer.alloc(32)}, '', now())`.execute(db),
      /permission denied/,
    )
  })
})
