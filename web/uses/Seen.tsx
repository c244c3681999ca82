import { Ribbon, RibbonAxis } from '../kit/Ribbon.tsx'
import { bytesOf, durationOf, millis } from '../kit/time.ts'
import { useLanguage, useText } from '../text/language.ts'
import type { UseStory } from './Story.tsx'
import { text } from './text.ts'

/** What was delivered and what was displayed, one ribbon a camera: wide band delivered, white line displayed. */
export function Seen({ use }: { use: UseStory }) {
  const t = useText(text)
  const language = useLanguage()
  if (use.shown.length === 0) return <p className="quiet">{t.none}</p>
  const spans = use.shown.map((s) => ({ ...s, from: millis(s.from), to: millis(s.to) }))
  const from = use.from !== null ? millis(use.from) : Math.min(...spans.map((s) => s.from))
  const to = use.to !== null ? millis(use.to) : Math.max(...spans.map((s) => s.to))
  const pad = Math.max(500, (to - from) * 0.01)
  const view = { from: from - pad, to: to + pad }
  const total = (kind: 'delivered' | 'displayed', camera: string) =>
    spans.filter((s) => s.kind === kind && s.cameraId === camera).reduce((sum, s) => sum + s.to - s.from, 0)
  const bytes = (camera: string) =>
    spans.filter((s) => s.cameraId === camera).reduce((sum, s) => sum + (s.bytes ?? 0), 0)

  return (
    <div className="story-ribbons">
      <div className="ribbon-row">
        <span />
        <RibbonAxis view={view} />
        <span />
      </div>
      {use.cameras
        .filter((c) => spans.some((s) => s.cameraId === c.id))
        .map((camera) => (
          <div key={camera.id} className="ribbon-row" style={{ gridTemplateColumns: '132px 1fr 220px' }}>
            <span className="name">
              {camera.name} <span className="quiet small">{camera.number}</span>
            </span>
            <Ribbon
              view={view}
              label={`${camera.name} ${t.shown}`}
              kept={spans.filter((s) => s.kind === 'delivered' && s.cameraId === camera.id)}
              shown={spans.filter((s) => s.kind === 'displayed' && s.cameraId === camera.id)}
            />
            <span className="small quiet">
              {t.delivered} {durationOf(total('delivered', camera.id), language)} · {t.displayed}{' '}
              {durationOf(total('displayed', camera.id), language)} · {bytesOf(bytes(camera.id))}
            </span>
          </div>
        ))}
      <p className="small faint">{t.shownNote}</p>
    </div>
  )
}
