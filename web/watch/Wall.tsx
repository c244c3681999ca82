import { Segmented } from 'antd'
import { type CSSProperties, type DragEvent, useState } from 'react'
import { useKeys } from '../kit/keys.ts'
import { LiveTile } from '../player/LiveTile.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { gridFor, inOrder, keepOrder, keptOrder, moved, sizes } from './layout.ts'
import { text } from './text.ts'

type Given = {
  readonly use: { readonly id: string; readonly number: string }
  readonly cameras: readonly CameraRow[]
  readonly picked: string | undefined
  readonly onPick: (id: string) => void
}

/** The live wall: as many pictures as fit a square, in an order a person may change by dragging. */
export function Wall({ use, cameras, picked, onPick }: Given) {
  const t = useText(text)
  const [order, setOrder] = useState(keptOrder)
  const [size, setSize] = useState<number>(() => gridFor(cameras.length))
  const [page, setPage] = useState(0)
  const [large, setLarge] = useState(false)
  const [frozen, setFrozen] = useState<ReadonlySet<string>>(new Set())
  const [dragged, setDragged] = useState<string>()

  const ordered = inOrder(cameras, order)
  const pages = Math.max(1, Math.ceil(ordered.length / size))
  const shown = large
    ? ordered.filter((c) => c.id === picked)
    : ordered.slice(Math.min(page, pages - 1) * size, (Math.min(page, pages - 1) + 1) * size)
  const side = large ? 1 : Math.sqrt(size)

  const turn = (id: string | undefined) => {
    if (id === undefined) return
    const next = new Set(frozen)
    if (!next.delete(id)) next.add(id)
    setFrozen(next)
  }
  const pick = (place: number) => {
    const camera = ordered[Math.min(page, pages - 1) * size + place]
    if (camera !== undefined) onPick(camera.id)
  }
  useKeys({
    ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(i + 1), () => pick(i)])),
    Enter: () => picked !== undefined && setLarge(!large),
    Escape: () => setLarge(false),
    ' ': () => turn(picked),
    PageDown: () => setPage(Math.min(pages - 1, page + 1)),
    PageUp: () => setPage(Math.max(0, page - 1)),
  })

  const drop = (event: DragEvent, onto: string) => {
    event.preventDefault()
    if (dragged === undefined || dragged === onto) return
    const next = moved(
      ordered.map((c) => c.id),
      dragged,
      onto,
    )
    setOrder(next)
    keepOrder(next)
  }

  return (
    <div className="watch-wall">
      <div className="wall" style={{ '--side': side } as CSSProperties}>
        {shown.map((camera) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: dragging only rearranges; PageUp, PageDown and keys reach all
          <div
            key={camera.id}
            style={{ minHeight: 0, minWidth: 0, display: 'grid' }}
            draggable={!large}
            onDragStart={() => setDragged(camera.id)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => drop(event, camera.id)}
          >
            <LiveTile
              use={use}
              camera={{ ...camera, clockOffsetMs: camera.main.clockOffsetMs }}
              stream={!large && camera.hasSub ? 1 : 0}
              place={ordered.indexOf(camera) - Math.min(page, pages - 1) * size + 1}
              on={camera.id === picked}
              frozen={frozen.has(camera.id)}
              onPick={() => onPick(camera.id)}
              onEnlarge={() => {
                onPick(camera.id)
                setLarge(!large)
              }}
            />
          </div>
        ))}
      </div>
      <div className="wall-bar">
        <span className="keys">{t.keys}</span>
        <span className="space" />
        {pages > 1 && <span>{t.page(Math.min(page, pages - 1) + 1, pages)}</span>}
        <Segmented
          size="small"
          aria-label={t.wall}
          value={size}
          onChange={(value) => {
            setSize(value)
            setPage(0)
            setLarge(false)
          }}
          options={sizes.map((value) => ({ value, label: String(value) }))}
        />
      </div>
    </div>
  )
}
