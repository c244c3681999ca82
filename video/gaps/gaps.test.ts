import assert from 'node:assert/strict'
import { appendFile, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { explainOutages, explainRecorder, explainStream } from './explain.ts'
import { type Explanation, findGaps, joinSpans, type Span, subtractSpans } from './find.ts'
import { Journal, JournalReader, readJournal } from './journal.ts'

const s = (fromMs: number, toMs: number): Span => ({ fromMs, toMs })
const why = (fromMs: number, toMs: number | null, cause: Explanation['cause']): Explanation => ({
  fromMs,
  toMs,
  cause,
})

const tables: [string, Span[], Span[], Explanation[], [number, number, string][]][] = [
  ['nothing should be, nothing is', [], [], [], []],
  ['all is there', [s(0, 100_000)], [s(0, 60_000), s(60_000, 100_000)], [], []],
  ['covered beyond what should be', [s(10, 20)], [s(0, 100_000)], [], []],
  ['nothing is there', [s(0, 60_000)], [], [], [[0, 60_000, 'unknown']]],
  ['500 ms is no gap', [s(0, 60_000)], [s(0, 30_000), s(30_500, 60_000)], [], []],
  ['501 ms is one', [s(0, 60_000)], [s(0, 30_000), s(30_501, 60_000)], [], [[30_000, 30_501, 'unknown']]],
  [
    'overlaps are legal',
    [s(0, 60_000)],
    [s(0, 40_000), s(30_000, 50_000), s(0, 10)],
    [],
    [[50_000, 60_000, 'unknown']],
  ],
  [
    'a camera that froze: noticed after its last picture',
    [s(0, 60_000)],
    [s(0, 20_000), s(50_000, 60_000)],
    [why(25_000, 50_000, 'frozen')],
    [[20_000, 50_000, 'frozen']],
  ],
  [
    'the cause is that of the start, not of what came later in the gap',
    [s(0, 90_000)],
    [s(0, 20_000)],
    [why(20_000, 30_000, 'closed'), why(30_000, null, 'refused')],
    [[20_000, 90_000, 'closed']],
  ],
  [
    'a pause by a person beats a camera that is away too',
    [s(0, 90_000)],
    [s(0, 20_000)],
    [why(10_000, null, 'refused'), why(20_000, null, 'paused')],
    [[20_000, 90_000, 'paused']],
  ],
  [
    'a stream line is more specific than the death of the process',
    [s(0, 90_000)],
    [s(0, 20_000)],
    [why(19_000, null, 'recorder-died'), why(20_000, null, 'unauthorized')],
    [[20_000, 90_000, 'unauthorized']],
  ],
  [
    'an explanation that ended before does not count',
    [s(0, 90_000)],
    [s(0, 20_000)],
    [why(0, 20_000, 'refused')],
    [[20_000, 90_000, 'unknown']],
  ],
  [
    'a new camera is starting, where nothing else is known',
    [s(0, 60_000)],
    [s(8000, 60_000)],
    [why(0, 30_000, 'starting')],
    [[0, 8000, 'starting']],
  ],
  [
    'what keeps a new camera away says more, although it is noticed later',
    [s(0, 60_000)],
    [],
    [why(0, 30_000, 'starting'), why(4000, null, 'unauthorized')],
    [[0, 60_000, 'unauthorized']],
  ],
  [
    'one that begins much later does not count',
    [s(0, 90_000)],
    [s(0, 20_000)],
    [why(40_000, null, 'refused')],
    [[20_000, 90_000, 'unknown']],
  ],
  [
    'a reel that its volume keeps to itself is missing from its start',
    [s(0, 90_000)],
    [s(0, 20_000), s(70_000, 90_000)],
    [why(65_000, 70_000, 'volume-full')],
    [[20_000, 70_000, 'volume-full']],
  ],
]

for (const [name, should, covered, explanations, expected] of tables) {
  test(`gap: ${name}`, () => {
    const found = findGaps(should, covered, explanations)
    assert.deepEqual(
      found.map((gap) => [gap.fromMs, gap.toMs, gap.cause]),
      expected,
    )
  })
}

test('what is found missing and what is there fill what should be, exactly', () => {
  let seed = 7
  const random = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % n
  }
  for (let round = 0; round < 200; round++) {
    const spans = (count: number) =>
      Array.from({ length: count }, () => {
        const from = random(1000)
        return s(from, from + 1 + random(200))
      })
    const should = spans(3)
    const covered = spans(5)
    const missing = subtractSpans(should, covered)
    const inside = (list: readonly Span[], ms: number) =>
      list.some((span) => span.fromMs <= ms && ms < span.toMs)
    for (let ms = 0; ms < 1200; ms += 7)
      assert.equal(inside(missing, ms), inside(should, ms) && !inside(covered, ms), `at ${ms}`)
    assert.deepEqual(joinSpans(missing), missing)
  }
})

test('journal lines survive a torn tail and read back in order', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mj-journal-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'camera-1.jsonl')
  const first = await Journal.open(path)
  await Promise.all([1, 2, 3].map((n) => first.append({ n })))
  await first.close()
  await appendFile(path, '{"n":4,"torn')
  const second = await Journal.open(path)
  await second.append({ n: 5 })
  await second.close()
  assert.deepEqual(
    (await readJournal(path)).map((line) => line.n),
    [1, 2, 3, 5],
  )
  assert.deepEqual(await readJournal(join(folder, 'none.jsonl')), [])
})

test('a reader follows a journal line by line, over a torn one and into a new file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mj-journal-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'camera-1.jsonl')
  const reader = new JournalReader(path)
  const seen = async () => (await reader.read()).map((line) => line.n)
  assert.deepEqual(await seen(), [])
  await appendFile(path, '{"n":1}\n{"n":2')
  assert.deepEqual(await seen(), [1])
  await appendFile(path, '}\n')
  assert.deepEqual(await seen(), [1, 2])
  await rename(path, `${path}.1`)
  await appendFile(path, '{"n":3}\n')
  assert.deepEqual(await seen(), [1, 2, 3])
  assert.deepEqual(
    (await readJournal(path)).map((line) => line.n),
    [1, 2, 3],
  )
})

test('lines become explanations that hold until the next', () => {
  const line = (sinceMs: number, state: string, cause?: string) => ({
    camera: 'c',
    stream: 0,
    shard: 1,
    sinceMs,
    state,
    cause,
  })
  const found = explainStream(
    [
      line(100, 'trouble', 'frozen'),
      line(50, 'recording'),
      line(200, 'recording'),
      line(300, 'no-volume', 'volume-full'),
    ],
    'c',
    0,
  )
  assert.deepEqual(found, [why(100, 200, 'frozen'), why(300, null, 'volume-full')])
  assert.deepEqual(explainStream([line(1, 'trouble', 'frozen')], 'other', 0), [])
  assert.deepEqual(explainStream([line(1, 'trouble', 'made-up')], 'c', 0), [])
})

test('a recorder that starts without having stopped has died, on another boot by a power cut', () => {
  const line = (sinceMs: number, state: string, boot = 'a') => ({ shard: 1, sinceMs, state, boot })
  const causes = (lines: ReturnType<typeof line>[]) =>
    explainRecorder(lines, 1).map((found) => [found.fromMs, found.cause])
  assert.deepEqual(
    causes([line(0, 'recorder-started'), line(500, 'recording'), line(900, 'recorder-started')]),
    [[500, 'recorder-died']],
  )
  assert.deepEqual(causes([line(0, 'recorder-started'), line(900, 'recorder-started', 'b')]), [
    [0, 'power-cut'],
  ])
  assert.deepEqual(
    causes([line(0, 'recorder-started'), line(500, 'recorder-stopped'), line(900, 'recorder-started', 'b')]),
    [[500, 'stopped']],
  )
  assert.deepEqual(causes([line(0, 'recorder-started'), line(500, 'recorder-stopped')]), [[500, 'stopped']])
  const orphan = { ...line(500, 'recorder-stopped'), cause: 'supervisor-died' }
  assert.deepEqual(causes([line(0, 'recorder-started'), orphan]), [[500, 'supervisor-died']])
})

test('the outage journal explains by process', () => {
  const lines = [
    {
      at: '2026-01-01T00:00:10Z',
      process: 'recorder-1',
      what: 'died',
      pid: 7,
      code: null,
      signal: 'SIGKILL',
    },
    { at: '2026-01-01T00:00:11Z', process: 'recorder-1', what: 'started', pid: 8, code: null, signal: null },
  ]
  const base = Date.parse('2026-01-01T00:00:10Z')
  assert.deepEqual(explainOutages(lines, 'recorder-1'), [
    {
      fromMs: base - 1000,
      toMs: base + 31_000,
      startedMs: base + 1000,
      cause: 'recorder-died',
      detail: 'SIGKILL',
    },
  ])
  assert.deepEqual(explainOutages(lines, 'recorder-2'), [])
})

test('a stop explains what is missing until the first pictures after it, and nothing that is missing after those', () => {
  const line = (sinceMs: number, state: string) => ({ shard: 1, state, sinceMs, boot: 'a' })
  // Stopped and started again; killed 20 s later, and back after 2 s.
  const lines = [
    line(0, 'recorder-started'),
    line(60_000, 'recorder-stopped'),
    line(62_000, 'recorder-started'),
    line(82_500, 'recorder-started'),
  ]
  const explained = explainRecorder(lines, 1)
  const found = (covered: Span[]) =>
    findGaps([s(0, 120_000)], covered, explained).map((gap) => [gap.fromMs, gap.cause])
  assert.deepEqual(found([s(0, 60_000), s(64_000, 80_000), s(84_000, 120_000)]), [
    [60_000, 'stopped'],
    [80_000, 'recorder-died'],
  ])
  // No picture came between: one gap, and it began with the stop.
  assert.deepEqual(found([s(0, 60_000), s(84_000, 120_000)]), [[60_000, 'stopped']])
  // The look may begin where the second gap does; what was recorded before it still counts.
  assert.deepEqual(
    findGaps([s(80_000, 120_000)], [s(64_000, 80_000), s(84_000, 120_000)], explained).map(
      (gap) => gap.cause,
    ),
    ['recorder-died'],
  )
})

test('a recorder that hands over stops nothing: what is missing later has its own cause', () => {
  const line = (sinceMs: number, run: string, rest: object) => ({
    shard: 1,
    boot: 'a',
    run,
    sinceMs,
    ...rest,
  })
  const stream = (state: string) => ({
    camera: 'c',
    stream: 0,
    state,
    ...(state === 'stopped' && { cause: state }),
  })
  // As it is written: the second has begun when the first goes. Much later the second is killed.
  const lines = [
    line(0, 'first', { state: 'recorder-started' }),
    line(1000, 'first', stream('recording')),
    line(60_000, 'second', { state: 'recorder-started' }),
    line(61_000, 'second', stream('recording')),
    line(65_000, 'first', stream('stopped')),
    line(65_100, 'first', { state: 'recorder-stopped' }),
    line(302_000, 'third', { state: 'recorder-started' }),
    line(303_000, 'third', stream('recording')),
  ]
  const causes = (from: readonly (typeof lines)[number][]) =>
    findGaps(
      [s(1000, 400_000)],
      [s(1000, 300_000), s(303_000, 400_000)],
      [...explainStream(from, 'c', 0), ...explainRecorder(from, 1)],
    ).map((gap) => gap.cause)
  assert.deepEqual(causes(lines), ['recorder-died'])
  // Stopped by itself, in order: then it is that.
  assert.deepEqual(
    causes([...lines.slice(0, 4), line(300_000, 'second', { state: 'recorder-stopped' }), ...lines.slice(6)]),
    ['stopped'],
  )
})
