/** Addresses of a database: what is taken, under whom each process goes in, and that no refusal repeats a password. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pg from 'pg'
import { databaseAddress } from './database.ts'
import { explainDatabase } from './database-refusals.ts'
import { StartRefusal } from './folder.ts'

const roles = { mj_app: 'app-1', mj_jobs: 'jobs-1', mj_sequencer: 'sequencer-1', mj_keys: 'keys-1' }
const address = (url: string, admin: string) =>
  databaseAddress('/run/x', { owner: 'o', roles }, { DATABASE_URL: url, DATABASE_ADMIN_URL: admin })

/** What the driver makes of it: user, password, host, port and database. */
function read(url: string): unknown[] {
  const { user, password, host, port, database } = new pg.Client({ connectionString: url })
  return [user, password, host, port, database]
}

describe('an address of a database', () => {
  it('is entered by each process as itself, whoever stands in it', () => {
    for (const given of [
      'postgresql://h.example:5433/station',
      'postgres://chief:p%40ss@h.example:5433/station',
      'postgres://h.example:5433/station?user=chief&password=p',
    ])
      assert.deepEqual(
        read(address(given, given).roleUrl('mj_app')),
        ['mj_app', 'app-1', 'h.example', 5433, 'station'],
        given,
      )
    for (const socket of [
      'postgresql:///station?host=/run/postgresql',
      'postgresql:///station?host=/run/postgresql&user=chief&password=p',
    ])
      assert.deepEqual(
        read(address(socket, socket).roleUrl('mj_keys')),
        ['mj_keys', 'keys-1', '/run/postgresql', 5432, 'station'],
        socket,
      )
  })

  it('keeps what else it says', () => {
    const url = 'postgresql://h/station?sslmode=verify-full&application_name=x'
    assert.match(address(url, url).roleUrl('mj_jobs'), /\?sslmode=verify-full&application_name=x$/)
  })

  it('leads the owner to the station’s database, and to one that is there to make it', () => {
    const { ownerUrl, maintenanceUrl, name } = address('postgresql://h/station', 'postgresql://house:p@h')
    assert.deepEqual(
      [read(ownerUrl)[4], read(maintenanceUrl)[4], name, read(ownerUrl)[0]],
      ['station', 'postgres', 'station', 'house'],
    )
    const other = address('postgresql://h', 'postgresql://house:p@h/template1')
    assert.deepEqual([read(other.ownerUrl)[4], read(other.maintenanceUrl)[4]], ['mingjian', 'template1'])
  })

  it('that is none is refused without repeating it', () => {
    const good = 'postgresql://h/station'
    for (const wrong of [
      'secret',
      'mysql://u:secret@h/db',
      'postgresql://u:se/secret@h/db',
      'postgresql://u:12/secret@h/db',
      'postgresql://u:12?secret@h/db',
      'postgresql://u:12#secret@h/db',
      'postgresql://h/db/secret',
      'postgresql://h/secret%00',
      `postgresql://h/${'secret'.repeat(11)}`,
    ])
      for (const [url, admin, named] of [
        [wrong, good, 'DATABASE_URL'],
        [good, wrong, 'DATABASE_ADMIN_URL'],
      ] as const)
        assert.throws(
          () => address(url, admin),
          (e: unknown) =>
            e instanceof StartRefusal &&
            e.code === 'start/database-address' &&
            e.message.startsWith(named) &&
            e.zh.startsWith(named) &&
            !`${e.stack}${JSON.stringify(e)}${e.zh}`.includes('secret'),
          wrong,
        )
  })
})

describe('what a server says no with', () => {
  it('names server and user, never the password', () => {
    const url = 'postgresql://house:secret@h.example:5433/station?sslmode=require'
    for (const [code, wanted] of [
      ['ECONNREFUSED', 'start/database-unreachable'],
      ['57P03', 'start/database-unreachable'],
      ['28P01', 'start/database-login'],
      ['3D000', 'start/database-missing'],
      ['DEPTH_ZERO_SELF_SIGNED_CERT', 'start/database-tls'],
      ['42501', 'start/database-rights'],
    ] as const) {
      const refusal = explainDatabase(Object.assign(new Error('no'), { code }), url)!
      assert.equal(refusal.code, wanted)
      assert.match(refusal.message, /h\.example:5433/)
      assert.match(refusal.zh, /h\.example:5433/)
      assert.doesNotMatch(refusal.message + refusal.zh, /secret/)
    }
  })

  it('leaves a bug a bug', () => {
    assert.equal(explainDatabase(new TypeError('x is not a function'), 'postgresql://h/d'), null)
    assert.equal(
      explainDatabase(Object.assign(new Error('syntax'), { code: '42601' }), 'postgresql://h/d'),
      null,
    )
  })
})
