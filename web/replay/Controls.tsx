import { Button, Segmented } from 'antd'
import { useSyncExternalStore } from 'react'
import { Icon } from '../kit/icons.tsx'
import { useKeys } from '../kit/keys.ts'
import { RibbonKey } from '../kit/Ribbon.tsx'
import { tickOf } from '../kit/time.ts'
import type { ReplayClock } from '../player/replay-clock.ts'
import { useText } from '../text/language.ts'
import { text } from './text.ts'

const RATES = [0.5, 1, 2, 4]
const PICTURE_MS = 67

type Given = {
  readonly clock: ReplayClock
  readonly onZoom: (about: number, factor: number) => void
  readonly onWhole: () => void
}

/** Play, stop, shuttle, step; by hand or by J K L, Space and the arrows. */
export function Controls({ clock, onZoom, onWhole }: Given) {
  const t = useText(text)
  const { at, rate, playing, waiting } = useSyncExternalStore(clock.subscribe, clock.read)

  /** J and L again and again: faster in that direction, as on an editing desk. */
  const shuttle = (way: 1 | -1) => {
    const same = playing && Math.sign(rate) === way
    clock.play(way * Math.min(4, same ? Math.abs(rate) * 2 : way === 1 && playing ? 2 : 1))
  }
  const stop = () => clock.pause()
  const turn = () => (playing ? clock.pause() : clock.play())
  useKeys({
    j: () => shuttle(-1),
    k: stop,
    l: () => shuttle(1),
    ' ': turn,
    ArrowLeft: (event) => (event.shiftKey ? clock.seek(at - 10_000) : clock.step(-1, PICTURE_MS)),
    ArrowRight: (event) => (event.shiftKey ? clock.seek(at + 10_000) : clock.step(1, PICTURE_MS)),
    Home: () => clock.seek(clock.from),
    End: () => clock.seek(clock.to),
    '+': () => onZoom(at, 0.5),
    '=': () => onZoom(at, 0.5),
    '-': () => onZoom(at, 2),
  })

  return (
    <div className="desk-control">
      <Button aria-label={t.back} title={t.back} onClick={() => shuttle(-1)} icon={<Icon name="back" />}>
        <kbd>J</kbd>
      </Button>
      <Button
        aria-label={playing ? t.pause : t.play}
        title={playing ? t.pause : t.play}
        onClick={turn}
        icon={<Icon name={playing ? 'pause' : 'play'} />}
      >
        <kbd>K</kbd>
      </Button>
      <Button
        aria-label={t.forward}
        title={t.forward}
        onClick={() => shuttle(1)}
        icon={<Icon name="forward" />}
      >
        <kbd>L</kbd>
      </Button>
      <span className="mono time">{tickOf(at).slice(0, 10)}</span>
      <Segmented
        size="small"
        value={Math.abs(rate)}
        onChange={(value) => clock.play(value)}
        options={RATES.map((value) => ({ value, label: `${value}×` }))}
      />
      {rate < 0 && <span className="tag">◂ {Math.abs(rate)}×</span>}
      {waiting && <span className="quiet small">{t.waiting}…</span>}
      <span className="space" />
      <RibbonKey />
      <Button size="small" aria-label={t.zoomOut} title={t.zoomOut} onClick={() => onZoom(at, 2)}>
        −
      </Button>
      <Button size="small" aria-label={t.zoomIn} title={t.zoomIn} onClick={() => onZoom(at, 0.5)}>
        +
      </Button>
      <Button size="small" title={t.keys} onClick={onWhole}>
        {t.whole}
      </Button>
    </div>
  )
}
