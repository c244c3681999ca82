import { type CSSProperties, useEffect, useMemo, useState } from 'react'
import type { RibbonSpan } from '../kit/Ribbon.tsx'
import { ReplayTile } from '../player/ReplayTile.tsx'
import { ReplayClock } from '../player/replay-clock.ts'
import { Controls } from './Controls.tsx'
import { RibbonRow } from './RibbonRow.tsx'
import { Ruler } from './Ruler.tsx'
import { UseStrip } from './UseStrip.tsx'
import { useBands } from './use-bands.ts'
import './replay.css'

export type OpenUse = {
  readonly id: string
  readonly number: string
  readonly act: string
  readonly purpose: string
  readonly basis: string
  readonly policies: readonly string[]
  readonly from: number
  readonly to: number
  readonly expiresAt: string
  readonly cameras: readonly { readonly id: string; readonly number: string; readonly name: string }[]
}

const MOST = 4

/** Pictures in step above one ribbon a camera, all under one use. */
export function ReplayDesk({ use, onEnd }: { use: OpenUse; onEnd: () => void }) {
  const [on, setOn] = useState<readonly string[]>(() => use.cameras.slice(0, MOST).map((c) => c.id))
  // The pictures go before the next page is there.
  const [ended, setEnded] = useState(false)
  const [view, setView] = useState<RibbonSpan>({ from: use.from, to: use.to })
  const clock = useMemo(() => new ReplayClock(use.from, use.to, use.from), [use.from, use.to])
  useEffect(() => {
    clock.play()
    return () => clock.stop()
  }, [clock])
  const bands = useBands(
    use.cameras.map((c) => c.id),
    view,
  )
  const shown = ended ? [] : use.cameras.filter((c) => on.includes(c.id))
  const across = shown.length <= 1 ? 1 : 2

  const toggle = (id: string) =>
    setOn(on.includes(id) ? on.filter((one) => one !== id) : on.length < MOST ? [...on, id] : on)

  /** Zoom about a time; never wider than the days of the interval, never finer than two seconds. */
  const zoom = (about: number, factor: number) => {
    const widest = Math.max(use.to - use.from, 60_000) * 1.2 + 60_000
    const length = Math.min(widest, Math.max(2000, (view.to - view.from) * factor))
    const share = (about - view.from) / (view.to - view.from)
    setView({ from: about - length * share, to: about + length * (1 - share) })
  }
  const move = (ms: number) => setView({ from: view.from + ms, to: view.to + ms })

  return (
    <div className="desk">
      <UseStrip
        use={use}
        onEnd={() => {
          setEnded(true)
          onEnd()
        }}
      />
      <div
        className="wall"
        style={{ '--side': across, '--down': Math.ceil(shown.length / across) } as CSSProperties}
      >
        {shown.map((camera) => (
          <ReplayTile
            key={camera.id}
            use={use}
            camera={camera}
            clock={clock}
            causeAt={(at) => bands.get(camera.id)?.gaps.find((g) => at >= g.from && at < g.to)?.cause}
          />
        ))}
      </div>
      <div className="desk-foot">
        <Controls clock={clock} onZoom={zoom} onWhole={() => setView({ from: use.from, to: use.to })} />
        <Ruler view={view} />
        <div className="desk-rows">
          {use.cameras.map((camera) => (
            <RibbonRow
              key={camera.id}
              camera={camera}
              use={use}
              view={view}
              clock={clock}
              bands={bands.get(camera.id)}
              on={on.includes(camera.id)}
              onToggle={() => toggle(camera.id)}
              onZoom={zoom}
              onMove={move}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
