/** A station with keys in a temporary folder, and a key disk that dies at a chosen call. */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeyDisk, nodeKeyDisk } from '#video/keys/disk.ts'
import { firstRun } from '#video/keys/folder.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { type ReelStart, startReel } from '#video/keys/reelkey.ts'
import type { CodecInit } from '#video/media/types.ts'
import { encodeHeader } from '#video/reel/header.ts'
import { BOOT, CAMERA, inFolder, STATION } from './made.ts'

export const DAY = '2026-03-31'
export const HOLD = '9a9de6a2-5f7d-4d7b-8a11-7e1c9f3d2a0f'
export const INIT: CodecInit = {
  codec: 'avc1.64001F',
  width: 1280,
  height: 720,
  initSegment: Buffer.from('init'),
}
export const START: ReelStart = {
  station: STATION,
  camera: CAMERA,
  stream: 0,
  bootId: BOOT,
  startMono90k: 900_000n,
  startWallMs: 1_774_915_200_000,
  clockSource: 'ntp',
  clockBoundMs: 40,
  onDay: DAY,
}

export type Keyed = {
  readonly folder: string
  readonly roots: string[]
  readonly keyring: Keyring
  readonly code: string
}

type MadeOnce = {
  readonly files: ReadonlyMap<string, Buffer>
  readonly publicHalf: Buffer
  readonly code: string
}
let madeOnce: Promise<MadeOnce> | null = null

/** Runs with a first-run station: key folder and two keyring roots. Its keys are made once a process and copied. */
export async function keyedStation<T>(
  act: (keyed: Keyed) => Promise<T>,
  disk: KeyDisk = nodeKeyDisk,
): Promise<T> {
  madeOnce ??= freshStation(takeApart)
  const { files, publicHalf, code } = await madeOnce
  return inFolder(async (base) => {
    const { folder, roots } = await layOut(base)
    await mkdir(folder, { mode: 0o700 })
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes, { mode: 0o600 })
    await new Keyring(roots, STATION).writeStationPublic(publicHalf)
    return act({ folder, roots, keyring: new Keyring(roots, STATION, disk), code })
  })
}

/** As `keyedStation`, but really run for the first time: keys of its own. */
export function freshStation<T>(act: (keyed: Keyed) => Promise<T>): Promise<T> {
  return inFolder(async (base) => {
    const { folder, roots } = await layOut(base)
    const keyring = new Keyring(roots, STATION)
    const code = await firstRun(folder, keyring)
    return act({ folder, roots, keyring, code })
  })
}

async function layOut(base: string): Promise<{ folder: string; roots: string[] }> {
  const roots = [join(base, 'volume-1', 'keyring'), join(base, 'keyring-2')]
  for (const root of roots) await mkdir(root, { recursive: true })
  return { folder: join(base, 'keys'), roots }
}

async function takeApart({ folder, keyring, code }: Keyed): Promise<MadeOnce> {
  const files = new Map<string, Buffer>()
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)))
  return { files, publicHalf: (await keyring.stationPublic()).publicHalf, code }
}

/** A header and its key, as a recorder begins a reel. */
export async function begunReel(keyring: Keyring, change: Partial<ReelStart> = {}) {
  const start = { ...START, ...change }
  const { header, reelKey } = await startReel(await keyring.publicFor(start.camera, start.onDay), start, INIT)
  return { header, reelKey, headerBytes: encodeHeader(header) }
}

/** The real disk; the call that writes with this number dies half-way (a file in two: nothing of it, as the real one promises). */
export function dyingKeyDisk(at: number, log: string[] = []): KeyDisk {
  let count = 0
  let isDead = false
  const write = async <T>(name: string, act: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    if (isDead) throw new Error('dead')
    log.push(name)
    if (count++ === at) {
      isDead = true
      await half?.()
      throw new Error('dead')
    }
    return act()
  }
  return {
    read: (path) => nodeKeyDisk.read(path),
    list: (folder) => nodeKeyDisk.list(folder),
    writeNew: (path, bytes, mode) => write('writeNew', () => nodeKeyDisk.writeNew(path, bytes, mode)),
    replace: (path, bytes, mode) => write('replace', () => nodeKeyDisk.replace(path, bytes, mode)),
    move: (from, to) => write('move', () => nodeKeyDisk.move(from, to)),
    // Overwritten, but not yet unlinked.
    erase: (path) =>
      write(
        'erase',
        () => nodeKeyDisk.erase(path),
        () => overwrite(path),
      ),
  }
}

async function overwrite(path: string): Promise<void> {
  const bytes = await nodeKeyDisk.read(path)
  if (bytes !== null) await nodeKeyDisk.replace(path, randomBytes(bytes.length), 0o600)
}
