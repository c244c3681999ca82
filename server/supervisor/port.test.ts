import assert from 'node:assert/strict'
import net from 'node:net'
import { describe, it } from 'node:test'
import { StartRefusal } from './folder.ts'
import { assertPortFree, assertTlsWhereNeeded } from './port.ts'

const refused = (code: string) => (e: unknown) =>
  e instanceof StartRefusal && e.code === code && /\p{Script=Han}/u.test(e.zh)

describe('where the console listens', () => {
  it('does without TLS on loopback under a localhost name, and nowhere else', () => {
    for (const host of ['127.0.0.1', '::1', 'localhost'])
      assert.doesNotThrow(() => assertTlsWhereNeeded(host, ['station.localhost', 'localhost'], 'off'))
    for (const host of ['0.0.0.0', '::', '192.168.1.20', '127.0.0.1.example.com', ''])
      assert.throws(
        () => assertTlsWhereNeeded(host, ['station.localhost'], 'off'),
        refused('start/tls-needed'),
      )
  })

  it('needs TLS for any other name, be it on loopback, be it one of several', () => {
    for (const names of [['school.example'], ['station.localhost', 'school.example'], ['evil-localhost']])
      assert.throws(() => assertTlsWhereNeeded('127.0.0.1', names, 'off'), refused('start/tls-needed'))
    for (const mode of ['own-ca', 'files'])
      assert.doesNotThrow(() => assertTlsWhereNeeded('0.0.0.0', ['school.example'], mode))
  })

  it('is said to be taken, with the way out, before anything is started; and free again afterwards', async () => {
    const other = net.createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as net.AddressInfo
    await assert.rejects(
      assertPortFree('127.0.0.1', port),
      (e: unknown) => refused('start/port')(e) && /in use.*MINGJIAN_LISTEN_PORT/.test((e as Error).message),
    )
    await new Promise((resolve) => other.close(resolve))
    await assertPortFree('127.0.0.1', port)
    await assertPortFree('127.0.0.1', port)
  })

  it('is refused on an address that is not ours', async () => {
    await assert.rejects(assertPortFree('203.0.113.7', 8185), refused('start/port'))
  })
})
