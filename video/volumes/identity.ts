/**
 * The identity file of a volume: `volume.json` in its root. A mount point without its disk is an empty folder, and a
 * disk of another station is a full one: in both cases nothing may be written there, or the system disk fills up and
 * two stations mix. The file is made once, by an explicit call; recording never makes it.
 */
import { access, constants, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type VolumeIdentity = {
  readonly volumeId: string
  readonly stationId: string
  readonly dataId: string
  readonly label: string
}

export type VolumeState = 'ok' | 'missing' | 'wrong' | 'read-only' | 'full' | 'failing'

export type VolumeCheck = { readonly state: VolumeState; readonly detail: string }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const FILE = 'volume.json'
const MAX_FILE_BYTES = 4096

/**
 * Makes the identity file of a new volume and syncs it with its folder. Refuses (EEXIST) where one is there: a volume
 * is never claimed twice. A crash leaves either no file or the whole one (it is written under its name in one write;
 * a torn one reads as `wrong` and is removed by a person).
 */
export async function createVolume(root: string, identity: VolumeIdentity): Promise<void> {
  for (const id of [identity.volumeId, identity.stationId, identity.dataId])
    if (!UUID.test(id)) throw new RangeError('an id of a volume is a UUID')
  const handle = await open(join(root, FILE), 'wx', 0o640)
  try {
    await handle.writeFile(`${JSON.stringify({ v: 1, ...identity })}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const folder = await open(root, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The identity file, or why there is none. */
export async function readVolume(root: string): Promise<VolumeIdentity | VolumeCheck> {
  let text: string
  try {
    text = await readFile(join(root, FILE), 'utf8')
  } catch (error) {
    return troubleOf(error)
  }
  return parseIdentity(text) ?? { state: 'wrong', detail: 'volume.json is not readable' }
}

/**
 * Whether this very volume stands at a path, writable or not: what stands there in its place is not ours to read.
 * @param expected what the register says; the label is not compared.
 */
export async function isVolume(root: string, expected: Omit<VolumeIdentity, 'label'>): Promise<boolean> {
  return (await whatStands(root, expected)).state === 'ok'
}

/**
 * Whether a path really is the volume that the plan means, and may be written. Never writes.
 * @param expected what the plan says; the label is not compared.
 */
export async function checkVolume(
  root: string,
  expected: Omit<VolumeIdentity, 'label'>,
): Promise<VolumeCheck> {
  const found = await whatStands(root, expected)
  if (found.state !== 'ok') return found
  try {
    await access(root, constants.W_OK)
  } catch (error) {
    return troubleOf(error)
  }
  return { state: 'ok', detail: '' }
}

async function whatStands(root: string, expected: Omit<VolumeIdentity, 'label'>): Promise<VolumeCheck> {
  const found = await readVolume(root)
  if ('state' in found) return found
  if (found.volumeId !== expected.volumeId) return wrong(`another volume stands here: ${found.volumeId}`)
  if (found.stationId !== expected.stationId)
    return wrong(`it belongs to another station: ${found.stationId}`)
  if (found.dataId !== expected.dataId) return wrong(`it belongs to another data folder: ${found.dataId}`)
  return { state: 'ok', detail: '' }
}

/** What an error of the system says about the volume. */
export function troubleOf(error: unknown): VolumeCheck {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'unknown'
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV') return { state: 'missing', detail: code }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return { state: 'read-only', detail: code }
  // A file takes less than it was given where the room ends in the middle of a write; the next says ENOSPC.
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'short-write') return { state: 'full', detail: code }
  return { state: 'failing', detail: code }
}

function parseIdentity(text: string): VolumeIdentity | null {
  if (text.length > MAX_FILE_BYTES) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { v, volumeId, stationId, dataId, label } = value as Record<string, unknown>
  const isId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id)
  if (v !== 1 || !isId(volumeId) || !isId(stationId) || !isId(dataId) || typeof label !== 'string')
    return null
  return { volumeId, stationId, dataId, label }
}

function wrong(detail: string): VolumeCheck {
  return { state: 'wrong', detail }
}
