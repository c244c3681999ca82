/**
 * The key folder: the station key (X25519), the log key (Ed25519), the recovery file, and what the log key signed
 * last. Mode 0700, every file 0600; anything wider is refused. Only the key process and the tools for first run,
 * recovery and rotation read it.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { lstat, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeyDisk, nodeKeyDisk } from './disk.ts'
import { keyIdOf, newKeyPair, publicHalfOf } from './hpke.ts'
import type { Keyring } from './keyring.ts'
import { describeRecovery, newRecoveryCode, openRecovery, sealRecovery } from './recovery.ts'
import { KeyRefusal } from './refusals.ts'

const STATION_KEY = 'station.key'
/** Present only while a rotation is under way. */
export const NEXT_STATION_KEY = 'station.next.key'
const LOG_KEY = 'log.key'
const RECOVERY = 'recovery.sealed'
const PRIVATE = 0o600
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

export type StationKeys = {
  /** Raw X25519 private half, 32 bytes. */
  readonly stationPrivate: Buffer
  readonly stationPublic: Buffer
  readonly stationKeyId: Buffer
  readonly logKey: KeyObject
  /** Raw Ed25519 public key, 32 bytes. */
  readonly logPublic: Buffer
}

/**
 * Makes the keys of a new station and tells the keyring whom to seal to.
 * @returns the recovery code: print it once, keep it nowhere.
 * @throws KeyRefusal `keys/key-there-already`.
 */
export async function firstRun(
  folder: string,
  keyring: Keyring,
  disk: KeyDisk = nodeKeyDisk,
): Promise<string> {
  await makeFolder(folder)
  if ((await disk.read(join(folder, STATION_KEY))) !== null)
    throw new KeyRefusal('keys/key-there-already', folder)
  const pair = newKeyPair()
  const code = newRecoveryCode()
  await disk.replace(join(folder, RECOVERY), sealRecovery(keyring.station, pair.privateHalf, code), PRIVATE)
  await writeLogKey(folder, disk)
  // The station key last: a folder that has it is complete.
  await disk.replace(join(folder, STATION_KEY), stationPem(pair.privateHalf), PRIVATE)
  await keyring.writeStationPublic(pair.publicHalf)
  pair.privateHalf.fill(0)
  return code
}

/**
 * Reads both keys.
 * @throws KeyRefusal `keys/no-key-folder`, `keys/open-to-others`, or `keys/wrong-station-key` where the keyring
 *   belongs to another station key.
 */
export async function loadKeys(
  folder: string,
  keyring: Keyring,
  disk: KeyDisk = nodeKeyDisk,
): Promise<StationKeys> {
  const stationPrivate = await readStationKey(folder, STATION_KEY, disk)
  const log = await readPrivate(folder, LOG_KEY, disk)
  if (stationPrivate === null || log === null) throw new KeyRefusal('keys/no-key-folder', folder)
  const stationPublic = publicHalfOf(stationPrivate)
  const stationKeyId = keyIdOf(stationPublic)
  if (!(await keyring.stationPublic()).keyId.equals(stationKeyId))
    throw new KeyRefusal('keys/wrong-station-key', folder)
  const logKey = createPrivateKey(log)
  return { stationPrivate, stationPublic, stationKeyId, logKey, logPublic: rawPublic(logKey) }
}

/** A new recovery file and code; the old pair no longer opens anything that is there. */
export async function renewRecovery(
  folder: string,
  station: string,
  disk: KeyDisk = nodeKeyDisk,
): Promise<string> {
  const stationPrivate = await readStationKey(folder, STATION_KEY, disk)
  if (stationPrivate === null) throw new KeyRefusal('keys/no-key-folder', folder)
  const code = newRecoveryCode()
  await disk.erase(join(folder, RECOVERY))
  await disk.replace(join(folder, RECOVERY), sealRecovery(station, stationPrivate, code), PRIVATE)
  stationPrivate.fill(0)
  return code
}

/** False where the recovery file is missing or of an earlier station key: then print a new one. */
export async function recoveryIsCurrent(
  folder: string,
  keys: StationKeys,
  disk: KeyDisk = nodeKeyDisk,
): Promise<boolean> {
  const file = await disk.read(join(folder, RECOVERY))
  return file !== null && describeRecovery(file).publicHalf.equals(keys.stationPublic)
}

/**
 * Restores the station key into an empty key folder. The log key isn't recoverable: a new one is made and the log
 * goes on under a new epoch.
 * @throws KeyRefusal of `openRecovery`; `keys/key-there-already`; `keys/wrong-station-key` where file and keyring differ.
 */
export async function restoreStationKey(
  folder: string,
  keyring: Keyring,
  recovery: Buffer,
  typedCode: string,
  disk: KeyDisk = nodeKeyDisk,
): Promise<void> {
  const { publicHalf, station } = describeRecovery(recovery)
  if (station !== keyring.station || !(await keyring.stationPublic()).keyId.equals(keyIdOf(publicHalf)))
    throw new KeyRefusal('keys/wrong-station-key', 'recovery file')
  const privateHalf = openRecovery(recovery, typedCode)
  await makeFolder(folder)
  if ((await disk.read(join(folder, STATION_KEY))) !== null)
    throw new KeyRefusal('keys/key-there-already', folder)
  await disk.replace(join(folder, RECOVERY), recovery, PRIVATE)
  await writeLogKey(folder, disk)
  await disk.replace(join(folder, STATION_KEY), stationPem(privateHalf), PRIVATE)
  privateHalf.fill(0)
}

/** A station key file's private half; null where there is none. @throws KeyRefusal `keys/open-to-others`. */
export async function readStationKey(folder: string, file: string, disk: KeyDisk): Promise<Buffer | null> {
  const pem = await readPrivate(folder, file, disk)
  return pem && Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).d!, 'base64url')
}

export function stationKeyPath(folder: string): string {
  return join(folder, STATION_KEY)
}

/** PKCS#8 PEM, so that ordinary tools can read and convert it. */
export function stationPem(privateHalf: Buffer): Buffer {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, privateHalf]),
    format: 'der',
    type: 'pkcs8',
  })
  return Buffer.from(key.export({ format: 'pem', type: 'pkcs8' }))
}

async function writeLogKey(folder: string, disk: KeyDisk): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519')
  await disk.writeNew(
    join(folder, LOG_KEY),
    Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    PRIVATE,
  )
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseOpen(folder)
}

async function readPrivate(folder: string, file: string, disk: KeyDisk): Promise<Buffer | null> {
  const bytes = await disk.read(join(folder, file))
  if (bytes === null) return null
  await refuseOpen(folder)
  await refuseOpen(join(folder, file))
  return bytes
}

async function refuseOpen(path: string): Promise<void> {
  const [own, target] = [await lstat(path), await stat(path)]
  if ((target.mode & 0o077) !== 0 || own.isSymbolicLink()) throw new KeyRefusal('keys/open-to-others', path)
}

function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url')
}
