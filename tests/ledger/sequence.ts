/**
 * A sequencer in a process of its own, for stories that kill it. Its signer remembers in a file, durably, as the key
 * process does. Environment: DATABASE, ORIGIN, KEY (PKCS #8, base64), MEMORY (a path).
 */
import { createPrivateKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { sequencerStore } from '#db/ledger/store.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { ed25519Signer, ed25519Verifier, ed25519Vkey } from '#ledger/note.ts'
import { createSequencer, runSequencer } from '#ledger/sequencer.ts'
import { rememberingSigner, type SignerMemory } from '#ledger/signer.ts'

const { DATABASE, ORIGIN, KEY, MEMORY } = process.env as Record<string, string>
const key = createPrivateKey({ key: Buffer.from(KEY!, 'base64'), format: 'der', type: 'pkcs8' })

const memory: SignerMemory = {
  async load() {
    if (!existsSync(MEMORY!)) return undefined
    const { size, root } = JSON.parse(await readFile(MEMORY!, 'utf8')) as { size: string; root: string }
    return { size: BigInt(size), root: Buffer.from(root, 'hex') }
  },
  async save({ size, root }) {
    const file = await open(`${MEMORY}.new`, 'w')
    await file.writeFile(JSON.stringify({ size: String(size), root: Buffer.from(root).toString('hex') }))
    await file.sync()
    await file.close()
    await rename(`${MEMORY}.new`, MEMORY!)
  },
}

const sequencer = createSequencer({
  store: sequencerStore(openDatabase(openPool(DATABASE!, { max: 2 })), 1),
  signer: rememberingSigner(() => ed25519Signer(ORIGIN!, key), memory),
  origin: ORIGIN!,
  log: ed25519Verifier(ed25519Vkey(ORIGIN!, key)),
  clock: { now: () => new Date() },
  limit: 7,
})
// A story that fails must not leave its sequencer behind.
process.on('disconnect', () => process.exit())
process.send?.('ready')
await runSequencer(sequencer, {
  signal: new AbortController().signal,
  everyMs: 5,
  onFailure: (error) => console.error(error),
})
