/** The log as it stands in the database, checked by code of its own: no import from ledger/. */
import { createHash } from 'node:crypto'
import type { Truth } from './truth.ts'

const sha256 = (...parts: Buffer[]): Buffer =>
  parts.reduce((h, p) => h.update(p), createHash('sha256')).digest()
const zero = Buffer.of(0)
const one = Buffer.of(1)

/** RFC 6962 head by its definition: split at the largest power of two below the size. */
function head(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(one, head(leaves.slice(0, k)), head(leaves.slice(k)))
}

/** What is wrong with the log, in sentences; empty when nothing is. */
export async function logFindings(truth: Truth): Promise<string[]> {
  const wrong: string[] = []
  const { rows: leaves } = await truth.client.query<{
    index: bigint
    leaf_hash: Buffer
    bytes: Buffer | null
  }>(
    `select l.index, l.leaf_hash, e.bytes from ledger_leaf l left join ledger_entry e on e.id = l.entry_id
      where l.epoch = (select epoch from station) order by l.index`,
  )
  for (const [i, leaf] of leaves.entries()) {
    if (leaf.index !== BigInt(i)) wrong.push(`index ${i} is missing from the log`)
    if (!leaf.bytes) wrong.push(`leaf ${i} has no entry`)
    else if (!sha256(zero, leaf.bytes).equals(leaf.leaf_hash)) wrong.push(`leaf ${i} is not its entry's hash`)
  }
  const { rows: checkpoints } = await truth.client.query<{ size: bigint; root: Buffer }>(
    'select size, root from ledger_checkpoint where epoch = (select epoch from station) order by size desc limit 20',
  )
  const hashes = leaves.map((l) => l.leaf_hash)
  for (const { size, root } of checkpoints) {
    if (size > BigInt(hashes.length)) wrong.push(`a checkpoint of ${size} over ${hashes.length} leaves`)
    else if (!head(hashes.slice(0, Number(size))).equals(root))
      wrong.push(`the checkpoint of ${size} has another root`)
  }
  const { rows: lost } = await truth.client.query<{ id: string }>(
    `select id from ledger_entry e where not exists (select from ledger_leaf l where l.entry_id = e.id)
       and not exists (select from ledger_pending p where p.entry_id = e.id)`,
  )
  for (const { id } of lost) wrong.push(`entry ${id} is neither sequenced nor waiting`)
  return wrong
}
