/**
 * What a log posts to a witness (c2sp.org/tlog-witness, `add-checkpoint`): its checkpoint, and the proof that it
 * continues the one that the witness saw last.
 */
import { type Checkpoint, parseCheckpointText, parseSize } from './checkpoint.ts'
import { decodeUtf8, MAX_NOTE_BYTES, NoteRefused, parseNote } from './note.ts'
import { consistencyProof, type HashSource } from './proof.ts'
import { formatHashes, parseHashes } from './proof-lines.ts'
import type { Hash } from './tree.ts'

/** A note, 63 hashes, and the first line. A server needs to read no more of a body. */
export const MAX_REQUEST_BYTES = MAX_NOTE_BYTES + 63 * 45 + 32

export interface AddCheckpoint {
  /** How many entries the witness has cosigned, as the log knows. */
  readonly oldSize: bigint
  readonly proof: readonly Hash[]
  /** The signed checkpoint, word for word. */
  readonly note: string
}

/** The body of the request. @throws NoteRefused if `parseAddCheckpoint` wouldn't take it back. */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  const body = `old ${oldSize}\n${formatHashes(proof)}\n${note}`
  parseAddCheckpoint(body)
  return body
}

/**
 * Take a request apart without believing it.
 * @returns the request, and what its note says.
 * @throws NoteRefused `malformed` or `too-large`.
 */
export function parseAddCheckpoint(body: string | Uint8Array): AddCheckpoint & { checkpoint: Checkpoint } {
  if (body.length > MAX_REQUEST_BYTES) throw new NoteRefused('too-large', `${body.length} bytes`)
  const text = typeof body === 'string' ? body : decodeUtf8(body)
  // The first blank line: there is none above the checkpoint.
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split('\n')
  const old = /^old (.*)$/.exec(first!)
  if (!old) throw new NoteRefused('malformed', 'no old size')
  const note = text.slice(split + 2)
  return {
    oldSize: parseSize(old[1]!),
    proof: parseHashes(lines),
    note,
    checkpoint: parseCheckpointText(parseNote(note).text),
  }
}

/**
 * The request for this checkpoint to a witness that has cosigned `oldSize` entries, with its proof from the log's
 * hashes.
 * @throws RangeError if the checkpoint has fewer entries than that.
 */
export async function makeAddCheckpoint(
  source: HashSource,
  oldSize: bigint,
  note: string,
): Promise<AddCheckpoint> {
  const { size } = parseCheckpointText(parseNote(note).text)
  return { oldSize, proof: await consistencyProof(source, oldSize, size), note }
}
