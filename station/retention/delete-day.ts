/**
 * Lawful deletion of one camera's day (formats, "Deletion"; Decree 185 Art. 13(3), Order 799 Art. 17). Each step may
 * be the last before a crash:
 *
 * 1. lock the day against new holds — a crash leaves `deleting`; nothing is gone; the next start gives it free
 * 2. a box for each held reel, opened from every keyring copy — a crash leaves boxes more, which do no harm
 * 3. the `deleted` entry and the day's state in one statement — from here on the day *is* deleted
 * 4. tombstones and the day key's copies — a crash is gone on with: the row says `deleted` and not `purged`
 * 5. files, 6. rows (leaves stay), 7. `purged` — likewise, each repeatable
 *
 * Whether the day is due is not asked here but in due.ts, by the caller, just before.
 */
import { randomUUID } from 'node:crypto'
import type { Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { GrowingTree } from '#ledger/tree.ts'
import type { KeyName, Keyring } from '#video/keys/keyring.ts'
import { type DayVolume, headerBytes, unlinkDay } from './files.ts'
import {
  type DayName,
  type DeletedDay,
  endJob,
  forgetReels,
  holdJob,
  type LockedReel,
  lockDay,
  markPurged,
  recordDeletion,
  reelsOf,
  reviewOn,
  unlockDay,
} from './store.ts'

/** The key process, as deletion needs it (video/keys/client.ts). */
export type BoxKeeper = {
  placeBox(job: string, header: Buffer): Promise<unknown>
  /** Resolves where the held reel opens from this keyring root alone, without its day key. */
  checkBox(job: string, header: Buffer, root: number): Promise<unknown>
}

export type DeletionParts = {
  readonly db: Executor
  readonly log: LogName
  readonly clock: { now(): Date }
  readonly keyring: Keyring
  readonly keys: BoxKeeper
  /** Volumes that can be read and written now. */
  readonly volumes: readonly DayVolume[]
  /** No volume of the register is missing: then what is purged is purged for good. */
  readonly allPresent: boolean
  /** Told before each step; what it throws stops there, as a crash would. */
  readonly step?: (name: string) => void
}

export type DeletionOutcome =
  | { readonly outcome: 'deleted'; readonly reels: number; readonly held: number; readonly entry: string }
  /** Nothing was touched: a held reel doesn't open by its box from every copy, or the day was not `kept`. */
  | { readonly outcome: 'stopped'; readonly because: 'held-reel' | 'not-kept'; readonly detail: string }

/** Deletes a day that is due. @throws what database or disk say; the next round goes on from there. */
export async function deleteDay(parts: DeletionParts, day: DayName): Promise<DeletionOutcome> {
  parts.step?.('lock')
  const reels = await lockDay(parts.db, day)
  if (reels === null) return { outcome: 'stopped', because: 'not-kept', detail: '' }
  const held = reels.filter((reel) => reel.holds.length > 0)
  parts.step?.('boxes')
  for (const reel of held) {
    const trouble = await box(parts, day, reel).then(
      () => null,
      (error: Error) => error.message,
    )
    if (trouble === null) continue
    await unlockDay(parts.db, day)
    return { outcome: 'stopped', because: 'held-reel', detail: `${reel.id}: ${trouble}` }
  }
  parts.step?.('record')
  const generation = await lastGeneration(parts.keyring, day, reels)
  const gone = reels.filter((reel) => reel.holds.length === 0)
  const entry = makeEntry(parts.log, 'deleted', parts.clock.now(), {
    camera: day.camera,
    day: day.onDay,
    generation,
    reels: gone.length,
    bytes: Number(gone.reduce((sum, reel) => sum + reel.bytes, 0n)),
    lastImage: new Date(Math.max(0, ...reels.map((reel) => reel.toMs))).toISOString(),
    root: rootOf(gone),
  })
  if (!(await recordDeletion(parts.db, day, generation, entry)))
    return { outcome: 'stopped', because: 'not-kept', detail: 'changed meanwhile' }
  await finishDeletion(parts, { ...day, state: 'deleted', generation })
  return { outcome: 'deleted', reels: gone.length, held: held.length, entry: entry.id }
}

/** Steps 4 to 7 for a day whose entry is written: after it, after a crash, and when a volume comes back. Repeatable. */
export async function finishDeletion(parts: DeletionParts, day: DeletedDay): Promise<void> {
  const { db, keyring } = parts
  parts.step?.('keys')
  let everyCopy = parts.allPresent
  for (let generation = 1; generation <= day.generation; generation++) {
    const name: KeyName = { kind: 'day', camera: day.camera, onDay: day.onDay, generation }
    // A root that is away gets its copy purged when it comes back.
    if ((await keyring.destroy(name)).length > 0) everyCopy = false
  }
  parts.step?.('files')
  const held = (await reelsOf(db, day)).filter((reel) => reel.holds.length > 0).map((reel) => reel.id)
  const heldNames = new Set(held.map((id) => id.replaceAll('-', '')))
  for (const volume of parts.volumes) await unlinkDay(volume.path, day, heldNames, day.state !== 'deleted')
  parts.step?.('rows')
  await forgetReels(db, day, held)
  parts.step?.('purged')
  if (everyCopy) await markPurged(db, day, parts.clock.now())
}

/** The key of a hold dies when the hold is lifted and no day under it is left. */
export async function destroyHoldKeys(keyring: Keyring, spent: readonly string[]): Promise<number> {
  const there = new Set((await keyring.names()).flatMap((name) => (name.kind === 'hold' ? [name.hold] : [])))
  const dying = spent.filter((hold) => there.has(hold))
  for (const hold of dying) await keyring.destroy({ kind: 'hold', hold })
  return dying.length
}

/** Is a key of the keyring one of a deleted day? For `Keyring.purge` before a volume that came back is used. */
export function deletedKeys(days: readonly DeletedDay[]): (name: KeyName) => boolean {
  const until = new Map(days.map((day) => [`${day.camera}/${day.onDay}`, day.generation]))
  return (name) => name.kind === 'day' && name.generation <= (until.get(`${name.camera}/${name.onDay}`) ?? 0)
}

/** A box under each hold of a reel, and the proof that it opens from every copy of the keyring by itself. */
export async function box(parts: DeletionParts, day: DayName, reel: LockedReel): Promise<void> {
  const volume = parts.volumes.find((one) => one.id === reel.volume)
  if (volume === undefined) throw new Error('its volume is not there')
  const header = await headerBytes(volume.path, day, reel.id.replaceAll('-', ''))
  for (const hold of reel.holds) {
    const review = await reviewOn(parts.db, hold)
    if (review === null) throw new Error('its hold is gone')
    await parts.keyring.holdKey(hold, review)
    const { fromMs, toMs } = reel
    const job = await holdJob(parts.db, { id: randomUUID(), camera: day.camera, hold, fromMs, toMs })
    await parts.keys.placeBox(job, header)
    for (let root = 0; root < parts.keyring.roots.length; root++) await parts.keys.checkBox(job, header, root)
    await endJob(parts.db, job)
  }
}

async function lastGeneration(keyring: Keyring, day: DayName, reels: readonly LockedReel[]): Promise<number> {
  let last = 1
  for (const reel of reels) last = Math.max(last, reel.generation)
  for (const generation of await keyring.generations(day.camera, day.onDay)) last = Math.max(last, generation)
  return last
}

/** Over the leaves of the reels that go, sorted by id, as in a minute entry. */
function rootOf(reels: readonly LockedReel[]): string {
  const tree = new GrowingTree()
  for (const reel of reels) tree.append(reel.leaf)
  return Buffer.from(tree.root()).toString('hex')
}
