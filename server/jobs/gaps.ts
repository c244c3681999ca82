/**
 * The gap finder: compares when each stream should have been recorded with when it was, and writes what is missing,
 * with its cause and an entry. It goes on from where it stopped; a gap that still lasts has an open row.
 */
import { randomUUID } from 'node:crypto'
import type { Executor } from '#db/ledger/append.ts'
import type { LogName } from '#ledger/entry.ts'
import {
  type Explanation,
  findGaps,
  type Gap,
  SHORTEST_GAP_MS,
  type Span,
  START_TAIL_MS,
} from '#video/gaps/find.ts'
import { coveredSpans } from './coverage.ts'
import {
  endGap,
  markThrough,
  pauses,
  reelsBetween,
  type StreamName,
  type WatchedStream,
  watchedStreams,
  writeGap,
} from './gap-store.ts'
import type { StreamStatus } from './recorders.ts'

export type GapParts = {
  readonly db: Executor
  readonly log: LogName
  readonly clock: { now(): Date }
  status(name: StreamName): StreamStatus | null
  /** From the journals, for a stream. */
  explanations(name: StreamName): Explanation[]
  /** Registers what lies finished in the camera's folders between; true while an unfinished reel waits there. */
  settle(name: StreamName, fromMs: number, toMs: number): Promise<boolean>
}

/** A picture takes this long from the camera to the recorder's report. */
const SETTLE_MS = 6000
/** An unfinished reel is waited for this long; then the gap is written, and stays even if the reel comes after all. */
const WAIT_FOR_ADOPTION_MS = 120_000
/** A gap that reaches so near to now still lasts. */
const LASTS_MS = 2000
/** From a camera's row to its first picture, in the plan's and the recorder's pace. */
const STARTS_WITHIN_MS = 30_000
/** One look never spans more: after a long absence the finder catches up in rounds. */
const MOST_MS = 6 * 3_600_000

/** One round over all streams. @returns gaps written and ended. */
export async function findAllGaps(parts: GapParts): Promise<{ found: number; ended: number }> {
  const total = { found: 0, ended: 0 }
  for (const stream of await watchedStreams(parts.db)) {
    const { found, ended } = await lookAt(parts, stream)
    total.found += found
    total.ended += ended
  }
  return total
}

async function lookAt(parts: GapParts, stream: WatchedStream): Promise<{ found: number; ended: number }> {
  const { db, log } = parts
  const now = parts.clock.now()
  const status = parts.status(stream)
  const from =
    stream.open?.fromMs ?? stream.throughMs ?? (stream.stream === 0 ? stream.fromMs : now.getTime())
  // Looked at up to the reel that is being written, and it is being written: nothing to ask the database.
  const isRecording = status?.state === 'recording' && stream.open === null && stream.throughMs !== null
  if (isRecording && (status.openReel?.startMs ?? Number.POSITIVE_INFINITY) <= from + SHORTEST_GAP_MS)
    return { found: 0, ended: 0 }
  // A gap that lasts is looked at whole, however long: else its end would never come into view.
  const most = stream.open === null ? from + MOST_MS : Number.POSITIVE_INFINITY
  const until = Math.min(now.getTime() - SETTLE_MS, stream.removedMs ?? Number.POSITIVE_INFINITY, most)
  if (until <= from) {
    if (stream.throughMs === null) await markThrough(db, stream, from)
    if (stream.open !== null && stream.removedMs !== null && stream.removedMs <= from) {
      await endGap(db, log, now, stream, { ...stream.open, toMs: from + 1 })
      return { found: 0, ended: 1 }
    }
    return { found: 0, ended: 0 }
  }
  let gaps = await gapsBetween(parts, stream, from, until)
  if (gaps.length > 0) {
    const first = gaps[0]!
    const waits = await parts.settle(stream, first.fromMs, until)
    // An open gap that now seems to end waits too, from its end on: what the unfinished reel holds may cut it in two,
    // and the second half, after the death that left the reel, has another cause than the first.
    const sinceMs = stream.open === null ? first.fromMs : first.toMs
    if (waits && now.getTime() - sinceMs < WAIT_FOR_ADOPTION_MS) return { found: 0, ended: 0 }
    gaps = await gapsBetween(parts, stream, from, until)
  }
  const lasting = (gap: Gap) => gap.toMs >= until - LASTS_MS && stream.removedMs === null
  let found = 0
  let ended = 0
  if (stream.open !== null) {
    const { open } = stream
    const first = gaps[0]
    if (first !== undefined && first.fromMs === open.fromMs && lasting(first)) return { found, ended }
    // Where it begins is kept unless a reel came in that covers its start.
    const end = first === undefined ? open.fromMs + 1 : first.toMs
    const begin = first === undefined ? open.fromMs : first.fromMs
    if (first !== undefined && lasting(first)) return { found, ended }
    const why = first !== undefined && (begin !== open.fromMs || isVague(open.cause)) ? first : open
    await endGap(db, log, now, stream, {
      id: open.id,
      cause: why.cause,
      detail: why === first ? first.detail : undefined,
      fromMs: begin,
      toMs: end,
    })
    gaps.shift()
    ended++
  }
  for (const gap of gaps) {
    await writeGap(db, log, now, stream, randomUUID(), lasting(gap) ? { ...gap, toMs: null } : gap)
    found++
    if (lasting(gap)) return { found, ended }
  }
  // Holes inside the open reel show only when it is finished: look again from its start.
  const openReel = status?.openReel
  await markThrough(db, stream, Math.max(from, Math.min(until, openReel?.startMs ?? until)))
  return { found, ended }
}

/** What an open row says while nobody has journaled more; its end asks again. */
function isVague(cause: string): boolean {
  return cause === 'starting' || cause === 'unknown'
}

/** A camera just entered: until the plan is written and the first picture is there, that is all there is to say. */
function startOf({ fromMs }: WatchedStream): Explanation {
  return { fromMs, toMs: fromMs + STARTS_WITHIN_MS, cause: 'starting' }
}

async function gapsBetween(
  parts: GapParts,
  stream: WatchedStream,
  from: number,
  until: number,
): Promise<Gap[]> {
  const covered: Span[] = coveredSpans(await reelsBetween(parts.db, stream, from - START_TAIL_MS, until))
  const status = parts.status(stream)
  const open = status?.openReel
  if (open !== undefined) {
    // What has been written of the open reel counts, by the monotonic clock of the reel itself.
    const written = open.startMs + Number(BigInt(open.writtenThroughMono90k) - BigInt(open.startMono90k)) / 90
    covered.push({ fromMs: open.startMs, toMs: Math.max(written, status?.state === 'recording' ? until : 0) })
  }
  const should = [{ fromMs: from, toMs: until }]
  if (findGaps(should, covered, []).length === 0) return []
  const why = [
    ...parts.explanations(stream),
    ...(await pauses(parts.db, stream.camera, from)),
    startOf(stream),
  ]
  return findGaps(should, covered, why)
}
