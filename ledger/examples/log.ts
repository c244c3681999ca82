/**
 * A log of 600 entries as a folder of files: tiles, entry bundles, a signed checkpoint, and the policy by which
 * others believe it. `node examples/log.ts FOLDER`
 */
import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { checkpointText } from '../checkpoint.ts'
import { ed25519Signer, ed25519Vkey, signNote } from '../note.ts'
import type { HashSource } from '../proof.ts'
import { writeTiles } from '../tile.ts'
import { GrowingTree, type Hash, leafHash } from '../tree.ts'
import { folderTiles } from './folder.ts'

const folder = process.argv[2]
if (!folder) throw new Error('node examples/log.ts FOLDER')
const origin = 'log.example/1'
const { privateKey } = generateKeyPairSync('ed25519')

// What a log keeps: its entries, and the hash of each complete subtree. Here in memory.
const entries: Buffer[] = []
const hashes = new Map<string, Hash>()
const source: HashSource = {
  hashes: async (nodes) => nodes.map(({ level, index }) => hashes.get(`${level}/${index}`)!),
}

const tree = new GrowingTree()
const tiles = folderTiles(folder)
for (const size of [10, 300, 600]) {
  const from = tree.size
  while (entries.length < size) {
    const entry = Buffer.from(`entry ${entries.length}`)
    entries.push(entry)
    tree.append(leafHash(entry), (level, index, hash) => hashes.set(`${level}/${index}`, hash))
  }
  // Tiles first, the checkpoint that needs them afterwards.
  const between = async (first: bigint, end: bigint) => entries.slice(Number(first), Number(end))
  await writeTiles(tiles, source, between, from, tree.size)
  const text = checkpointText({ origin, size: tree.size, root: tree.root() })
  const note = await signNote(text, [ed25519Signer(origin, privateKey)])
  await writeFile(path.join(folder, 'checkpoint'), note)
}
await writeFile(path.join(folder, 'policy'), `log ${ed25519Vkey(origin, privateKey)}\nquorum none\n`)
console.log(`${tree.size} entries in ${folder}`)
