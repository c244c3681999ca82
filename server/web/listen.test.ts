import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError } from '../config.ts'
import { StartRefusal } from '../supervisor/folder.ts'
import { assertMayListen } from './listen.ts'

const port = 8185

test('plain HTTP stays on this machine', () => {
  const off = { mode: 'off' as const }
  assert.doesNotThrow(() =>
    assertMayListen({ listen: { host: '127.0.0.1', port, names: ['station.localhost'] }, tls: off }),
  )
  assert.doesNotThrow(() =>
    assertMayListen({ listen: { host: '::1', port, names: ['localhost'] }, tls: off }),
  )
  for (const listen of [
    { host: '0.0.0.0', port, names: ['station.localhost'] },
    { host: '192.0.2.7', port, names: ['station.localhost'] },
    { host: '127.0.0.1', port, names: ['station.localhost', 'station.example.cn'] },
  ])
    assert.throws(() => assertMayListen({ listen, tls: off }), StartRefusal)
  assert.doesNotThrow(() =>
    assertMayListen({
      listen: { host: '0.0.0.0', port, names: ['station.example.cn'] },
      tls: { mode: 'own-ca' },
    }),
  )
  assert.throws(
    () =>
      assertMayListen({
        listen: { host: '0.0.0.0', port, names: ['a.cn'] },
        tls: { mode: 'files', certFile: 'x' },
      }),
    ConfigError,
  )
})
