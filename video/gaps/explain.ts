/** Turns journal lines into explanations: what each says holds until the next line about the same thing. */
import { type Explanation, type GapCause, START_TAIL_MS } from './find.ts'

const STREAM_CAUSES: ReadonlySet<string> = new Set<GapCause>([
  'refused',
  'unresolved',
  'timeout',
  'unauthorized',
  'not-found',
  'unsupported-codec',
  'protocol',
  'frozen',
  'closed',
  'stopped',
  'paused',
  'volume-full',
  'volume-missing',
  'volume-wrong',
  'volume-read-only',
  'volume-failing',
  'no-key',
])

type Line = Readonly<Record<string, unknown>>

/**
 * The lines, in the order written, of the recorder that had its place when it wrote. One that hands over while its
 * successor already records says "stopped" afterwards: of its own end, not of the recording.
 */
function inOffice(lines: readonly Line[]): Line[] {
  let run: unknown
  return lines.filter((line) => {
    if (line.state === 'recorder-started') run = line.run
    return run === undefined || line.run === undefined || line.run === run
  })
}

/** Explanations for one stream out of a camera journal (`StreamLine`s; others are passed over). */
export function explainStream(lines: readonly Line[], camera: string, stream: number): Explanation[] {
  const mine = inOffice(lines)
    .filter((line) => line.camera === camera && line.stream === stream && typeof line.sinceMs === 'number')
    .sort(byTime)
  return between(mine, (line) => (isStreamCause(line.cause) ? line.cause : null))
}

/**
 * Explanations for a recorder: a start that no stop precedes is a death since the line before it, and where the boot
 * differs a power cut (or a restart of the machine that asked nobody). The last sign of life may be older than the
 * death; the covered spans say where the gap really begins.
 */
export function explainRecorder(lines: readonly Line[], shard: number): Explanation[] {
  const mine = inOffice(lines)
    .filter((line) => line.shard === shard && typeof line.sinceMs === 'number')
    .sort(byTime)
  const out: Explanation[] = []
  let before: Line | null = null
  for (const line of mine) {
    if (line.state === 'recorder-started' && before !== null) {
      const stopped = before.state === 'recorder-stopped'
      const cause = stopped ? stopCause(before) : before.boot !== line.boot ? 'power-cut' : 'recorder-died'
      // Until the first pictures are there again, the start belongs to it too.
      const startedMs = since(line)
      out.push({ fromMs: since(before), toMs: startedMs + START_TAIL_MS, startedMs, cause })
    }
    before = line
  }
  if (before !== null && before.state === 'recorder-stopped')
    out.push({ fromMs: since(before), toMs: null, cause: stopCause(before) })
  return out
}

/** A recorder that ended because its supervisor was gone was not asked to. */
function stopCause(line: Line): GapCause {
  return line.cause === 'supervisor-died' ? 'supervisor-died' : 'stopped'
}

/** Explanations out of the supervisor's outage journal: lines `{at, process, what: 'died', code, signal}`. */
export function explainOutages(lines: readonly Line[], process: string): Explanation[] {
  const at = (line: Line) => Date.parse(String(line.at))
  const timed = lines.filter((line) => Number.isFinite(at(line))).sort((a, b) => at(a) - at(b))
  const out: Explanation[] = []
  for (const [index, line] of timed.entries()) {
    if (line.process !== process || line.what !== 'died') continue
    const next = timed
      .slice(index + 1)
      .find((later) => later.process === process || later.process === 'supervisor')
    const cause = process === 'supervisor' ? 'supervisor-died' : 'recorder-died'
    out.push({
      fromMs: at(line) - 1000,
      toMs: next === undefined ? null : at(next) + START_TAIL_MS,
      ...(next === undefined ? {} : { startedMs: at(next) }),
      cause,
      detail: typeof line.signal === 'string' ? line.signal : `exit ${line.code}`,
    })
  }
  return out
}

function between(lines: readonly Line[], causeOf: (line: Line) => GapCause | null): Explanation[] {
  const out: Explanation[] = []
  for (const [index, line] of lines.entries()) {
    const cause = causeOf(line)
    if (cause === null) continue
    const next = lines[index + 1]
    out.push({
      fromMs: since(line),
      toMs: next === undefined ? null : Math.max(since(next), since(line) + 1),
      cause,
      ...(typeof line.detail === 'string' ? { detail: line.detail } : {}),
    })
  }
  return out
}

function since(line: Line): number {
  return line.sinceMs as number
}

function byTime(a: Line, b: Line): number {
  return since(a) - since(b)
}

function isStreamCause(cause: unknown): cause is GapCause {
  return typeof cause === 'string' && STREAM_CAUSES.has(cause)
}
