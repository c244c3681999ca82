/**
 * Proofs as files (c2sp.org/tlog-proof, `.tlog-proof`): that an entry is in a log, and who saw the log with it.
 * With the entry and a policy it's all that's needed, offline and for ever.
 */
import { parseCheckpointText, parseSize } from './checkpoint.ts'
import { decodeBase64, decodeUtf8, MAX_NOTE_BYTES, NoteRefused, parseNote } from './note.ts'
import { openWitnessed, type Policy, type Witnessed } from './policy.ts'
import { verifyInclusion } from './proof.ts'
import { formatHashes, parseHashes } from './proof-lines.ts'
import type { Hash } from './tree.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
/** A checkpoint, its path, and room for extra data; who needs more has misunderstood the format. */
const MAX_PROOF_BYTES = 2 * MAX_NOTE_BYTES

export interface TlogProof {
  readonly index: bigint
  /** The audit path, leaf to root. */
  readonly hashes: readonly Hash[]
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string
  /** Whatever the application likes. Nothing vouches for it. */
  readonly extra?: Uint8Array
}

/** @throws NoteRefused if `parseTlogProof` wouldn't take it back. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const file = [
    `${FIRST_LINE}\n`,
    extra === undefined ? '' : `extra ${Buffer.from(extra).toString('base64')}\n`,
    `index ${index}\n`,
    `${formatHashes(hashes)}\n${checkpoint}`,
  ].join('')
  parseTlogProof(file)
  return file
}

/** Take a proof apart without believing it. @throws NoteRefused `malformed` or `too-large`. */
export function parseTlogProof(file: string | Uint8Array): TlogProof {
  if (file.length > MAX_PROOF_BYTES) throw new NoteRefused('too-large', `${file.length} bytes`)
  const text = typeof file === 'string' ? file : decodeUtf8(file)
  // The first blank line: there is none above the checkpoint, and there may be more in it.
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, split).split('\n')
  if (split < 0 || first !== FIRST_LINE) throw new NoteRefused('malformed', `no ${FIRST_LINE}`)
  const extra = lines[0]?.startsWith('extra ') ? parseExtra(lines.shift()!.slice(6)) : undefined
  const index = /^index (.*)$/.exec(lines.shift() ?? '')
  if (!index) throw new NoteRefused('malformed', 'no index')
  const checkpoint = text.slice(split + 2)
  parseCheckpointText(parseNote(checkpoint).text)
  return {
    index: parseSize(index[1]!),
    hashes: parseHashes(lines),
    checkpoint,
    ...(extra && { extra }),
  }
}

function parseExtra(text: string): Buffer {
  const extra = decodeBase64(text)
  if (!extra || extra.length === 0) throw new NoteRefused('malformed', 'extra data that is none')
  return extra
}

/**
 * Believe that an entry is in a log of this policy.
 * @param leaf `leafHash(entry)`.
 * @throws NoteRefused: `not-included`, or as `openWitnessed`.
 */
export function openTlogProof(proof: TlogProof, leaf: Hash, policy: Policy): Witnessed {
  const witnessed = openWitnessed(proof.checkpoint, policy)
  const { size, root } = witnessed.checkpoint
  if (!verifyInclusion(proof.index, size, leaf, root, proof.hashes))
    throw new NoteRefused('not-included', `this isn't entry ${proof.index} of ${size}`)
  return witnessed
}
