/** Spans: joined and cut; and which leases are ready to become some. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DisplayedSpans } from './displayed.ts'
import { mergeable, type UnmergedLease } from './merge.ts'
import { intersect, type Span, union, without } from './spans.ts'

const T = Date.parse('2026-11-24T07:00:00Z')
const at = (s: number) => new Date(T + s * 1000)

/** A lease of ten seconds from `from` on, ended at `ended` after what was sent; all in seconds. */
const lease = (
  from: number,
  sent: [number, number] | null,
  ended: number | null,
  more = {},
): UnmergedLease => ({
  id: `l${from}`,
  useId: 'u',
  cameraId: 'c',
  from: at(from),
  to: at(from + 10),
  sentFrom: sent && at(sent[0]),
  sentTo: sent && at(sent[1]),
  bytes: sent && (sent[1] - sent[0]) * 100,
  endedAt: ended === null ? null : at(ended),
  expiresAt: at(from + 15),
  useOpen: true,
  over: true,
  ...more,
})
const told = (leases: UnmergedLease[], now: number) => {
  const { spans, empty } = mergeable(leases, at(now))
  return {
    spans: spans.map((s) => [(s.from.getTime() - T) / 1000, (s.to.getTime() - T) / 1000, s.bytes]),
    empty,
  }
}

describe('leases become spans', () => {
  const two = [lease(0, [0, 10], 10), lease(10, [10, 14], 14)]

  it('when they rest, or at once when the use is over', () => {
    assert.deepEqual(told(two, 20).spans, [])
    assert.deepEqual(told(two, 34).spans, [[0, 14, 1400]])
    assert.deepEqual(
      told(
        two.map((l) => ({ ...l, useOpen: false })),
        15,
      ).spans,
      [[0, 14, 1400]],
    )
  })

  it('not while one that continues them is running', () => {
    const running = lease(14, [14, 15], null, { over: false })
    assert.deepEqual(told([...two, running], 60).spans, [])
    const elsewhere = lease(500, [500, 501], null, { over: false })
    assert.deepEqual(told([...two, elsewhere], 60).spans, [[0, 14, 1400]])
  })

  it('a long look is cut while it goes on', () => {
    const long = Array.from({ length: 90 }, (_, i) => lease(i * 10, [i * 10, i * 10 + 10], i * 10 + 10))
    const running = lease(900, null, null, { over: false })
    assert.deepEqual(told([...long.slice(1), running], 901).spans, [])
    assert.deepEqual(told([...long, running], 901).spans, [[0, 900, 90_000]])
  })

  it('one that never ended counts whole, one under which nothing left not at all', () => {
    assert.deepEqual(told([lease(0, [0, 3], null)], 100).spans, [[0, 10, null]])
    assert.deepEqual(told([lease(0, null, 4)], 100), { spans: [], empty: ['l0'] })
  })

  it('watching twice is one span with all its bytes', () => {
    const again = { ...lease(0, [0, 10], 30), id: 'again' }
    assert.deepEqual(told([...two, again], 60).spans, [[0, 14, 2400]])
  })
})

describe('spans', () => {
  const span = fc
    .tuple(fc.nat(40), fc.integer({ min: 1, max: 10 }))
    .map(([from, l]): Span => ({ from, to: from + l }))
  const spans = fc.array(span, { maxLength: 8 })
  const points = (list: readonly Span[]) => {
    const out = new Set<number>()
    for (const s of list) for (let t = s.from; t < s.to; t++) out.add(t)
    return out
  }

  it('join, meet and part as sets of instants do', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [ua, ub] = [union(a), union(b)]
        assert.deepEqual(points(ua), points([...a].sort((x, y) => x.from - y.from)))
        for (let i = 1; i < ua.length; i++) assert.ok(ua[i]!.from > ua[i - 1]!.to)
        const [pa, pb] = [points(ua), points(ub)]
        assert.deepEqual(points(intersect(ua, ub)), new Set([...pa].filter((t) => pb.has(t))))
        assert.deepEqual(points(without(ua, ub)), new Set([...pa].filter((t) => !pb.has(t))))
      }),
    )
  })

  it('displayed never exceeds delivered, in whatever order the two are told', async () => {
    const step = fc.record({ kind: fc.constantFrom('delivered', 'reported'), span })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const all = new DisplayedSpans()
        const written: Span[] = []
        const write = async (_: string | null, s: Span) => {
          written.push(s)
          return 'row'
        }
        const [delivered, reported]: Span[][] = [[], []]
        for (const { kind, span: s } of steps) {
          if (kind === 'delivered') {
            delivered!.push(s)
            await all.delivered('k', s, 0, write)
          } else {
            reported!.push(s)
            await all.reported('k', s, 0, write)
          }
        }
        const both = intersect(union(reported!), union(delivered!, 500))
        assert.deepEqual(points(union(written)), points(both))
      }),
    )
  })
})
