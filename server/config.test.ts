import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { ConfigError, leaves, loadConfig } from './config.ts'

let dir: string
before(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'mj-config-'))
})
after(() => rmSync(dir, { recursive: true }))

const put = (text: string): void => writeFileSync(path.join(dir, 'config.json'), text)

test('an empty folder gives the defaults', () => {
  const config = loadConfig(dir, {})
  assert.equal(config.listen.port, 8185)
  assert.deepEqual(config.listen.names, ['station.localhost'])
  assert.equal(config.volumes.length, 1)
  assert.equal(config.tls.mode, 'off')
})

test('the environment stands over the file', () => {
  put('{"listen":{"port":9000,"host":"127.0.0.1"}}')
  assert.equal(loadConfig(dir, {}).listen.port, 9000)
  assert.equal(loadConfig(dir, { MINGJIAN_LISTEN_PORT: '9001' }).listen.port, 9001)
  assert.equal(loadConfig(dir, { MINGJIAN_RECORDER_LOSS_WINDOW_MS: '10000' }).recorder.lossWindowMs, 10_000)
})

test('an unknown key in the file refuses to start and names it', () => {
  put('{"listen":{"prot":9000}}')
  assert.throws(
    () => loadConfig(dir, {}),
    (e: ConfigError) => e instanceof ConfigError && /prot/.test(e.message) && /prot/.test(e.zh),
  )
})

test('an unknown variable refuses to start and names it', () => {
  put('{}')
  assert.throws(() => loadConfig(dir, { MINGJIAN_LISTEN_PROT: '1' }), /MINGJIAN_LISTEN_PROT/)
})

test('a value out of its range names the setting', () => {
  put('{"listen":{"port":70000}}')
  assert.throws(() => loadConfig(dir, {}), /listen\.port/)
  put('not json')
  assert.throws(() => loadConfig(dir, {}), /not valid JSON/)
})

test('every leaf has a description and its own variable', () => {
  const all = leaves()
  assert.equal(new Set(all.map((l) => l.env)).size, all.length)
  for (const leaf of all)
    assert.ok((leaf.schema as { description?: string }).description, leaf.path.join('.'))
})
