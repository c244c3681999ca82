/** Reel keys: made for a new reel, sealed again into boxes (new generation, hold), opened with private halves. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { CodecInit } from '../media/types.ts'
import { headerBinding, type ReelHeader, type ReelIdentity } from '../reel/header.ts'
import { BINDING_BYTES } from '../reel/layout.ts'
import {
  decodeKeyBox,
  encodeKeyBox,
  type KeyBox,
  type KeyFile,
  keyBoxBinding,
  keyFileBinding,
} from './files.ts'
import { keyIdOf, openWith, sealTo } from './hpke.ts'
import { dayKeyOf, type KeyName, type Keyring, type PublicKey } from './keyring.ts'

/** What a recorder knows of a reel before it has a key. */
export type ReelStart = Omit<ReelIdentity, 'keyId' | 'generation' | 'reelId'>

/**
 * A header with a fresh id and reel key, sealed to the camera's day key.
 * @returns the header and the 32-byte reel key; overwrite it once `ReelWriter.create` has it.
 */
export async function startReel(
  key: PublicKey,
  start: ReelStart,
  init: CodecInit,
): Promise<{ header: ReelHeader; reelKey: Buffer }> {
  const reelKey = randomBytes(32)
  const reelId = randomBytes(16).toString('hex')
  const identity: ReelIdentity = { ...start, reelId, keyId: key.keyId, generation: key.generation }
  const sealedKey = await sealTo(key.publicHalf, 'reel-key', headerBinding(identity, init), reelKey)
  return { header: { ...identity, sealedKey, init }, reelKey }
}

/** Seals a reel key once more, to a hold key or a new generation. @param headerBytes the reel's header as in its file. */
export async function sealBox(
  to: PublicKey,
  kind: KeyBox['kind'],
  headerBytes: Buffer,
  reelKey: Buffer,
): Promise<KeyBox> {
  const binding = Buffer.from(headerBytes.subarray(0, BINDING_BYTES))
  const bare = { kind, keyId: to.keyId, reelId: binding.toString('hex', 48, 64), binding }
  return { ...bare, sealed: await sealTo(to.publicHalf, 'key-box', keyBoxBinding(bare), reelKey) }
}

/** Puts a box beside the key it is sealed to, in every root. Doing it twice is no harm: the first stays. */
export async function placeBox(keyring: Keyring, name: KeyName, box: KeyBox): Promise<void> {
  for (const root of await keyring.presentRoots())
    await keyring.disk.writeNew(join(keyring.boxFolder(root, name), `${box.reelId}.box`), encodeKeyBox(box))
}

/** The box of a reel under a key, from the first root with a good copy, or from root `only`. */
export async function findBox(
  keyring: Keyring,
  name: KeyName,
  reelId: string,
  only?: number,
): Promise<KeyBox | null> {
  const roots = only === undefined ? keyring.roots : keyring.roots.slice(only, only + 1)
  for (const root of roots) {
    try {
      const bytes = await keyring.disk.read(join(keyring.boxFolder(root, name), `${reelId}.box`))
      if (bytes !== null) return decodeKeyBox(bytes)
    } catch {
      // A rotten copy: the other root may have a good one, and `check` names this one.
    }
  }
  return null
}

/** Opens a key file's private half; null where the station key is another. Overwrite the result after use. */
export function openPrivateHalf(stationPrivate: Buffer, file: KeyFile): Promise<Buffer | null> {
  return openWith(
    stationPrivate,
    file.kind === 'day' ? 'day-key' : 'hold-key',
    keyFileBinding(file),
    file.sealed,
  )
}

/** Which ways to a reel key may be tried, in this order. */
export type KeyWays = {
  /** By the day key its header names. */
  readonly day: boolean
  /** By a box of a later generation of that day. */
  readonly later: boolean
  /** By a box of one of these holds. */
  readonly holds: readonly string[]
}

/**
 * Opens a reel's key: by its day key; else by a box of a later generation; else by a hold's box.
 * @param ways hold ids that may serve, or exactly what to try. @param only look into this root alone.
 * @returns the reel key and the way it was found; null where no way is left.
 */
export async function openReelKey(
  keyring: Keyring,
  stationPrivate: Buffer,
  header: ReelHeader,
  ways: readonly string[] | KeyWays,
  only?: number,
): Promise<{ reelKey: Buffer; way: KeyName } | null> {
  const may: KeyWays = 'day' in ways ? ways : { day: true, later: true, holds: ways }
  const binding = headerBinding(header, header.init)
  const day = dayKeyOf(header)
  const file = may.day ? await keyring.find(day, only) : null
  if (file && keyIdOf(file.publicHalf).equals(header.keyId)) {
    const reelKey = await withHalf(stationPrivate, file, (half) =>
      openWith(half, 'reel-key', binding, header.sealedKey),
    )
    if (reelKey) return { reelKey, way: day }
  }
  const boxed: KeyName[] = []
  const generations = may.later ? await keyring.generations(header.camera, header.onDay) : []
  for (const generation of generations) if (generation > header.generation) boxed.push({ ...day, generation })
  for (const hold of may.holds) boxed.push({ kind: 'hold', hold })
  for (const name of boxed) {
    const reelKey = await openBoxed(keyring, stationPrivate, name, header.reelId, binding, only)
    if (reelKey) return { reelKey, way: name }
  }
  return null
}

async function openBoxed(
  keyring: Keyring,
  stationPrivate: Buffer,
  name: KeyName,
  reelId: string,
  binding: Buffer,
  only?: number,
): Promise<Buffer | null> {
  const box = await findBox(keyring, name, reelId, only)
  if (!box?.binding.equals(binding)) return null
  const file = await keyring.find(name, only)
  if (!file || !keyIdOf(file.publicHalf).equals(box.keyId)) return null
  return withHalf(stationPrivate, file, (half) => openWith(half, 'key-box', keyBoxBinding(box), box.sealed))
}

async function withHalf(
  stationPrivate: Buffer,
  file: KeyFile,
  open: (privateHalf: Buffer) => Promise<Buffer | null>,
): Promise<Buffer | null> {
  const half = await openPrivateHalf(stationPrivate, file)
  if (half === null) return null
  try {
    return await open(half)
  } finally {
    half.fill(0)
  }
}
