/** The own authority: what a strict client says of it, and when it makes a new certificate. */
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { ownCertificate } from './own-ca.ts'

const station = '5f0c1d7e-0000-4000-8000-000000000001'
const now = new Date()

describe('the own certificate authority', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mj-tls-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const names = ['station.example.cn', '192.0.2.7']

  it('serves a client that trusts ca.crt, and no other', async () => {
    const made = await ownCertificate(folder, station, names, now)
    const server = https.createServer({ ...made }, (_request, response) => response.end('ok'))
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
    const { port } = server.address() as AddressInfo
    const get = (options: https.RequestOptions) =>
      new Promise<string>((resolve, reject) => {
        https
          .get({ host: '127.0.0.1', port, agent: false, ...options }, (response) => {
            response.resume()
            resolve(String(response.statusCode))
          })
          .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? String(reject)))
      })
    const ca = readFileSync(path.join(folder, 'ca.crt'))
    assert.equal(await get({ ca, servername: 'station.example.cn' }), '200')
    assert.equal(await get({ ca, servername: 'other.example.cn' }), 'ERR_TLS_CERT_ALTNAME_INVALID')
    assert.notEqual(await get({ servername: 'station.example.cn' }), '200')
    await new Promise((go) => server.close(go))
  })

  it('keeps its secrets to itself', () => {
    for (const file of ['ca.key', 'server.key'])
      assert.equal(statSync(path.join(folder, file)).mode & 0o777, 0o600)
    const ca = new X509Certificate(readFileSync(path.join(folder, 'ca.crt')))
    assert.equal(ca.ca, true)
    const server = new X509Certificate(readFileSync(path.join(folder, 'server.crt')))
    assert.equal(server.ca, false)
    assert.ok(server.validToDate.getTime() - server.validFromDate.getTime() <= 398.5 * 86_400_000)
  })

  it('keeps a certificate that serves, renews one in its last month or for other names', async () => {
    const first = await ownCertificate(folder, station, names, now)
    assert.equal((await ownCertificate(folder, station, names, now)).cert, first.cert)
    const later = new Date(now.getTime() + 370 * 86_400_000)
    const renewed = await ownCertificate(folder, station, names, later)
    assert.notEqual(renewed.cert, first.cert)
    assert.equal(renewed.cert.split('-----BEGIN')[2], first.cert.split('-----BEGIN')[2], 'the same authority')
    const more = await ownCertificate(folder, station, [...names, 'second.example.cn'], later)
    assert.ok(new X509Certificate(more.cert).checkHost('second.example.cn'))
  })
})
