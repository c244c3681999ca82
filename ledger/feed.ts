/**
 * The log's side of a witness: what to send, and what its answer asks for next. A witness that is away is never a
 * reason for the log to stop; one that says no is a reason to call a person.
 */
import { formatAddCheckpoint, makeAddCheckpoint } from './add-checkpoint.ts'
import { parseCheckpointText, parseSize } from './checkpoint.ts'
import { cosignedAt } from './cosignature.ts'
import {
  formatNote,
  NoteRefused,
  type NoteSignature,
  type NoteVerifier,
  openNote,
  parseNote,
  parseSignatures,
} from './note.ts'
import type { HashSource } from './proof.ts'

/** An HTTP answer, whoever gave it. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

export type Next =
  /** Cosigned, first at this second: keep the note, which holds the cosignatures now. */
  | { readonly do: 'keep'; readonly note: string; readonly at: Date }
  /** The witness has cosigned this many entries: send again, with a proof from there. */
  | { readonly do: 'send'; readonly oldSize: bigint }
  /**
   * The witness has cosigned more entries than this checkpoint has. Send a later one. If the log has none so long, it
   * was rolled back behind what is witnessed: only a new epoch helps.
   */
  | { readonly do: 'catch-up'; readonly size: bigint }
  /** Later, with the newest checkpoint then. `bad-answer`: whatever answered doesn't speak like this witness. */
  | { readonly do: 'wait'; readonly code: 'away' | 'bad-answer' }
  /**
   * A person must look. `inconsistent`: the witness says that this isn't the history it knows. `refused`: it doesn't
   * know this log or key, or doesn't understand it.
   */
  | { readonly do: 'stop'; readonly code: 'inconsistent' | 'refused' }

/**
 * What an answer means.
 * @param sent what it's the answer to.
 * @param witness the keys of this witness; signatures by others are left out.
 */
export function nextStep(
  sent: { readonly oldSize: bigint; readonly note: string },
  answer: Answer,
  witness: readonly NoteVerifier[],
): Next {
  const { status } = answer
  if (status === 200) return cosignedBy(sent.note, answer.body, witness)
  if (status === 409) return conflict(sent, answer)
  if (status === 422) return { do: 'stop', code: 'inconsistent' }
  const never = status >= 400 && status < 500 && status !== 408 && status !== 429
  return never ? { do: 'stop', code: 'refused' } : { do: 'wait', code: 'away' }
}

function cosignedBy(note: string, body: string, witness: readonly NoteVerifier[]): Next {
  const { text, signatures } = parseNote(note)
  try {
    const theirs = parseSignatures(body).filter((line) => witness.some((key) => isOf(line, key)))
    openNote(formatNote({ text, signatures: theirs }), witness)
    const at = new Date(Math.min(...theirs.map(({ signature }) => cosignedAt(signature).getTime())))
    // A newer cosignature of a key takes the place of its older one.
    const others = signatures.filter((line) => !theirs.some((their) => isOf(line, their)))
    return { do: 'keep', note: formatNote({ text, signatures: [...others, ...theirs] }), at }
  } catch (error) {
    if (!(error instanceof NoteRefused) || error.code === 'bad-key') throw error
    return { do: 'wait', code: 'bad-answer' }
  }
}

function conflict(sent: { readonly oldSize: bigint; readonly note: string }, answer: Answer): Next {
  const known = answer.contentType === 'text/x.tlog.size' ? sizeLine(answer.body) : undefined
  if (known === undefined) return { do: 'wait', code: 'bad-answer' }
  // Until July 2026 the specification said 409 for a second root of one size: the size is the one sent then.
  if (known === sent.oldSize) return { do: 'stop', code: 'inconsistent' }
  const { size } = parseCheckpointText(parseNote(sent.note).text)
  return known > size ? { do: 'catch-up', size: known } : { do: 'send', oldSize: known }
}

function sizeLine(body: string): bigint | undefined {
  try {
    return body.endsWith('\n') ? parseSize(body.slice(0, -1)) : undefined
  } catch {
    return undefined
  }
}

function isOf(line: NoteSignature, key: { readonly name: string; readonly keyId: string }): boolean {
  return line.name === key.name && line.keyId === key.keyId
}

/**
 * Have a checkpoint cosigned, sending it again where the witness knows more or less than was thought.
 * @param post sends a body to `<submission>/add-checkpoint`; rejects if there was no answer, and so does this then.
 * @param source the log's hashes, up to at least the checkpoint's size.
 * @param oldSize what the witness has cosigned, as far as is known; 0 if it isn't.
 */
export async function askWitness(parts: {
  readonly post: (body: string) => Promise<Answer>
  readonly source: HashSource
  readonly witness: readonly NoteVerifier[]
  readonly note: string
  readonly oldSize: bigint
}): Promise<Exclude<Next, { do: 'send' }>> {
  const { post, source, witness, note } = parts
  let { oldSize } = parts
  // Twice is enough unless others feed the same witness; after four the next round is soon enough.
  for (let tries = 0; tries < 4; tries++) {
    const body = formatAddCheckpoint(await makeAddCheckpoint(source, oldSize, note))
    const next = nextStep({ oldSize, note }, await post(body), witness)
    if (next.do !== 'send') return next
    oldSize = next.oldSize
  }
  return { do: 'wait', code: 'bad-answer' }
}
