/**
 * The keyring: day keys and hold keys in small files, the same in every root (two folders on different volumes where
 * there are two). Public halves are read without a secret; private halves are sealed to the station key. In no backup.
 *
 * Destroying leaves a tombstone first, in every root that can be written: a key with a tombstone in any root counts as
 * destroyed in all, is never healed, and goes with the next `purge` (a crash half-way, a volume that comes back).
 */
import { basename, dirname, join } from 'node:path'
import type { ReelHeader } from '../reel/header.ts'
import { dayAfter } from '../reel/ids.ts'
import { type KeyDisk, nodeKeyDisk } from './disk.ts'
import {
  decodeKeyFile,
  decodeStationPublic,
  encodeKeyFile,
  encodeStationPublic,
  type KeyFile,
  keyFileBinding,
} from './files.ts'
import { type KeyPair, keyIdOf, newKeyPair, sealTo } from './hpke.ts'
import { KeyRefusal } from './refusals.ts'
import { ROOT_MARK } from './roots.ts'

/** What a recorder needs to begin a reel. */
export type PublicKey = { readonly keyId: Buffer; readonly publicHalf: Buffer; readonly generation: number }

/** One key by its place: a camera's day and generation, or a hold. */
export type KeyName =
  | { readonly kind: 'day'; readonly camera: string; readonly onDay: string; readonly generation: number }
  | { readonly kind: 'hold'; readonly hold: string }

export type KeyringFinding = {
  readonly name: KeyName
  readonly root: string
  /** `missing` and `broken` can be healed from the other copy; `unequal` needs a person; `destroyed` wants `purge`. */
  readonly what: 'missing' | 'broken' | 'unequal' | 'foreign' | 'destroyed'
}

const TOMBSTONES = 'destroyed'
const HOLDS = 'holds'

export class Keyring {
  readonly roots: readonly string[]
  readonly station: string
  readonly disk: KeyDisk

  /** @param roots keyring folders, first the one that decides a race; the same order in every process. */
  constructor(roots: readonly string[], station: string, disk: KeyDisk = nodeKeyDisk) {
    if (roots.length === 0) throw new RangeError('a keyring has at least one root')
    this.roots = roots
    this.station = station
    this.disk = disk
  }

  /** Tells every root whom to seal to. Done at first run, for a new volume, and by rotation. */
  async writeStationPublic(publicHalf: Buffer): Promise<void> {
    for (const root of this.roots) await this.markRoot(root, publicHalf)
  }

  /** Makes a folder a keyring root. The caller has seen that it lies on a volume of ours. */
  async markRoot(root: string, publicHalf: Buffer): Promise<void> {
    await this.disk.replace(join(root, ROOT_MARK), encodeStationPublic(this.station, publicHalf))
  }

  /**
   * The station's public half, from the first root of ours that tells it.
   * @throws KeyRefusal `keys/no-station-public`; `keys/wrong-station-key` where every root there is another station's.
   */
  async stationPublic(): Promise<{ publicHalf: Buffer; keyId: Buffer }> {
    let foreign: string | null = null
    for (const root of this.roots) {
      const bytes = await this.disk.read(join(root, ROOT_MARK)).catch(() => null)
      if (bytes === null) continue
      const said = decodeStationPublic(bytes)
      if (said.station === this.station) return said
      foreign ??= root
    }
    if (foreign !== null) throw new KeyRefusal('keys/wrong-station-key', foreign)
    throw new KeyRefusal('keys/no-station-public')
  }

  /**
   * The key to record under: the latest generation of this camera's day, made here and now if there is none.
   * @throws KeyRefusal `keys/no-keyring` where a pair is needed and no root takes it.
   */
  async publicFor(camera: string, onDay: string): Promise<PublicKey> {
    const last = await this.#lastGeneration(camera, onDay)
    const generation = Math.max(1, last.key, last.destroyed + 1)
    const name: KeyName = { kind: 'day', camera, onDay, generation }
    const file = (await this.find(name)) ?? (await this.#make(name, onDay))
    return { keyId: keyIdOf(file.publicHalf), publicHalf: file.publicHalf, generation }
  }

  /** Makes sure that each camera has a key for this day and the seven after it; returns how many were made. */
  async ensureWeekAhead(cameras: readonly string[], onDay: string): Promise<number> {
    let made = 0
    for (let ahead = 0; ahead <= 7; ahead++) {
      const day = dayAfter(onDay, ahead)
      for (const camera of cameras) {
        const last = await this.#lastGeneration(camera, day)
        if (last.key > last.destroyed) continue
        await this.publicFor(camera, day)
        made++
      }
    }
    return made
  }

  /** A new generation of a camera's day, for what a partial deletion lets survive; recording goes on under it. */
  async nextGeneration(camera: string, onDay: string): Promise<PublicKey> {
    const last = await this.#lastGeneration(camera, onDay)
    const generation = Math.max(last.key, last.destroyed) + 1
    const file = await this.#make({ kind: 'day', camera, onDay, generation }, onDay)
    return { keyId: keyIdOf(file.publicHalf), publicHalf: file.publicHalf, generation }
  }

  /** Makes a hold's key, or returns the one there is. @param reviewOn date the hold is to be looked at again. */
  async holdKey(hold: string, reviewOn: string): Promise<PublicKey> {
    const name: KeyName = { kind: 'hold', hold }
    if (await this.#isDestroyed(name)) throw new KeyRefusal('keys/unknown-hold', hold)
    const file = (await this.find(name)) ?? (await this.#make(name, reviewOn))
    return { keyId: keyIdOf(file.publicHalf), publicHalf: file.publicHalf, generation: file.generation }
  }

  /**
   * A key's file from the first root with a good copy (or from root number `only`); null where there is none or a
   * tombstone stands in any root.
   */
  async find(name: KeyName, only?: number): Promise<KeyFile | null> {
    if (await this.#isDestroyed(name)) return null
    const roots = only === undefined ? this.roots : this.roots.slice(only, only + 1)
    for (const root of roots) {
      const file = await this.#read(root, name)
      if (file !== null && typeof file !== 'string') return file
    }
    return null
  }

  /** Every key named in any root. */
  async names(): Promise<KeyName[]> {
    const found = new Map<string, KeyName>()
    for (const root of this.roots) {
      for (const day of await this.disk.list(root)) {
        if (!/^\d{4}-\d\d-\d\d$/.test(day)) continue
        for (const file of await this.disk.list(join(root, day))) {
          const [, camera, generation] = /^([0-9a-f-]{36})\.(\d{1,5})\.key$/.exec(file) ?? []
          if (camera === undefined || generation === undefined) continue
          found.set(`${day}/${file}`, { kind: 'day', camera, onDay: day, generation: Number(generation) })
        }
      }
      for (const file of await this.disk.list(join(root, HOLDS))) {
        const hold = /^([0-9a-f-]{36})\.key$/.exec(file)?.[1]
        if (hold !== undefined) found.set(`${HOLDS}/${file}`, { kind: 'hold', hold })
      }
    }
    return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name)
  }

  /** Compares all copies. Empty: every key stands whole and equal in every root. */
  async check(): Promise<KeyringFinding[]> {
    const findings: KeyringFinding[] = []
    const tombstones = await this.#tombstones()
    for (const name of await this.names()) {
      const destroyed = tombstones.has(this.#tombstone('', name))
      let first: Buffer | null = null
      for (const root of this.roots) {
        const file = await this.#read(root, name)
        if (destroyed) {
          if (file !== null) findings.push({ name, root, what: 'destroyed' })
          continue
        }
        if (file === null) findings.push({ name, root, what: 'missing' })
        else if (typeof file === 'string') findings.push({ name, root, what: file })
        else if (first === null) first = encodeKeyFile(file)
        else if (!first.equals(encodeKeyFile(file))) findings.push({ name, root, what: 'unequal' })
      }
    }
    return findings
  }

  /**
   * Restores missing and broken copies from a good one; returns what it couldn't. The caller has asked the ledger
   * first: nothing with a `deleted` entry may be healed (see `purge`).
   */
  async heal(findings: readonly KeyringFinding[]): Promise<KeyringFinding[]> {
    const left: KeyringFinding[] = []
    const present = await this.presentRoots()
    for (const finding of findings) {
      const heals = finding.what === 'missing' || finding.what === 'broken'
      const good = heals && present.includes(finding.root) ? await this.find(finding.name) : null
      if (good === null) left.push(finding)
      else await this.disk.replace(this.keyPath(finding.root, finding.name), encodeKeyFile(good))
    }
    return left
  }

  /**
   * Destroys a key in every root: tombstones, then key and boxes overwritten and unlinked. Repeat after a failure; it
   * ends in the same state. @throws the first disk error, after all roots have been tried.
   * @returns roots that were not there: the key goes from them by `purge` when they come back.
   */
  async destroy(name: KeyName): Promise<string[]> {
    const errors: unknown[] = []
    const attempt = async (work: Promise<unknown>) =>
      void (await work.catch((error: unknown) => errors.push(error)))
    const roots = await this.presentRoots()
    for (const root of roots)
      await attempt(this.disk.writeNew(this.#tombstone(root, name), Buffer.from('destroyed\n')))
    if (errors.length === roots.length) throw errors[0] ?? new KeyRefusal('keys/no-keyring')
    for (const root of roots) {
      const boxes = this.boxFolder(root, name)
      for (const box of await this.disk.list(boxes)) await attempt(this.disk.erase(join(boxes, box)))
      const path = this.keyPath(root, name)
      await attempt(this.disk.erase(path))
      // What a crash inside `writeNew` left: the same sealed bytes under another name.
      for (const file of await this.disk.list(dirname(path)))
        if (file.startsWith(`${basename(path)}.fresh-`))
          await attempt(this.disk.erase(join(dirname(path), file)))
    }
    if (errors.length > 0) throw errors[0]
    return this.roots.filter((root) => !roots.includes(root))
  }

  /** Destroys all generations of a camera's day. @returns and throws as `destroy`. */
  async destroyDay(camera: string, onDay: string): Promise<string[]> {
    let away: string[] = []
    for (const generation of await this.generations(camera, onDay))
      away = await this.destroy({ kind: 'day', camera, onDay, generation })
    return away
  }

  /** Generations of a camera's day that have a key file in any root, in order. */
  async generations(camera: string, onDay: string): Promise<number[]> {
    const found = new Set<number>()
    for (const root of this.roots)
      for (const file of await this.disk.list(join(root, onDay)))
        if (file.startsWith(`${camera}.`) && file.endsWith('.key')) found.add(generationIn(file))
    return [...found].sort((a, b) => a - b)
  }

  /** Roots that tell our station's public key: no empty mount point and no other station's disk is ever written. */
  async presentRoots(): Promise<string[]> {
    const ours = async (root: string) => {
      const bytes = await this.disk.read(join(root, ROOT_MARK))
      return bytes !== null && decodeStationPublic(bytes).station === this.station
    }
    const there = await Promise.all(this.roots.map((root) => ours(root).catch(() => false)))
    return this.roots.filter((_, i) => there[i])
  }

  /**
   * Finishes what tombstones in any root and the ledger say: before a re-attached volume is used, and at start.
   * @param isDeleted does the ledger hold a `deleted` entry for all of this key? @returns how many keys went.
   */
  async purge(isDeleted: (name: KeyName) => boolean | Promise<boolean>): Promise<number> {
    let gone = 0
    const destroyed = await this.#tombstones()
    for (const name of await this.names()) {
      if (!destroyed.has(this.#tombstone('', name)) && !(await isDeleted(name))) continue
      await this.destroy(name)
      gone++
    }
    return gone
  }

  keyPath(root: string, name: KeyName): string {
    if (name.kind === 'hold') return join(root, HOLDS, `${name.hold}.key`)
    return join(root, name.onDay, `${name.camera}.${name.generation}.key`)
  }

  boxFolder(root: string, name: KeyName): string {
    return this.keyPath(root, name).replace(/\.key$/, '.boxes')
  }

  #tombstone(root: string, name: KeyName): string {
    if (name.kind === 'hold') return join(root, TOMBSTONES, HOLDS, name.hold)
    return join(root, TOMBSTONES, name.onDay, `${name.camera}.${name.generation}`)
  }

  /** All tombstones of all roots, as paths below a root: a day of many cameras is looked up without a call each. */
  async #tombstones(): Promise<Set<string>> {
    const found = new Set<string>()
    for (const root of this.roots)
      for (const folder of await this.disk.list(join(root, TOMBSTONES)))
        for (const file of await this.disk.list(join(root, TOMBSTONES, folder)))
          found.add(join(TOMBSTONES, folder, file))
    return found
  }

  /** Highest generation of a camera's day that a tombstone in any root says was destroyed; 0 for none. */
  async destroyedGeneration(camera: string, onDay: string): Promise<number> {
    return (await this.#lastGeneration(camera, onDay)).destroyed
  }

  async #isDestroyed(name: KeyName): Promise<boolean> {
    for (const root of this.roots)
      if ((await this.disk.read(this.#tombstone(root, name))) !== null) return true
    return false
  }

  /** Highest generation with a key file, and with a tombstone; 0 for none. */
  async #lastGeneration(camera: string, onDay: string): Promise<{ key: number; destroyed: number }> {
    let destroyed = 0
    for (const root of this.roots)
      for (const file of await this.disk.list(join(root, TOMBSTONES, onDay)))
        if (file.startsWith(`${camera}.`)) destroyed = Math.max(destroyed, generationIn(file))
    return { key: (await this.generations(camera, onDay)).at(-1) ?? 0, destroyed }
  }

  async #read(root: string, name: KeyName): Promise<KeyFile | null | 'broken' | 'foreign'> {
    try {
      const bytes = await this.disk.read(this.keyPath(root, name))
      if (bytes === null) return null
      const file = decodeKeyFile(bytes)
      const isNamed =
        name.kind === 'day'
          ? file.kind === 'day' &&
            file.subject === name.camera &&
            file.on === name.onDay &&
            file.generation === name.generation
          : file.kind === 'hold' && file.subject === name.hold
      return isNamed && file.station === this.station ? file : 'foreign'
    } catch {
      return 'broken'
    }
  }

  /** Makes the pair, seals the private half, forgets it. Another process that is quicker wins: its key is returned. */
  async #make(name: KeyName, on: string): Promise<KeyFile> {
    const pair = newKeyPair()
    try {
      let station = await this.stationPublic()
      let file = await this.#seal(name, on, pair, station)
      const written = await this.#writeCopies(name, encodeKeyFile(file))
      if (!written.publicHalf.equals(pair.publicHalf)) return written
      // A rotation that told the roots meanwhile has perhaps already passed over this folder: seal to the new key.
      for (;;) {
        const now = await this.stationPublic()
        if (now.keyId.equals(station.keyId)) return file
        station = now
        file = await this.#seal(name, on, pair, station)
        for (const root of await this.presentRoots())
          await this.disk.replace(this.keyPath(root, name), encodeKeyFile(file))
      }
    } finally {
      pair.privateHalf.fill(0)
    }
  }

  async #seal(
    name: KeyName,
    on: string,
    pair: KeyPair,
    station: { publicHalf: Buffer; keyId: Buffer },
  ): Promise<KeyFile> {
    const bare = {
      kind: name.kind,
      generation: name.kind === 'day' ? name.generation : 1,
      station: this.station,
      subject: name.kind === 'day' ? name.camera : name.hold,
      on,
      publicHalf: pair.publicHalf,
      stationKeyId: station.keyId,
    }
    const purpose = name.kind === 'day' ? 'day-key' : 'hold-key'
    return {
      ...bare,
      sealed: await sealTo(station.publicHalf, purpose, keyFileBinding(bare), pair.privateHalf),
    }
  }

  async #writeCopies(name: KeyName, bytes: Buffer): Promise<KeyFile> {
    let winner: Buffer | null = null
    for (const root of await this.presentRoots()) {
      const path = this.keyPath(root, name)
      try {
        if (await this.disk.writeNew(path, winner ?? bytes)) winner ??= bytes
        else if (winner === null) winner = await this.disk.read(path)
      } catch {
        // One root that can't be written must not stop recording; `check` finds the missing copy.
      }
    }
    if (winner === null) throw new KeyRefusal('keys/no-keyring')
    return decodeKeyFile(winner)
  }
}

/** The key a reel was recorded under, by its header. */
export function dayKeyOf(
  header: Pick<ReelHeader, 'camera' | 'onDay' | 'generation'>,
): KeyName & { kind: 'day' } {
  return { kind: 'day', camera: header.camera, onDay: header.onDay, generation: header.generation }
}

function generationIn(file: string): number {
  return Number(/\.(\d{1,5})(\.key)?$/.exec(file)?.[1] ?? 0)
}
