/**
 * The sequencer: gives waiting entries their places and has the new head signed. The only writer of a log.
 *
 * A step is claim → sign → commit:
 * 1. `claim` durably fixes which entries come next, in which order. A claim that stands is handed out again.
 * 2. the key's holder signs the head they lead to, and from now on signs no other of that size.
 * 3. `commit` writes places, hashes and checkpoint and takes entries and claim away, in one transaction.
 * A crash before 1 leaves nothing; between 1 and 3 the same claim is signed again, to the same note; in 3 the
 * database decides, and the next step reads what it decided. Two sequencers at once do each other's work.
 * Nothing is remembered across a failure: the next step loads the head anew.
 */
import { checkpointText, openCheckpoint } from './checkpoint.ts'
import type { NoteVerifier } from './note.ts'
import { consistencyProof, type HashSource } from './proof.ts'
import type { CheckpointSigner } from './signer.ts'
import { emptyRoot, GrowingTree, type Hash, leafHash, type NodeId, peakNodes } from './tree.ts'

/** Entries in the order they will have in the log, the first at index `from`. */
export interface Claim {
  readonly from: bigint
  readonly entries: readonly { readonly id: string; readonly bytes: Uint8Array }[]
}

/** All that one commit writes. */
export interface Batch {
  readonly from: bigint
  readonly leaves: readonly { readonly entryId: string; readonly hash: Hash }[]
  /** Subtrees that this batch completed, of every level from 1. */
  readonly nodes: readonly (NodeId & { readonly hash: Hash })[]
  readonly size: bigint
  readonly root: Hash
  /** The signed checkpoint. */
  readonly note: string
  readonly at: Date
}

/** One log's storage. Any call may fail and may yet have done its work. */
export interface SequencerStore extends HashSource {
  /** Size and root of the last checkpoint; undefined for a log without entries. */
  head(): Promise<{ readonly size: bigint; readonly root: Hash } | undefined>
  /** The claim that stands, else a new one over up to `limit` waiting entries; undefined if none waits. */
  claim(limit: number): Promise<Claim | undefined>
  /** All or nothing; rejects if the head isn't at `batch.from` or the claim isn't this batch's. */
  commit(batch: Batch): Promise<void>
}

/** The log contradicts itself. Sequencing stops until a person has looked: going on would make it worse. */
export class LogDiverged extends Error {
  constructor(detail: string) {
    super(`the log contradicts itself: ${detail}`)
    this.name = 'LogDiverged'
  }
}

export interface SequencerParts {
  readonly store: SequencerStore
  readonly signer: CheckpointSigner
  readonly origin: string
  /** The log's own key, to see that the note is what was asked for. */
  readonly log: NoteVerifier
  readonly clock: { now(): Date }
  /** Entries a batch, at most. */
  readonly limit?: number
}

export interface Sequencer {
  /**
   * Sequence one batch. Not to be called again before it has settled.
   * @returns how many entries got their place; 0 if none waits.
   * @throws LogDiverged; SigningRefused; whatever store and signer throw. Except for the first two, call again.
   */
  step(): Promise<number>
}

export function createSequencer(parts: SequencerParts): Sequencer {
  const { store, signer, origin, log, clock, limit = 1024 } = parts
  let tree: GrowingTree | undefined

  async function load(): Promise<GrowingTree> {
    const head = (await store.head()) ?? { size: 0n, root: emptyRoot() }
    const loaded = new GrowingTree(head.size, await store.hashes(peakNodes(head.size)))
    if (Buffer.compare(loaded.root(), head.root) !== 0)
      throw new LogDiverged(`the stored hashes of ${head.size} entries don't lead to the signed root`)
    return loaded
  }

  async function step(): Promise<number> {
    const old = tree ?? (await load())
    tree = undefined
    const claim = await store.claim(limit)
    if (claim === undefined) {
      tree = old
      return 0
    }
    // Another sequencer, or an earlier commit of ours whose answer was lost, moved on: look again from there.
    const base = claim.from === old.size ? old : await load()
    if (claim.from !== base.size)
      throw new LogDiverged(`claimed from ${claim.from}, but the log has ${base.size} entries`)
    const next = grow(base, claim)
    const note = await signed(base, next)
    await store.commit({ ...next.batch, note, at: clock.now() })
    tree = next.tree
    return claim.entries.length
  }

  async function signed(base: GrowingTree, { batch, source }: Grown): Promise<string> {
    const { size, root } = batch
    const proof = await consistencyProof(source, base.size, size)
    const note = await signer
      .sign({ origin, oldSize: base.size, size, root, proof })
      .catch((error: unknown) => explain(error, base.size))
    const opened = openCheckpoint(note, origin, log)
    if (opened.text !== checkpointText({ origin, size, root }))
      throw new LogDiverged(`asked for the signature of size ${size}, got one of ${opened.size}`)
    return note
  }

  /** A refusal means a rolled-back log, unless another sequencer has simply gone on since we claimed. */
  async function explain(error: unknown, from: bigint): Promise<never> {
    if (!isRefusal(error)) throw error
    const size = (await store.head())?.size ?? 0n
    if (size > from) throw new Error(`another sequencer moved on from ${from} to ${size}`, { cause: error })
    throw error
  }

  return { step }
}

interface Grown {
  readonly tree: GrowingTree
  readonly batch: Omit<Batch, 'note' | 'at'>
  /** The old peaks and all new hashes: what a consistency proof from the old size needs, without asking the store. */
  readonly source: HashSource
}

function grow(base: GrowingTree, claim: Claim): Grown {
  const tree = new GrowingTree(base.size, base.peaks)
  const known = new Map<string, Hash>()
  peakNodes(base.size).forEach(({ level, index }, i) => {
    known.set(`${level}/${index}`, base.peaks[i]!)
  })
  const nodes: (NodeId & { hash: Hash })[] = []
  const leaves = claim.entries.map(({ id, bytes }) => {
    const hash = leafHash(bytes)
    tree.append(hash, (level, index, node) => {
      known.set(`${level}/${index}`, node)
      if (level > 0) nodes.push({ level, index, hash: node })
    })
    return { entryId: id, hash }
  })
  return {
    tree,
    batch: { from: base.size, leaves, nodes, size: tree.size, root: tree.root() },
    source: {
      hashes: async (ids) => ids.map(({ level, index }) => known.get(`${level}/${index}`)!),
    },
  }
}

/**
 * Sequence until `signal` aborts: a batch after the other while entries wait, else a look every `everyMs`, which
 * bounds the lag of an entry to the local checkpoint. Failures are told to `onFailure` and retried, 0.2 s to 5 s
 * apart.
 * @throws LogDiverged or SigningRefused: a person must look; nothing is written meanwhile, entries wait.
 */
export async function runSequencer(
  sequencer: Sequencer,
  options: { signal: AbortSignal; everyMs?: number; onFailure: (error: unknown) => void },
): Promise<void> {
  const { signal, everyMs = 50, onFailure } = options
  let backoffMs = 200
  while (!signal.aborted) {
    try {
      const sequenced = await sequencer.step()
      backoffMs = 200
      if (sequenced === 0) await pause(everyMs, signal)
    } catch (error) {
      if (error instanceof LogDiverged || isRefusal(error)) throw error
      onFailure(error)
      await pause(backoffMs, signal)
      backoffMs = Math.min(backoffMs * 2, 5000)
    }
  }
}

/** By name: a refusal usually comes from another process, as a copy. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'SigningRefused'
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
