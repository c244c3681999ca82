/**
 * A new station key: everything in the keyring is sealed again to it, then the old private half is destroyed. Run with
 * the key process stopped; recording goes on. Broken off anywhere, it is run again and ends the same:
 * next key on disk → roots told → files sealed again until a pass finds none of the old → old key gone.
 */
import { join } from 'node:path'
import { type KeyDisk, nodeKeyDisk } from './disk.ts'
import { decodeKeyFile, encodeKeyFile, type KeyFile, keyFileBinding } from './files.ts'
import { NEXT_STATION_KEY, readStationKey, renewRecovery, stationKeyPath, stationPem } from './folder.ts'
import { keyIdOf, newKeyPair, publicHalfOf, sealTo } from './hpke.ts'
import type { KeyName, Keyring } from './keyring.ts'
import { openPrivateHalf } from './reelkey.ts'
import { KeyRefusal } from './refusals.ts'

/** True where a rotation was broken off: the key process doesn't start before `rotateStationKey` has ended it. */
export async function rotationUnderWay(folder: string, disk: KeyDisk = nodeKeyDisk): Promise<boolean> {
  return (await disk.read(join(folder, NEXT_STATION_KEY))) !== null
}

/**
 * Begins or goes on with a rotation. All roots must be there: a copy sealed to the old key would be lost.
 * @returns the new recovery code and how many keys were sealed again.
 * @throws KeyRefusal `keys/no-keyring` with a root away; `keys/not-openable` where a key opens under neither.
 */
export async function rotateStationKey(
  folder: string,
  keyring: Keyring,
  disk: KeyDisk = nodeKeyDisk,
): Promise<{ recoveryCode: string; resealed: number }> {
  if ((await keyring.presentRoots()).length !== keyring.roots.length)
    throw new KeyRefusal('keys/no-keyring', 'a root is away')
  await keyring.purge(() => false)
  const old = await readOld(folder, disk)
  let next = await readStationKey(folder, NEXT_STATION_KEY, disk)
  if (next === null) {
    if (old === null) throw new KeyRefusal('keys/no-key-folder', folder)
    next = newKeyPair().privateHalf
    await disk.replace(join(folder, NEXT_STATION_KEY), stationPem(next), 0o600)
  }
  const publicHalf = publicHalfOf(next)
  await keyring.writeStationPublic(publicHalf)
  const station = { publicHalf, keyId: keyIdOf(publicHalf) }
  let resealed = 0
  for (let again = 1; again > 0; resealed += again) {
    again = 0
    for (const name of await keyring.names()) if (await resealOne(keyring, name, old, station)) again++
  }
  // Overwritten in place before the rename takes its name: a crash between leaves it
  // unreadable and the next one whole.
  if (old !== null) await disk.erase(stationKeyPath(folder))
  await disk.move(join(folder, NEXT_STATION_KEY), stationKeyPath(folder))
  old?.fill(0)
  next.fill(0)
  return { recoveryCode: await renewRecovery(folder, keyring.station, disk), resealed }
}

async function resealOne(
  keyring: Keyring,
  name: KeyName,
  old: Buffer | null,
  station: { readonly publicHalf: Buffer; readonly keyId: Buffer },
): Promise<boolean> {
  const copies: { root: string; file: KeyFile | null }[] = []
  for (const root of keyring.roots) {
    const bytes = await keyring.disk.read(keyring.keyPath(root, name))
    if (bytes !== null) copies.push({ root, file: decodeOrNull(bytes) })
  }
  const isDone = (file: KeyFile | null) => file?.stationKeyId.equals(station.keyId) ?? false
  if (copies.every(({ file }) => isDone(file))) return false
  const good = copies.find(({ file }) => isDone(file))?.file ?? copies.find(({ file }) => file !== null)?.file
  if (!good) throw new KeyRefusal('keys/not-openable', JSON.stringify(name))
  const fresh = isDone(good) ? good : await sealAgain(good, old, station)
  for (const { root, file } of copies)
    if (!isDone(file)) await keyring.disk.replace(keyring.keyPath(root, name), encodeKeyFile(fresh))
  return true
}

function decodeOrNull(bytes: Buffer): KeyFile | null {
  try {
    return decodeKeyFile(bytes)
  } catch {
    return null
  }
}

async function sealAgain(
  file: KeyFile,
  old: Buffer | null,
  station: { readonly publicHalf: Buffer; readonly keyId: Buffer },
): Promise<KeyFile> {
  const half = old && (await openPrivateHalf(old, file))
  if (half === null) throw new KeyRefusal('keys/not-openable', `${file.kind} ${file.subject}`)
  const bare = { ...file, stationKeyId: station.keyId }
  const purpose = file.kind === 'day' ? 'day-key' : 'hold-key'
  const sealed = await sealTo(station.publicHalf, purpose, keyFileBinding(bare), half)
  half.fill(0)
  return { ...bare, sealed }
}

/** The old key, or null where a crash left it overwritten. */
async function readOld(folder: string, disk: KeyDisk): Promise<Buffer | null> {
  try {
    return await readStationKey(folder, 'station.key', disk)
  } catch (error) {
    if (error instanceof KeyRefusal) throw error
    return null
  }
}
