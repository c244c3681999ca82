/** The ledger's tables (db/schema/60-ledger.sql) as the sequencer and the makers of proofs see them. */
import { sql } from 'kysely'
import { type HashSource, inclusionProof } from '#ledger/proof.ts'
import type { Batch, Claim, SequencerStore } from '#ledger/sequencer.ts'
import { GrowingTree, type Hash, type NodeId } from '#ledger/tree.ts'
import type { Executor } from './append.ts'

/** Only every fourth level is stored: 1 row for 15 entries, at most 8 rows to fold for a hash in between. */
const LEVELS_PER_STORED = 4

/** The sequencer's rows are written one writer at a time; any number will do as long as nobody else uses it. */
const LOCK = sql`select pg_advisory_xact_lock(7185002)`

/** Hashes of complete subtrees of one epoch's log, one query a call. */
export function ledgerHashes(db: Executor, epoch: number): HashSource {
  return {
    async hashes(nodes: readonly NodeId[]): Promise<Hash[]> {
      const wanted = nodes.map(({ level, index }) => {
        const above = level % LEVELS_PER_STORED
        return { level: level - above, first: index << BigInt(above), count: 1 << above }
      })
      const leaves = wanted.filter(({ level }) => level === 0).flatMap(indexes)
      const inner = wanted.filter(({ level }) => level > 0)
      const { rows } = await sql<{ level: number; index: bigint; hash: Buffer }>`
        select 0 as level, index, leaf_hash as hash
        from unnest(${leaves}::bigint[]) as w (index) join ledger_leaf l using (index) where l.epoch = ${epoch}
        union all
        select n.level, n.index, n.hash
        from unnest(${inner.flatMap(({ level, count }) => Array(count).fill(level))}::smallint[],
          ${inner.flatMap(indexes)}::bigint[]) as w (level, index)
        join ledger_node n using (level, index) where n.epoch = ${epoch}`.execute(db)
      const found = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
      return wanted.map(({ level, first, count }) => {
        const tree = new GrowingTree()
        for (let i = 0; i < count; i++) {
          const hash = found.get(`${level}/${first + BigInt(i)}`)
          if (!hash)
            throw new Error(`the ledger lacks the hash at level ${level}, index ${first + BigInt(i)}`)
          tree.append(hash)
        }
        return tree.root()
      })
    },
  }
}

function indexes({ first, count }: { first: bigint; count: number }): bigint[] {
  return Array.from({ length: count }, (_, i) => first + BigInt(i))
}

/** The last checkpoint of this epoch; undefined before the first batch. */
export async function lastCheckpoint(
  db: Executor,
  epoch: number,
): Promise<{ size: bigint; root: Buffer; note: string; at: Date } | undefined> {
  const { rows } = await sql<{ size: bigint; root: Buffer; note: string; at: Date }>`
    select size, root, note, at from ledger_checkpoint where epoch = ${epoch}
    order by size desc limit 1`.execute(db)
  return rows[0]
}

/**
 * An entry's bytes, place and proof under the last checkpoint. Undefined when it isn't in the ledger, or waits for
 * its place.
 */
export async function proveEntry(
  db: Executor,
  id: string,
): Promise<
  { epoch: number; index: bigint; size: bigint; bytes: Buffer; proof: Hash[]; note: string } | undefined
> {
  const { rows } = await sql<{ epoch: number; index: bigint; bytes: Buffer; size: bigint; note: string }>`
    select l.epoch, l.index, e.bytes, c.size, c.note
    from ledger_leaf l
    join ledger_entry e on e.id = l.entry_id
    cross join lateral (select size, note from ledger_checkpoint
      where epoch = l.epoch order by size desc limit 1) c
    where l.entry_id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  return { ...row, proof: await inclusionProof(ledgerHashes(db, row.epoch), row.index, row.size) }
}

/** What the sequencer needs of one epoch's log; `db` under the role mj_sequencer. */
export function sequencerStore(db: Executor, epoch: number): SequencerStore {
  return {
    ...ledgerHashes(db, epoch),
    head: () => lastCheckpoint(db, epoch),
    claim: (limit) => claim(db, epoch, limit),
    commit: (batch) => commit(db, epoch, batch),
  }
}

async function claim(db: Executor, epoch: number, limit: number): Promise<Claim | undefined> {
  // Mostly nothing waits: asked without a transaction, since it's asked many times a second.
  const { rows: waiting } = await sql<{ any: boolean }>`
    select exists (select from ledger_pending) or exists (select from ledger_claim) as any`.execute(db)
  if (!waiting[0]?.any) return undefined
  const claimed = await db.transaction().execute(async (trx) => {
    await LOCK.execute(trx)
    const standing = await sql<ClaimRow>`select epoch, first_index, entry_ids from ledger_claim`.execute(trx)
    if (standing.rows[0]) return standing.rows[0]
    const made = await sql<ClaimRow>`
      insert into ledger_claim (epoch, first_index, turns, entry_ids)
      select ${epoch}, (select coalesce(max(size), 0) from ledger_checkpoint where epoch = ${epoch}),
        array_agg(turn order by turn), array_agg(entry_id order by turn)
      from (select turn, entry_id from ledger_pending order by turn limit ${limit}) as next
      having count(*) > 0
      returning epoch, first_index, entry_ids`.execute(trx)
    return made.rows[0]
  })
  if (!claimed) return undefined
  if (claimed.epoch !== epoch)
    throw new Error(`a batch of epoch ${claimed.epoch} is unfinished, not ${epoch}`)
  const { rows: entries } = await sql<{ id: string; bytes: Buffer }>`
    select e.id, e.bytes from unnest(${claimed.entry_ids}::uuid[]) with ordinality as c (id, position)
    join ledger_entry e using (id) order by c.position`.execute(db)
  if (entries.length !== claimed.entry_ids.length) throw new Error('a waiting entry has no row')
  return { from: claimed.first_index, entries }
}

interface ClaimRow {
  epoch: number
  first_index: bigint
  entry_ids: string[]
}

async function commit(db: Executor, epoch: number, batch: Batch): Promise<void> {
  const ids = batch.leaves.map(({ entryId }) => entryId)
  const hashes = batch.leaves.map(({ hash }) => hash)
  const stored = batch.nodes.filter(({ level }) => level % LEVELS_PER_STORED === 0)
  await db.transaction().execute(async (trx) => {
    await LOCK.execute(trx)
    const { rows } = await sql<{ size: bigint; taken: bigint }>`
      with claim as (
        delete from ledger_claim
        where epoch = ${epoch} and first_index = ${batch.from} and entry_ids = ${ids}::uuid[]
          and ${batch.from} = (select coalesce(max(size), 0) from ledger_checkpoint where epoch = ${epoch})
        returning turns
      ),
      taken as (delete from ledger_pending p using claim where p.turn = any (claim.turns) returning p.turn),
      leaf as (
        insert into ledger_leaf (epoch, index, entry_id, leaf_hash)
        select ${epoch}, ${batch.from}::bigint + l.position - 1, l.id, l.hash
        from claim, unnest(${ids}::uuid[], ${hashes}::bytea[]) with ordinality as l (id, hash, position)
      ),
      node as (
        insert into ledger_node (epoch, level, index, hash)
        select ${epoch}, n.level, n.index, n.hash
        from claim, unnest(${stored.map(({ level }) => level)}::smallint[],
          ${stored.map(({ index }) => index)}::bigint[],
          ${stored.map(({ hash }) => hash)}::bytea[]) as n (level, index, hash)
      )
      insert into ledger_checkpoint (epoch, size, root, note, at)
      select ${epoch}, ${batch.size}, ${batch.root}, ${batch.note}, ${batch.at} from claim
      returning size, (select count(*) from taken) as taken`.execute(trx)
    // Thrown inside, so that everything above is undone.
    if (rows[0]?.taken !== BigInt(ids.length))
      throw new Error(`the batch from ${batch.from} is no longer the one to commit`)
  })
}
