/** The examples do what they say, each in a process of its own. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { promisify } from 'node:util'

const run = async (name: string, ...args: string[]): Promise<string> => {
  const file = path.join(import.meta.dirname, name)
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args])
  return stdout
}

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ledger-'))
})
after(() => rm(folder, { recursive: true }))

it('a folder of tiles proves an entry to whoever has the policy, and no longer with a byte changed', async () => {
  assert.match(await run('log.ts', folder), /^600 entries/)
  for (const index of ['0', '255', '599'])
    assert.equal(
      await run('verify.ts', folder, index),
      `"entry ${index}" is entry ${index} of 600 in log.example/1\n`,
    )
  const bundle = path.join(folder, 'tile/entries/000')
  const bytes = await readFile(bundle)
  bytes[2]! ^= 1
  await writeFile(bundle, bytes)
  await assert.rejects(run('verify.ts', folder, '0'), /not-included: this isn't entry 0 of 600/)
  await rm(path.join(folder, 'tile/0/000'))
  await assert.rejects(run('verify.ts', folder, '255'), /missing: tile\/0\/000/)
})

it('a witness cosigns what continues and keeps what forks', async () => {
  const out = await run('witness.ts')
  assert.equal(out.match(/^— witness\.example\/1 /gm)?.length, 2)
  assert.match(out, /evidence, two-roots:\nlog\.example\/1\n100\n/)
  assert.ok(out.endsWith("{ do: 'stop', code: 'inconsistent' }\n"))
})
