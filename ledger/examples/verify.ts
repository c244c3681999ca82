/**
 * Prove an entry to somebody who trusts the policy alone, from the folder that examples/log.ts made.
 * `node examples/verify.ts FOLDER INDEX`
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openWitnessed, parsePolicy } from '../policy.ts'
import { inclusionProof } from '../proof.ts'
import { readEntry, tileSource } from '../tile-source.ts'
import { formatTlogProof, openTlogProof, parseTlogProof } from '../tlog-proof.ts'
import { leafHash } from '../tree.ts'
import { folderTiles } from './folder.ts'

const [folder, place] = process.argv.slice(2)
if (!folder || !place) throw new Error('node examples/verify.ts FOLDER INDEX')
const index = BigInt(place)
const policy = parsePolicy(await readFile(path.join(folder, 'policy')))

// Whoever can read the log makes the proof; nobody has to be asked for it.
const note = await readFile(path.join(folder, 'checkpoint'), 'utf8')
const { size } = openWitnessed(note, policy).checkpoint
const tiles = folderTiles(folder)
const entry = await readEntry(tiles, index, size)
const hashes = await inclusionProof(tileSource(tiles, size), index, size)
const file = formatTlogProof({ index, hashes, checkpoint: note })

// Whoever gets entry and proof checks them, without the log, and is told no by an exception.
const { checkpoint } = openTlogProof(parseTlogProof(file), leafHash(entry), policy)
console.log(`"${entry}" is entry ${index} of ${checkpoint.size} in ${checkpoint.origin}`)
