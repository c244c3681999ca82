/**
 * A witness (c2sp.org/tlog-witness): cosigns a checkpoint if it continues the last one it cosigned of that log. Two
 * people who trust it can't be shown two histories, because it won't put its name to both.
 *
 * The protocol alone: bodies in, answers out. Transport, storage and clock are given.
 */
import { createHash } from 'node:crypto'
import { type AddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Cosigner } from './cosignature.ts'
import { formatNote, formatSignatures, NoteRefused, type NoteVerifier, openNote } from './note.ts'
import { verifyConsistency } from './proof.ts'
import { emptyRoot, type Hash } from './tree.ts'

/** The last checkpoint that this witness cosigned of a log. */
export interface WitnessedHead {
  readonly size: bigint
  readonly root: Hash
  /** Signed by the log and cosigned: what is served to monitors. */
  readonly note: string
}

/** A checkpoint that the log's own key signed and that can't be, or couldn't be shown to be, part of its history. */
export interface Evidence {
  /**
   * - `two-roots`: as many entries as `known`, and another root. The two notes together convict the log.
   * - `not-empty`: no entries, and not the root of none. The note alone convicts.
   * - `unproven`: the proof sent along doesn't lead from `known` to it. Anybody could have sent that proof with an
   *   honest checkpoint, so it convicts nobody: ask the log for a proof.
   */
  readonly code: 'two-roots' | 'not-empty' | 'unproven'
  readonly origin: string
  readonly known: WitnessedHead | undefined
  readonly submitted: AddCheckpoint
  readonly at: Date
}

/** A witness's memory. If it's lost or rolled back, the witness may sign two histories: it must be given up then. */
export interface WitnessStore {
  load(origin: string): Promise<WitnessedHead | undefined>
  /**
   * Compare and swap: put `to` in the place of `from` if `from`, by its note, is still the last, in one step. Durable
   * before it resolves.
   * @returns false, nothing being changed, if another is the last by now, be it of the same size.
   */
  swap(origin: string, from: WitnessedHead | undefined, to: WitnessedHead): Promise<boolean>
  /** Durable before it resolves. The same note under the same code again needn't be kept twice. */
  keep(evidence: Evidence): Promise<void>
}

/** `code` says why, in a word that stays the same; the log is told the status only. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly code:
    | 'cosigned'
    | 'malformed'
    | 'old-beyond-new'
    | 'not-signed'
    | 'unknown-log'
    | 'not-the-last'
    | 'proof-not-empty'
    | Evidence['code']
  readonly contentType: string
  readonly body: string
}

export interface WitnessParts {
  /** The keys trusted for an origin, undefined for a log that isn't witnessed. */
  readonly logs: (origin: string) => readonly NoteVerifier[] | undefined
  /** At least one. */
  readonly cosigners: readonly Cosigner[]
  readonly store: WitnessStore
  readonly clock: { now(): Date }
}

export interface Witness {
  /**
   * Answer one request. Any number may be under way at once, in any number of processes on one store.
   * @throws whatever store and cosigners throw; nothing has been answered then, and the log may ask again.
   */
  addCheckpoint(body: string | Uint8Array): Promise<WitnessAnswer>
}

export function createWitness({ logs, cosigners, store, clock }: WitnessParts): Witness {
  async function addCheckpoint(body: string | Uint8Array): Promise<WitnessAnswer> {
    const request = believe(body, logs)
    if ('status' in request) return request
    const { origin } = request.checkpoint
    let known = await store.load(origin)
    for (;;) {
      // Between load and swap: so each cosignature is later than all before it, and of no smaller a tree.
      const at = clock.now()
      const { status, code, evidence } = judge(request, known)
      if (evidence) await store.keep({ code: evidence, origin, known, submitted: request.sent, at })
      if (status !== 200) return answer(status, code, known?.size ?? 0n)
      const lines = await cosign(request.text, at)
      const note = formatNote({ text: request.text, signatures: [...request.signatures, ...lines] })
      // A crash before the swap leaves cosignatures that nobody got; one after it, a log that has to ask again.
      if (await store.swap(origin, known, { ...request.checkpoint, note }))
        return { status, code, contentType: TEXT, body: formatSignatures(lines) }
      // Another request was quicker: look at this one again in the light of what it left.
      const next = await store.load(origin)
      if (next?.note === known?.note)
        throw new Error(`the witness's store doesn't go on from its own last head of ${origin}`)
      known = next
    }
  }

  function cosign(text: string, at: Date) {
    return Promise.all(
      cosigners.map(async (cosigner) => ({
        name: cosigner.name,
        keyId: cosigner.keyId,
        signature: await cosigner.cosign(text, at),
      })),
    )
  }

  return { addCheckpoint }
}

const TEXT = 'text/plain; charset=utf-8'
const SIZE = 'text/x.tlog.size'

interface Judgement {
  readonly status: 200 | 400 | 409 | 422
  readonly code: WitnessAnswer['code']
  readonly evidence?: Evidence['code']
}

/**
 * What a witness says to a checkpoint that the log did sign, if `known` is the last it cosigned. Evidence is found
 * under any answer: also a request that is out of date can hold a second root.
 */
export function judge(
  { oldSize, proof, checkpoint }: Pick<AddCheckpoint, 'oldSize' | 'proof'> & { checkpoint: Checkpoint },
  known: Pick<WitnessedHead, 'size' | 'root'> = { size: 0n, root: emptyRoot() },
): Judgement {
  const { size, root } = checkpoint
  const impossible: Evidence['code'] | undefined =
    size === 0n && !same(root, emptyRoot())
      ? 'not-empty'
      : size === known.size && !same(root, known.root)
        ? 'two-roots'
        : undefined
  const found = impossible && { evidence: impossible }
  if (oldSize > size) return { status: 400, code: 'old-beyond-new', ...found }
  if (oldSize !== known.size) return { status: 409, code: 'not-the-last', ...found }
  if (impossible) return { status: 422, code: impossible, evidence: impossible }
  if ((oldSize === 0n || oldSize === size) && proof.length > 0)
    return { status: 422, code: 'proof-not-empty' }
  if (!verifyConsistency(oldSize, size, known.root, root, proof))
    return { status: 422, code: 'unproven', evidence: 'unproven' }
  return { status: 200, code: 'cosigned' }
}

/** Where a witness serves the last checkpoint it cosigned of a log, behind its address and a slash. */
export function monitoringPath(origin: string): string {
  return `${createHash('sha256').update(origin).digest('hex')}/checkpoint`
}

/** A request whose checkpoint a trusted key of its log signed, with one signature a trusted key; else the answer. */
function believe(body: string | Uint8Array, logs: WitnessParts['logs']) {
  try {
    const { checkpoint, ...sent } = parseAddCheckpoint(body)
    const verifiers = logs(checkpoint.origin)
    if (!verifiers) return answer(404, 'unknown-log')
    const { text, by, signatures } = openNote(sent.note, verifiers)
    const trusted = by.map(
      (key) => signatures.find(({ name, keyId }) => key.name === name && key.keyId === keyId)!,
    )
    return { sent, oldSize: sent.oldSize, proof: sent.proof, checkpoint, text, signatures: trusted }
  } catch (error) {
    if (!(error instanceof NoteRefused) || error.code === 'bad-key') throw error
    const unsigned = error.code === 'bad-signature' || error.code === 'no-known-signature'
    return unsigned ? answer(403, 'not-signed') : answer(400, 'malformed')
  }
}

function answer(
  status: Exclude<WitnessAnswer['status'], 200>,
  code: WitnessAnswer['code'],
  size?: bigint,
): WitnessAnswer {
  if (status === 409) return { status, code, contentType: SIZE, body: `${size}\n` }
  return { status, code, contentType: TEXT, body: `${code}\n` }
}

function same(a: Hash, b: Hash): boolean {
  return Buffer.compare(a, b) === 0
}
