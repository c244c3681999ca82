/** The web process as the supervisor starts it: a real port, real TLS, a stop that ends. */
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openClient } from '#db/client.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { loadConfig } from '../config.ts'

async function freePort(): Promise<number> {
  const probe = net.createServer()
  await new Promise<void>((go) => probe.listen(0, '127.0.0.1', go))
  const { port } = probe.address() as net.AddressInfo
  await new Promise((go) => probe.close(go))
  return port
}

describe('the web process', () => {
  let server: TestPostgres
  let child: ChildProcess
  let port = 0
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mj-web-'))

  before(async () => {
    server = await startTestPostgres()
    const { url } = await freshDatabase(server)
    const owner = await openClient(url)
    await owner.query(
      `insert into station (id, data_id, name, unit_name, origin, key_id, created_at) values ($1, $2, 'x', 'x', 'o', $3, now())`,
      [randomUUID(), randomUUID(), randomBytes(32)],
    )
    await owner.end()
    port = await freePort()
    const config = loadConfig(folder, {
      MINGJIAN_LISTEN_PORT: String(port),
      MINGJIAN_TLS_MODE: 'own-ca',
      MINGJIAN_LISTEN_NAMES: '["station.example.cn"]',
    })
    child = fork(path.join(import.meta.dirname, 'process.ts'), {
      env: {
        PATH: process.env.PATH,
        MJ_CONFIG: JSON.stringify(config),
        MJ_DATA: folder,
        MJ_RUN: folder,
        MJ_ROLE_URL: urlAs(url, 'mj_app'),
        MJ_SETUP_TOKEN: 'token',
        MJ_WEB_ROOT: '',
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
  })
  after(async () => {
    child.kill('SIGKILL')
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('answers over TLS under its own authority, with the headers of a secure site', async () => {
    const ca = readFileSync(path.join(folder, 'secrets/tls/ca.crt'))
    const answer = await new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        https
          .get(
            {
              host: '127.0.0.1',
              port,
              path: '/api/session',
              servername: 'station.example.cn',
              ca,
              headers: { host: `station.example.cn:${port}` },
            },
            (response) => {
              let body = ''
              response.on('data', (part) => {
                body += part
              })
              response.on('end', () =>
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
              )
            },
          )
          .once('error', reject)
      },
    )
    assert.equal(answer.status, 200)
    assert.equal(JSON.parse(answer.body).firstRun, true)
    assert.match(String(answer.headers['strict-transport-security']), /max-age/)
  })

  it('closes on bytes that are no TLS, and lives on', async () => {
    const socket = net.connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\n\r\n')
    await new Promise((go) => socket.once('close', go))
    assert.equal(child.exitCode, null)
  })

  it('ends when asked', async () => {
    const ended = new Promise<number | null>((go) => child.once('exit', go))
    child.kill('SIGTERM')
    assert.equal(await ended, 0)
  })
})
