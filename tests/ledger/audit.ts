/**
 * Reads a whole log from its tables and throws at the first thing that isn't as it must be. Deliberately naive, and
 * without the code that wrote it: roots are computed by the recursive definition.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { openCheckpoint } from '#ledger/checkpoint.ts'
import type { NoteVerifier } from '#ledger/note.ts'

export interface AuditedLog {
  readonly entries: number
  readonly checkpoints: number
  /** Entries that still wait for a place. */
  readonly pending: number
}

export async function auditLog(
  db: pg.Pool,
  epoch: number,
  origin: string,
  log: NoteVerifier,
): Promise<AuditedLog> {
  const { rows: leaves } = await db.query<{
    index: bigint
    entry_id: string
    leaf_hash: Buffer
    bytes: Buffer
  }>(
    `select l.index, l.entry_id, l.leaf_hash, e.bytes from ledger_leaf l join ledger_entry e on e.id = l.entry_id
      where l.epoch = $1 order by l.index`,
    [epoch],
  )
  leaves.forEach((leaf, i) => {
    assert.equal(leaf.index, BigInt(i), 'places have no holes')
    assert.deepEqual(leaf.leaf_hash, sha(Buffer.of(0), leaf.bytes), `leaf ${i} is the hash of its entry`)
  })
  const head = heads(leaves.map((leaf) => leaf.leaf_hash))

  const { rows: checkpoints } = await db.query<{ size: bigint; root: Buffer; note: string }>(
    'select size, root, note from ledger_checkpoint where epoch = $1 order by size',
    [epoch],
  )
  for (const { size, root, note } of checkpoints) {
    const opened = openCheckpoint(note, origin, log)
    assert.deepEqual([opened.size, Buffer.from(opened.root)], [size, root], 'the note says what the row says')
    assert.deepEqual(head(0, Number(size)), root, `the root of ${size} entries`)
  }
  assert.equal(checkpoints.at(-1)?.size ?? 0n, BigInt(leaves.length), 'the last checkpoint covers all places')

  const { rows: nodes } = await db.query<{ level: number; index: bigint; hash: Buffer }>(
    'select level, index, hash from ledger_node where epoch = $1',
    [epoch],
  )
  for (const { level, index, hash } of nodes) {
    const first = Number(index) * 2 ** level
    assert.ok(first + 2 ** level <= leaves.length, `node ${level}/${index} is complete`)
    assert.deepEqual(head(first, first + 2 ** level), hash, `node ${level}/${index}`)
  }
  let complete = 0
  for (let level = 4; 2 ** level <= leaves.length; level += 4)
    complete += Math.floor(leaves.length / 2 ** level)
  assert.equal(nodes.length, complete, 'each complete stored subtree is stored')

  const { rows: lost } = await db.query(
    `select id from ledger_entry e where not exists (select from ledger_leaf l where l.entry_id = e.id)
      and not exists (select from ledger_pending p where p.entry_id = e.id)`,
  )
  assert.deepEqual(lost, [], 'each entry has a place or waits for one')
  const { rows: twice } = await db.query(
    'select entry_id from ledger_pending where entry_id in (select entry_id from ledger_leaf)',
  )
  assert.deepEqual(twice, [], 'nothing that has a place waits for one')
  const { rows: pending } = await db.query<{ n: bigint }>('select count(*) as n from ledger_pending')
  return { entries: leaves.length, checkpoints: checkpoints.length, pending: Number(pending[0]!.n) }
}

/** The head over entries [from, to) by definition; what was computed once for a range is kept. */
function heads(hashes: readonly Buffer[]): (from: number, to: number) => Buffer {
  const known = new Map<string, Buffer>()
  return function head(from: number, to: number): Buffer {
    if (from === to) return sha()
    if (to - from === 1) return hashes[from]!
    const range = `${from}-${to}`
    let split = 1
    while (split * 2 < to - from) split *= 2
    const found = known.get(range) ?? sha(Buffer.of(1), head(from, from + split), head(from + split, to))
    known.set(range, found)
    return found
  }
}

function sha(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
