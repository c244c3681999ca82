import { memo, type PointerEvent, type ReactNode, useEffect, useRef } from 'react'
import { causes, causeText } from '../text/causes.ts'
import { type Texts, useLanguage, useText } from '../text/language.ts'
import { clockOf, durationOf, minuteOf, shortOf } from './time.ts'
import './ribbon.css'

const zh = {
  kept: '有录像',
  gap: '缺失（悬停看原因）',
  held: '锁定',
  seen: '已看',
  gapShort: '缺失',
  ribbon: '时间带',
}
const en: typeof zh = {
  kept: 'recorded',
  gap: 'gap (hover for the cause)',
  held: 'held',
  seen: 'shown to you',
  gapShort: 'gap',
  ribbon: 'ribbon',
}
const text: Texts<typeof zh> = { zh, en }

export type RibbonSpan = { readonly from: number; readonly to: number }
export type RibbonGap = RibbonSpan & { readonly cause: string }
export type RibbonHold = RibbonSpan & { readonly reason: string }

type Given = {
  /** What is in view, wall ms. */
  readonly view: RibbonSpan
  readonly kept?: readonly RibbonSpan[]
  readonly gaps?: readonly RibbonGap[]
  readonly holds?: readonly RibbonHold[]
  readonly shown?: readonly RibbonSpan[]
  /** The interval of the use. */
  readonly asked?: RibbonSpan
  readonly label: string
  /** What moves over the bands: the hand. */
  readonly children?: ReactNode
  readonly onSeek?: (at: number) => void
  /** Wheel: zoom about a time by a factor; drag sideways with Shift: move by ms. */
  readonly onZoom?: (about: number, factor: number) => void
  readonly onMove?: (ms: number) => void
}

/** A stretch of one camera's time: what is kept, what is missing and why, what is held, what was shown. */
export function Ribbon(given: Given) {
  const here = useRef<HTMLDivElement>(null)
  const { view, onSeek, onZoom, onMove } = given
  const length = view.to - view.from
  const latest = useRef({ view, onZoom, onMove })
  latest.current = { view, onZoom, onMove }

  useEffect(() => {
    const element = here.current
    if (element === null) return
    // React listens to wheels passively; zooming must keep the page still.
    const wheel = (event: WheelEvent) => {
      const { view: v, onZoom: zoom, onMove: move } = latest.current
      if (zoom === undefined) return
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const about = v.from + ((event.clientX - box.left) / box.width) * (v.to - v.from)
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        move?.(((event.deltaX || event.deltaY) / box.width) * (v.to - v.from))
      } else zoom(about, event.deltaY > 0 ? 1.25 : 0.8)
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [])

  function timeAt(event: PointerEvent): number {
    const box = event.currentTarget.getBoundingClientRect()
    return view.from + (Math.min(box.width, Math.max(0, event.clientX - box.left)) / box.width) * length
  }

  return (
    <div
      ref={here}
      className={onSeek === undefined ? 'ribbon is-still' : 'ribbon'}
      role="img"
      aria-label={given.label}
      onPointerDown={(event) => {
        if (onSeek === undefined) return
        event.currentTarget.setPointerCapture(event.pointerId)
        onSeek(timeAt(event))
      }}
      onPointerMove={(event) => {
        if (onSeek !== undefined && event.buttons === 1) onSeek(timeAt(event))
        event.currentTarget.title = onSeek === undefined ? '' : clockOf(timeAt(event))
      }}
    >
      <Bands
        view={view}
        kept={given.kept}
        gaps={given.gaps}
        holds={given.holds}
        shown={given.shown}
        asked={given.asked}
      />
      {given.children}
    </div>
  )
}

type Spans = {
  readonly view: RibbonSpan
  readonly kept: readonly RibbonSpan[] | undefined
  readonly gaps: readonly RibbonGap[] | undefined
  readonly holds: readonly RibbonHold[] | undefined
  readonly shown: readonly RibbonSpan[] | undefined
  readonly asked: RibbonSpan | undefined
}

/** The bands change with the view and the day, not with every picture. */
const Bands = memo(function Bands(given: Spans) {
  const t = useText(text)
  const words = useText(causes)
  const language = useLanguage()
  const { view } = given
  const length = view.to - view.from
  const style = (span: RibbonSpan) => {
    const from = Math.max(span.from, view.from)
    const to = Math.min(span.to, view.to)
    return { left: `${((from - view.from) / length) * 100}%`, width: `${((to - from) / length) * 100}%` }
  }
  const seen = <S extends RibbonSpan>(spans: readonly S[] | undefined) =>
    (spans ?? []).filter((s) => s.to > view.from && s.from < view.to)
  return (
    <>
      {seen(given.kept).map((s) => (
        <i key={`k${s.from}`} className="cov" style={style(s)} />
      ))}
      {seen(given.gaps).map((s) => (
        <i
          key={`g${s.from}`}
          className="gap"
          style={style(s)}
          title={`${t.gapShort} ${clockOf(s.from)}–${clockOf(s.to)} · ${durationOf(s.to - s.from, language)} · ${causeText(words, s.cause)}`}
        />
      ))}
      {seen(given.holds).map((s) => (
        <i key={`h${s.from}`} className="held" style={style(s)} title={`${t.held} · ${s.reason}`} />
      ))}
      {seen(given.shown).map((s) => (
        <i
          key={`s${s.from}`}
          className="seen"
          style={style(s)}
          title={`${t.seen} ${clockOf(s.from)}–${clockOf(s.to)}`}
        />
      ))}
      {given.asked !== undefined &&
        seen([given.asked]).map((s) => <i key="asked" className="asked" style={style(s)} />)}
    </>
  )
})

/** A line at a time. */
export function Hand({ view, at }: { view: RibbonSpan; at: number }) {
  if (at < view.from || at > view.to) return null
  return <i className="hand" style={{ left: `${((at - view.from) / (view.to - view.from)) * 100}%` }} />
}

const STEPS_S = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 604_800]

/** A mark at an edge stays inside. */
function edge(share: number) {
  if (share < 0.03) return { left: 0, transform: 'none' }
  if (share > 0.97) return { left: '100%', transform: 'translateX(-100%)' }
  return { left: `${share * 100}%` }
}

/** Times under or over a ribbon, at round figures, as many as fit. */
export function RibbonAxis({ view, marks = 8 }: { view: RibbonSpan; marks?: number }) {
  const length = view.to - view.from
  const stepMs = (STEPS_S.find((s) => length / (s * 1000) <= marks) ?? 604_800) * 1000
  const shift = 8 * 3_600_000
  const first = Math.ceil((view.from + shift) / stepMs) * stepMs - shift
  const times = Array.from(
    { length: Math.floor((view.to - first) / stepMs) + 1 },
    (_, i) => first + i * stepMs,
  )
  const form = stepMs < 60_000 ? clockOf : length > 86_400_000 ? shortOf : minuteOf
  return (
    <div className="ribbon-axis mono" aria-hidden="true">
      {times.map((at) => (
        <span key={at} style={edge((at - view.from) / length)}>
          {form(at)}
        </span>
      ))}
    </div>
  )
}

/** What the bands mean. */
export function RibbonKey() {
  const t = useText(text)
  return (
    <div className="ribbon-key">
      {(['kept', 'gap', 'held', 'seen'] as const).map((what) => (
        <span key={what}>
          <span className="ribbon is-still">
            <i className={what === 'kept' ? 'cov' : what} style={{ left: 0, width: '100%' }} />
          </span>
          {t[what]}
        </span>
      ))}
    </div>
  )
}
