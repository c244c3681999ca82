import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { openClient } from '#db/client.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from './postgres.ts'

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await openClient(url)
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the test database', () => {
  let server: TestPostgres
  before(async () => {
    server = await startTestPostgres()
  })
  after(() => server.stop())

  it('has the schema, is one of its own, and is gone after drop', async () => {
    const one = await freshDatabase(server)
    const two = await freshDatabase(server)
    await ask(one.url, "insert into setting values ('a', '1', now())")
    assert.deepEqual(await ask(one.url, 'select name from setting'), [{ name: 'a' }])
    assert.deepEqual(await ask(two.url, 'select name from setting'), [])
    await one.drop()
    await assert.rejects(ask(one.url, 'select 1'), /does not exist/)
    await two.drop()
  })

  it('can be entered as each role of the product', async () => {
    const { url, drop } = await freshDatabase(server)
    assert.deepEqual(await ask(urlAs(url, 'mj_keys'), 'select current_user as me'), [{ me: 'mj_keys' }])
    await assert.rejects(ask(urlAs(url, 'mj_keys'), 'delete from lease'), /permission denied/)
    await drop()
  })

  it('comes back after a kill, with what was committed', async () => {
    const { url, drop } = await freshDatabase(server)
    await ask(url, "insert into setting values ('a', '1', now())")
    process.kill(server.pid, 'SIGKILL')
    await server.restart()
    assert.deepEqual(await ask(url, 'select name from setting'), [{ name: 'a' }])
    await drop()
  })

  it('takes the queries of a connection with it, and nothing else', async () => {
    const { url, drop } = await freshDatabase(server)
    const client = await openClient(url)
    const idle = await openClient(url)
    const gone = Promise.all([client, idle].map((one) => new Promise((ended) => one.once('end', ended))))
    const query = assert.rejects(client.query('select pg_sleep(60)'))
    process.kill(server.pid, 'SIGINT')
    await Promise.all([query, gone])
    await server.restart()
    await drop()
  })

  it('leaves nothing behind', async () => {
    const other = await startTestPostgres()
    const folder = new URL(other.url).searchParams.get('host')!
    assert.ok(existsSync(folder))
    await other.stop()
    await other.stop()
    assert.ok(!existsSync(folder))
  })
})
