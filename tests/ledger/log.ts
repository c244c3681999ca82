/** A log for stories: a key, an origin, and a signer whose memory is in this process. */
import { generateKeyPairSync } from 'node:crypto'
import { ed25519Signer, ed25519Verifier, ed25519Vkey, type NoteVerifier } from '#ledger/note.ts'
import { type CheckpointSigner, rememberingSigner, type SignerMemory } from '#ledger/signer.ts'
import type { Hash } from '#ledger/tree.ts'

export interface StoryLog {
  readonly origin: string
  readonly epoch: 1
  readonly log: NoteVerifier
  readonly signer: CheckpointSigner
  /** What the key's holder last signed. */
  readonly signed: { readonly size: bigint; readonly root: Hash } | undefined
}

export function storyLog(): StoryLog {
  const origin = 'story.example/log'
  const { privateKey } = generateKeyPairSync('ed25519')
  let signed: { size: bigint; root: Hash } | undefined
  const memory: SignerMemory = {
    load: async () => signed,
    save: async ({ size, root }) => {
      signed = { size, root }
    },
  }
  return {
    origin,
    epoch: 1,
    log: ed25519Verifier(ed25519Vkey(origin, privateKey)),
    signer: rememberingSigner(() => ed25519Signer(origin, privateKey), memory),
    get signed() {
      return signed
    },
  }
}
