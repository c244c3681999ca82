/** When a reel key may leave the key process, and as what. Decided on rows read here and a header the seal vouches for. */
import { decodeHeader, type ReelHeader } from '../reel/header.ts'
import { encodeKeyBox } from './files.ts'
import type { KeyName, Keyring, PublicKey } from './keyring.ts'
import type { LeaseSource } from './leases.ts'
import { openReelKey, placeBox, sealBox } from './reelkey.ts'
import { KeyRefusal } from './refusals.ts'

/** A reel ends at 120 s at the latest; what an unregistered header can't say is bounded by that. */
const LONGEST_REEL_MS = 120_000

export type Opening = {
  readonly keyring: Keyring
  readonly stationPrivate: Buffer
  readonly leases: LeaseSource
}

type Interval = { readonly fromMs: number; readonly toMs: number }

/**
 * The 32-byte reel key, for a live replay lease on this reel's camera, stream and time.
 * @throws KeyRefusal
 */
export async function openForLease(given: Opening, leaseId: string, headerBytes: Buffer): Promise<Buffer> {
  const header = headerOf(headerBytes)
  const lease = await given.leases.lease(leaseId)
  if (lease === null || lease.kind !== 'replay') throw new KeyRefusal('keys/lease-not-live', leaseId)
  if (lease.camera !== header.camera || lease.stream !== header.stream)
    throw new KeyRefusal('keys/lease-of-another', leaseId)
  if (!overlap(lease, await timesOf(given, header))) throw new KeyRefusal('keys/lease-of-another', leaseId)
  return open(given, header)
}

export type JobAnswer =
  /** An export's: 32 bytes. */
  | { readonly as: 'reel-key'; readonly bytes: Buffer }
  /** A hold's or a reseal's: the box, which has been placed in every root. The reel key hasn't left. */
  | { readonly as: 'box'; readonly bytes: Buffer }
  /** Asked only whether it opens: nothing. */
  | { readonly as: 'opens'; readonly bytes: Buffer }

/**
 * What a job is for: an export gets the reel key; a hold or a reseal gets its box made and placed.
 * @param only does the reel open from keyring root number `only`? Nothing else happens then. Before a deletion each
 *   held reel must, from every root, by its hold's box alone.
 * @throws KeyRefusal
 */
export async function openForJob(
  given: Opening,
  jobId: string,
  headerBytes: Buffer,
  only?: number,
): Promise<JobAnswer> {
  const header = headerOf(headerBytes)
  const job = await given.leases.job(jobId)
  if (job === null) throw new KeyRefusal('keys/job-not-live', jobId)
  if (job.camera !== header.camera || !overlap(job, await timesOf(given, header)))
    throw new KeyRefusal('keys/job-of-another', jobId)
  if (only !== undefined) {
    await opensByBox(given, header, job.kind === 'hold' ? job.hold : null, only)
    return { as: 'opens', bytes: Buffer.alloc(0) }
  }
  const reelKey = await open(given, header)
  if (job.kind === 'export') return { as: 'reel-key', bytes: reelKey }
  try {
    const { name, key } = await targetOf(given.keyring, header, job.kind, job.hold)
    const box = await sealBox(key, job.kind, headerBytes, reelKey)
    await placeBox(given.keyring, name, box)
    return { as: 'box', bytes: encodeKeyBox(box) }
  } finally {
    reelKey.fill(0)
  }
}

async function targetOf(
  keyring: Keyring,
  header: ReelHeader,
  kind: 'hold' | 'reseal',
  hold: string | null,
): Promise<{ name: KeyName; key: PublicKey }> {
  if (kind === 'hold') {
    const name: KeyName = { kind: 'hold', hold: hold ?? '' }
    const file = hold === null ? null : await keyring.find(name)
    if (file === null) throw new KeyRefusal('keys/unknown-hold', hold ?? '')
    return { name, key: await keyring.holdKey(name.hold, file.on) }
  }
  const key = await keyring.publicFor(header.camera, header.onDay)
  if (key.generation <= header.generation)
    throw new KeyRefusal('keys/not-openable', 'no later generation to reseal to')
  const name: KeyName = {
    kind: 'day',
    camera: header.camera,
    onDay: header.onDay,
    generation: key.generation,
  }
  return { name, key }
}

async function opensByBox(
  given: Opening,
  header: ReelHeader,
  hold: string | null,
  only: number,
): Promise<void> {
  if (only >= given.keyring.roots.length) throw new KeyRefusal('keys/malformed', 'no such keyring root')
  const ways =
    hold === null ? { day: false, later: true, holds: [] } : { day: false, later: false, holds: [hold] }
  const opened = await openReelKey(given.keyring, given.stationPrivate, header, ways, only)
  if (opened === null) throw new KeyRefusal('keys/not-openable', header.reelId)
  opened.reelKey.fill(0)
}

async function open(given: Opening, header: ReelHeader): Promise<Buffer> {
  const { fromMs, toMs } = await timesOf(given, header)
  const holds = await given.leases.holds(header.camera, fromMs, toMs)
  const opened = await openReelKey(given.keyring, given.stationPrivate, header, holds)
  if (opened) return opened.reelKey
  const isGone = (await given.keyring.generations(header.camera, header.onDay)).length === 0
  throw new KeyRefusal(isGone ? 'keys/day-destroyed' : 'keys/not-openable', header.reelId)
}

/**
 * Registered, corrected times; else what the sealed header says, widened by its clock's bound where that is known. An
 * unknown bound widens nothing: the lease names the same label that the recorder wrote.
 */
async function timesOf({ leases }: Opening, header: ReelHeader): Promise<Interval> {
  const known = await leases.reelTimes(header.reelId, header.onDay)
  if (known) return known
  const { startWallMs } = header
  const bound = header.clockBoundMs ?? 0
  return { fromMs: startWallMs - bound, toMs: startWallMs + LONGEST_REEL_MS + bound }
}

function overlap(a: Interval, b: Interval): boolean {
  return a.fromMs <= b.toMs && b.fromMs <= a.toMs
}

function headerOf(bytes: Buffer): ReelHeader {
  try {
    const { header, length } = decodeHeader(bytes)
    if (length !== bytes.length) throw new RangeError('bytes after the header')
    return header
  } catch (error) {
    throw new KeyRefusal('keys/malformed', (error as Error).message)
  }
}
