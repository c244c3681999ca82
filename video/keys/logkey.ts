/**
 * The log key's side of the ledger: which logs it signs for, and what it signed last, on disk before each answer.
 * A restored database or a second sequencer can therefore not get two histories signed.
 */
import { hash, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { checkpointText, parseCheckpointText } from '#ledger/checkpoint.ts'
import { ed25519Signer, ed25519Vkey } from '#ledger/note.ts'
import {
  type CheckpointSigner,
  rememberingSigner,
  type SignerMemory,
  type SignRequest,
} from '#ledger/signer.ts'
import { type KeyDisk, nodeKeyDisk } from './disk.ts'
import { KeyRefusal } from './refusals.ts'

const ORIGINS = 'origins'
const PRIVATE = 0o600

/**
 * Lets the log key sign for one more log: the new epoch's, once the bureau has agreed. The first log needs no leave.
 * The key process reads the list at each unknown name, so it needn't be restarted.
 */
export async function allowOrigin(
  folder: string,
  origin: string,
  disk: KeyDisk = nodeKeyDisk,
): Promise<void> {
  const known = await originsOf(folder, disk)
  if (known.includes(origin)) return
  await disk.replace(join(folder, ORIGINS), Buffer.from([...known, origin, ''].join('\n')), PRIVATE)
}

/** `name+id+key` by which others know this log. */
export function logVkey(origin: string, logKey: KeyObject): string {
  return ed25519Vkey(origin, logKey)
}

/**
 * Signs checkpoints that extend what it signed last.
 * @param folder where the memory lies: beside the keys, outside database and backup.
 * Its `sign` throws KeyRefusal `keys/unknown-origin`, and SigningRefused as `rememberingSigner` says.
 */
export function folderSigner(
  folder: string,
  logKey: KeyObject,
  disk: KeyDisk = nodeKeyDisk,
): CheckpointSigner {
  const memory: SignerMemory = {
    async load(origin) {
      const text = await disk.read(memoryPath(folder, origin))
      if (text === null) return undefined
      const last = parseCheckpointText(text.toString('utf8'))
      if (last.origin !== origin) throw new Error(`the memory of ${origin} is that of another log`)
      return last
    },
    save: (checkpoint) =>
      disk.replace(memoryPath(folder, checkpoint.origin), Buffer.from(checkpointText(checkpoint)), PRIVATE),
  }
  const signer = rememberingSigner((origin) => ed25519Signer(origin, logKey), memory)
  return {
    async sign(request: SignRequest) {
      const known = await originsOf(folder, disk)
      if (known.length === 0) await allowOrigin(folder, request.origin, disk)
      else if (!known.includes(request.origin)) throw new KeyRefusal('keys/unknown-origin', request.origin)
      return signer.sign(request)
    },
  }
}

function memoryPath(folder: string, origin: string): string {
  return join(folder, 'signed', hash('sha256', origin, 'hex'))
}

async function originsOf(folder: string, disk: KeyDisk): Promise<string[]> {
  const text = (await disk.read(join(folder, ORIGINS)))?.toString('utf8') ?? ''
  return text.split('\n').filter((line) => line !== '')
}
