/**
 * Checkpoints (c2sp.org/tlog-checkpoint): the note by which a log says how long it is and what its root is.
 * Ours have no extension lines, and one with such lines is refused.
 */
import { decodeBase64, NoteRefused, type NoteSignature, type NoteVerifier, openNote } from './note.ts'
import { HASH_BYTES, type Hash, MAX_SIZE } from './tree.ts'

export interface Checkpoint {
  /** The log's name, e.g. `station.example/log/1`; a new epoch has a new one. */
  readonly origin: string
  /** How many entries. */
  readonly size: bigint
  /** The RFC 6962 tree head over them. */
  readonly root: Hash
}

/** The note text: origin, size, root, a line each. @throws NoteRefused `malformed` if it can't be written so. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
  parseCheckpointText(text)
  return text
}

/** Read the text of a note that has been opened. @throws NoteRefused `malformed`. */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin, size, encodedRoot, end, ...more] = text.split('\n')
  const root = encodedRoot === undefined ? undefined : decodeBase64(encodedRoot)
  if (!origin || end !== '' || more.length > 0 || root?.length !== HASH_BYTES)
    throw new NoteRefused('malformed', 'a checkpoint has exactly an origin, a size and a root')
  return { origin, size: parseSize(size!), root }
}

/** A tree size as the specifications write it: no sign, no leading zero, below 2^63. @throws NoteRefused. */
export function parseSize(text: string): bigint {
  const size = /^(?:0|[1-9][0-9]{0,18})$/.test(text) ? BigInt(text) : -1n
  if (size < 0n || size > MAX_SIZE) throw new NoteRefused('malformed', 'not a tree size')
  return size
}

/**
 * Believe a checkpoint of this log: signed by the log's key (the first verifier), of its origin.
 * @param witnesses more verifiers; those that cosigned are in `by`.
 * @throws NoteRefused, see its codes.
 */
export function openCheckpoint(
  note: string | Uint8Array,
  origin: string,
  log: NoteVerifier,
  witnesses: readonly NoteVerifier[] = [],
): Checkpoint & {
  readonly text: string
  readonly by: readonly NoteVerifier[]
  readonly signatures: readonly NoteSignature[]
} {
  const opened = openNote(note, [log, ...witnesses])
  if (!opened.by.includes(log)) throw new NoteRefused('no-known-signature', "the log's own is missing")
  const checkpoint = parseCheckpointText(opened.text)
  if (checkpoint.origin !== origin) throw new NoteRefused('malformed', `a checkpoint of ${checkpoint.origin}`)
  return { ...checkpoint, ...opened }
}
