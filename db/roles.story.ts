/** What each process may do to the database when it is taken over: asked of PostgreSQL itself, as that role. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { openClient } from './client.ts'
import { assertLedgerIsInsertOnly, processRoles } from './roles.ts'

const ledger = ['ledger_entry', 'ledger_leaf', 'ledger_node', 'ledger_checkpoint']
const writing = ['insert', 'update', 'delete', 'truncate', 'references', 'trigger']

let server: TestPostgres
let url: string
let drop: () => Promise<void>

before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())
beforeEach(async () => {
  if (drop) await drop()
  ;({ url, drop } = await freshDatabase(server))
})

async function ask(as: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await openClient(as === 'owner' ? url : urlAs(url, as))
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const denied = (as: string, sql: string) =>
  assert.rejects(ask(as, sql), /permission denied|must be owner/, sql)

/** `table: privilege` of everything a role holds; column grants are not counted as writing. */
async function held(role: string, privileges: readonly string[]): Promise<string[]> {
  const rows = await ask(
    'owner',
    `select c.relname || ': ' || p as held from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join unnest(array['${privileges.join("','")}']) p
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v') and has_table_privilege('${role}', c.oid, p) order by 1`,
  )
  return rows.map((r) => String(r.held))
}

describe('the role of', () => {
  it('the web process changes and removes nothing of the ledger, and no reel row', async () => {
    for (const table of ledger) {
      await denied('mj_app', `delete from ${table}`)
      await denied('mj_app', `truncate ${table}`)
      await denied('mj_app', `update ${table} set epoch = epoch`)
    }
    for (const table of ['reel', 'reel_pending', 'minute_batch', 'deleted_reel'])
      assert.deepEqual(
        (await held('mj_app', writing)).filter((h) => h.startsWith(`${table}:`)),
        [],
      )
    await denied('mj_app', 'delete from reel')
    await denied('mj_app', 'delete from ledger_pending')
    for (const sql of [
      'forget_reels(gen_random_uuid(), current_date, array[]::uuid[])',
      'drop_reel_day(current_date)',
      'forget_leases(now(), 1)',
    ])
      await denied('mj_app', `select ${sql}`)
  })

  it('the web process takes no line of a register away', async () => {
    const may = (await held('mj_app', ['delete', 'truncate'])).map((h) => h.split(':')[0])
    assert.deepEqual(may, ['camera_credential', 'passkey', 'passkey_challenge', 'sign_in_attempt'])
  })

  it('the key process writes nothing at all', async () => {
    assert.deepEqual(await held('mj_keys', writing), [])
    await ask('mj_keys', 'select * from lease')
    await denied('mj_keys', 'delete from ledger_pending')
    await denied('mj_keys', 'select password_hash from person')
  })

  it('the jobs process queues for the log but takes nothing from the queue, nor a reel row away', async () => {
    await denied('mj_jobs', 'delete from ledger_pending')
    await denied('mj_jobs', 'delete from reel')
    await denied('mj_jobs', 'truncate reel')
    await denied('mj_jobs', 'drop table reel')
    await denied('mj_jobs', 'delete from lease')
    for (const table of ['ledger_leaf', 'ledger_node', 'ledger_checkpoint'])
      assert.deepEqual(
        (await held('mj_jobs', writing)).filter((h) => h.startsWith(`${table}:`)),
        [],
      )
    await denied('mj_jobs', 'select * from passkey')
  })

  it('the sequencer gives places and touches nothing else', async () => {
    assert.deepEqual(await held('mj_sequencer', ['insert', 'update', 'delete', 'truncate']), [
      'ledger_checkpoint: insert',
      'ledger_claim: delete',
      'ledger_claim: insert',
      'ledger_leaf: insert',
      'ledger_node: insert',
      'ledger_pending: delete',
    ])
    await denied('mj_sequencer', 'select 1 from person')
  })

  it('none makes a table, a role or a database, or becomes another', async () => {
    for (const role of processRoles) {
      await denied(role, 'create table own (a int)')
      await denied(role, 'create role own')
      await denied(role, 'create database own')
      await denied(role, 'set role mj_owner')
      await denied(role, 'alter table ledger_entry disable trigger all')
    }
  })
})

describe('the check at start', () => {
  it('passes the roles as they are made', async () => {
    await assertLedgerIsInsertOnly(urlAs(url, 'mj_app'))
  })

  for (const table of ledger)
    for (const right of ['update', 'delete', 'truncate'])
      it(`refuses a role that may ${right} ${table}`, async () => {
        await ask('owner', `grant ${right} on ${table} to mj_app`)
        await assert.rejects(
          assertLedgerIsInsertOnly(urlAs(url, 'mj_app')),
          new RegExp(`may change ${table}:`),
        )
      })
})
