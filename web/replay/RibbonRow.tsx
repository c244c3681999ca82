import { useSyncExternalStore } from 'react'
import { Hand, Ribbon, type RibbonSpan } from '../kit/Ribbon.tsx'
import { durationOf } from '../kit/time.ts'
import type { ReplayClock } from '../player/replay-clock.ts'
import { useLanguage, useText } from '../text/language.ts'
import type { Bands } from './bands.ts'
import type { OpenUse } from './ReplayDesk.tsx'
import { text } from './text.ts'

type Given = {
  readonly camera: OpenUse['cameras'][number]
  readonly use: OpenUse
  readonly view: RibbonSpan
  readonly clock: ReplayClock
  readonly bands: Bands | undefined
  readonly on: boolean
  readonly onToggle: () => void
  readonly onZoom: (about: number, factor: number) => void
  readonly onMove: (ms: number) => void
}

/** One camera's ribbon, its name (which shows or hides its picture) and what is missing of the interval. */
export function RibbonRow(given: Given) {
  const { camera, use, view, clock, bands, on } = given
  const t = useText(text)
  const language = useLanguage()
  const missing = (bands?.gaps ?? []).reduce(
    (sum, g) => sum + Math.max(0, Math.min(g.to, use.to) - Math.max(g.from, use.from)),
    0,
  )
  return (
    <div className="ribbon-row">
      <button
        type="button"
        className={on ? 'name is-on' : 'name'}
        aria-pressed={on}
        title={on ? t.hide : `${t.show}（${t.most}）`}
        onClick={given.onToggle}
      >
        <span className="box" />
        {camera.name} <span className="quiet small">{camera.number}</span>
      </button>
      <Ribbon
        view={view}
        label={`${camera.name} ${camera.number}`}
        {...bands}
        asked={use}
        onSeek={(at) => clock.seek(at)}
        onZoom={given.onZoom}
        onMove={given.onMove}
      >
        <MovingHand clock={clock} view={view} />
      </Ribbon>
      <span className={missing > 0 ? 'bad small' : 'quiet small'}>
        {bands === undefined ? '' : missing > 0 ? t.gap(durationOf(missing, language)) : t.complete}
      </span>
    </div>
  )
}

function MovingHand({ clock, view }: { clock: ReplayClock; view: RibbonSpan }) {
  const { at } = useSyncExternalStore(clock.subscribe, clock.read)
  return <Hand view={view} at={at} />
}
