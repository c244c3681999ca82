/** What holds of a product on somebody else's PostgreSQL, whoever its administrator is. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '#db/client.ts'
import { processRoles, type RolePasswords } from '#db/roles.ts'
import { Person } from '../crash/person.ts'
import type { Product } from '../product.ts'
import type { OtherServer } from './other-server.ts'

export const rolePasswords = (product: Product): RolePasswords =>
  (
    JSON.parse(readFileSync(path.join(product.folder, 'secrets/database.json'), 'utf8')) as {
      roles: RolePasswords
    }
  ).roles

/** A keeper signs in, all cameras record, and a replay use finds what was just recorded. */
export async function recordsAndServes(product: Product): Promise<void> {
  const keeper = await new Person(product).signIn('keeper')
  type Camera = { id: string; main: { state: string } }
  let cameras: Camera[] = []
  for (const until = Date.now() + 30_000; ; await sleep(300)) {
    const answer = await keeper.ask('GET', '/api/cameras')
    cameras = (answer.body as unknown as Camera[]) ?? []
    if (cameras.length > 0 && cameras.every((c) => c.main.state === 'recording')) break
    if (Date.now() > until) throw new Error(`not all cameras record: ${answer.status} ${answer.text}`)
  }
  await sleep(4000)
  const now = Date.now()
  const opened = await keeper.ask('POST', '/api/uses', {
    act: 'replay',
    purpose: '核实走廊情况',
    basis: '185/13',
    cameras: [cameras[0]!.id],
    from: new Date(now - 60_000).toISOString(),
    to: new Date(now).toISOString(),
  })
  assert.ok(opened.status < 300, opened.text)
  const query = new URLSearchParams({ use: String(opened.body.id), camera: cameras[0]!.id, stream: '0' })
  query.set('from', String(now - 60_000))
  query.set('to', String(now))
  const index = await keeper.ask('GET', `/api/media/index?${query}`)
  assert.equal(index.status, 200, index.text)
  assert.ok((index.body.fragments as unknown[]).length > 0, index.text)
}

/** No bundled server beside it; roles that can do what they should and no more; no password where others read. */
export async function livesThere(product: Product, server: OtherServer, database: string): Promise<void> {
  assert.ok(!existsSync(path.join(product.folder, 'db')), 'no cluster of its own')
  assert.ok(!product.outages().some((o) => o.process === 'postgres'))
  const mighty = await server.ask<{ role: string }>(
    `select rolname as role from pg_roles where rolname like 'mj\\_%' and (rolsuper or rolcreatedb or rolcreaterole
      or rolreplication or rolbypassrls or not rolcanlogin)`,
  )
  assert.deepEqual(mighty, [])
  const reach = await server.ask<{ member: string }>(
    `select m.rolname || ' in ' || g.rolname as member from pg_auth_members a join pg_roles m on m.oid = a.member
      join pg_roles g on g.oid = a.roleid where m.rolname like 'mj\\_%'`,
  )
  assert.deepEqual(reach, [], 'no process is a member of anything')
  const passwords = rolePasswords(product)
  const may = async (role: keyof RolePasswords, sql: string): Promise<string> =>
    withClient(server.url(database, role, passwords[role]), async (client) => {
      await client.query(sql)
      return 'may'
    }).catch((e: { code?: string; message: string }) => e.code ?? e.message)
  assert.equal(await may('mj_app', 'select count(*) from camera'), 'may')
  assert.equal(await may('mj_jobs', 'select count(*) from reel'), 'may')
  assert.equal(await may('mj_keys', 'select count(*) from lease'), 'may')
  assert.equal(await may('mj_sequencer', 'select count(*) from ledger_pending'), 'may')
  for (const [role, sql] of [
    ['mj_app', 'delete from ledger_entry'],
    ['mj_app', 'update ledger_leaf set epoch = epoch'],
    ['mj_jobs', 'delete from reel'],
    ['mj_keys', 'select password_hash from person'],
    ['mj_sequencer', 'select 1 from person'],
  ] as const)
    assert.equal(await may(role, sql), '42501', `${role}: ${sql}`)
  for (const role of processRoles) assert.equal(await may(role, 'create table own (a int)'), '42501', role)
  const shown = [product.said(), server.log()]
  for (const secret of Object.values(passwords))
    assert.ok(!shown.some((text) => text.includes(secret)), 'a password stands in a log')
}
