/**
 * The holder of the log key: signs a checkpoint only if it extends the last one it signed. Whatever happens to the
 * database, a station therefore can't sign two histories without also rolling this memory back.
 */
import { type Checkpoint, checkpointText } from './checkpoint.ts'
import { type NoteSigner, signNote } from './note.ts'
import { verifyConsistency } from './proof.ts'
import { emptyRoot, type Hash } from './tree.ts'

/** What is asked of the key's holder: the new head and the proof that it continues `oldSize`. */
export interface SignRequest {
  readonly origin: string
  readonly oldSize: bigint
  readonly size: bigint
  readonly root: Hash
  readonly proof: readonly Hash[]
}

/** The key's holder as the sequencer sees it; usually in another process. Answers with the signed note. */
export interface CheckpointSigner {
  sign(request: SignRequest): Promise<string>
}

/** The last head signed for each origin. `save` must be durable before it resolves. */
export interface SignerMemory {
  load(origin: string): Promise<{ readonly size: bigint; readonly root: Hash } | undefined>
  save(checkpoint: Checkpoint): Promise<void>
}

/** The key's holder said no. Never retried with another tree of the same size: find out why first. */
export class SigningRefused extends Error {
  readonly code: 'not-the-last' | 'not-an-extension'
  constructor(code: SigningRefused['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'SigningRefused'
    this.code = code
  }
}

/**
 * A signer with a memory. Requests are answered one at a time.
 *
 * The same head may be asked for again: after a crash between signing and committing the sequencer comes back with
 * the very batch, and Ed25519 gives the very note. A different root of that size is refused, and so is a request
 * that starts behind the memory: the database was rolled back, and only a new epoch helps.
 * @param keyOf the signer for an origin; throws for an origin this key isn't for.
 */
export function rememberingSigner(
  keyOf: (origin: string) => NoteSigner,
  memory: SignerMemory,
): CheckpointSigner {
  let last: Promise<unknown> = Promise.resolve()
  const answer = async ({ origin, oldSize, size, root, proof }: SignRequest): Promise<string> => {
    const key = keyOf(origin)
    const known = (await memory.load(origin)) ?? { size: 0n, root: emptyRoot() }
    const again = size === known.size && Buffer.compare(root, known.root) === 0
    if (!again) {
      if (oldSize !== known.size)
        throw new SigningRefused('not-the-last', `asked from ${oldSize}, signed up to ${known.size}`)
      if (size <= known.size || !verifyConsistency(known.size, size, known.root, root, proof))
        throw new SigningRefused('not-an-extension', `${known.size} to ${size}`)
      // Before the answer: a crash here leaves a memory that is ahead, and the same request is taken again.
      await memory.save({ origin, size, root })
    }
    return signNote(checkpointText({ origin, size, root }), [key])
  }
  return {
    sign(request) {
      const answered = last.then(() => answer(request))
      last = answered.catch(() => undefined)
      return answered
    },
  }
}
