/** The console's files over HTTP, and what is said while the database is away. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openDatabase, openPool } from '#db/pool.ts'
import { Browser, stopPostgres, type TestStation, testStation } from '#tests/web/station.ts'
import { buildApp } from './app.ts'
import { stationDuties } from './duties.ts'
import { webLog } from './log.ts'
import { stationLog } from './station.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'mj-console-'))
let s: TestStation

before(async () => {
  mkdirSync(path.join(folder, 'web', 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'web', 'index.html'), '<!doctype html><title>明鉴</title>')
  writeFileSync(path.join(folder, 'web', 'assets', 'main-abc123.js'), 'export {}')
  writeFileSync(path.join(folder, 'web', '.hidden'), 'no')
  writeFileSync(path.join(folder, 'secret'), 'no')
  s = await testStation({ consoleFolder: path.join(folder, 'web') })
})
after(async () => {
  await s.stop()
  await stopPostgres()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string, accept = 'text/html,*/*;q=0.8', method: 'GET' | 'POST' = 'GET') =>
  s.app.inject({
    method,
    url,
    headers: { host: 'station.localhost:8185', accept },
    remoteAddress: '10.0.0.9',
  })

describe('the console', () => {
  it('is one page under every address a browser opens, never kept', async () => {
    for (const url of ['/', '/watch', '/uses/U-2026-1123-014', '/index.html']) {
      const answer = await get(url)
      assert.equal(answer.statusCode, 200, url)
      assert.match(String(answer.headers['content-type']), /text\/html/)
      assert.equal(answer.headers['cache-control'], 'no-cache')
      assert.match(String(answer.headers['content-security-policy']), /frame-ancestors 'none'/)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    }
  })

  it('has assets that are kept for ever, under their hash', async () => {
    const answer = await get('/assets/main-abc123.js', '*/*')
    assert.equal(answer.statusCode, 200)
    assert.match(String(answer.headers['cache-control']), /immutable/)
    assert.equal((await get('/assets/main-gone.js', '*/*')).statusCode, 404)
  })

  it('gives nothing beside its folder, and no page for an address of the interface', async () => {
    for (const url of [
      '/../secret',
      '/%2e%2e/secret',
      '/..%2fsecret',
      '/assets/../../secret',
      '/.hidden',
      '/assets/%00',
    ]) {
      const answer = await get(url, '*/*')
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${url} → ${answer.statusCode}`)
      assert.notEqual(answer.body, 'no')
    }
    const none = await get('/api/nothing')
    assert.equal(none.statusCode, 404)
    assert.equal(JSON.parse(none.body).code, 'request/not-found')
    assert.equal(none.headers['cache-control'], 'no-store')
    assert.equal((await get('/watch', 'text/html', 'POST')).statusCode, 404)
  })
})

describe('without a database', () => {
  it('answers that it is away, in both languages, and still serves the page', async () => {
    const pool = openPool(`postgresql:///x?host=${encodeURIComponent(folder)}&user=mj_app`, { max: 2 })
    const db = openDatabase(pool)
    const recorders = { status: () => null, statuses: () => [], volumes: () => [] }
    const { clock } = s
    const app = await buildApp({
      db,
      clock,
      mono: () => 0,
      names: ['station.localhost'],
      tls: null,
      log: webLog('silent'),
      consoleFolder: path.join(folder, 'web'),
      ...stationDuties({ db, log: stationLog(db), clock, setupToken: null, recorders }),
    })
    const b = new Browser(app)
    for (const cookie of [null, `mj=${'a'.repeat(43)}`]) {
      b.cookie = cookie
      for (const [method, where, body] of [
        ['GET', '/session', undefined],
        ['POST', '/session', { login: 'wen', password: 'x' }],
      ] as const) {
        const answer = await b.ask(method, where, body)
        assert.equal(answer.status, 503, JSON.stringify(answer.body))
        assert.equal(answer.body.code, 'request/database')
        assert.match(answer.body.next.zh, /录像不受影响/)
      }
    }
    const page = await app.inject({
      url: '/',
      headers: { host: 'station.localhost' },
      remoteAddress: '10.0.0.9',
    })
    assert.equal(page.statusCode, 200)
    await app.close()
    await db.destroy()
  })
})
