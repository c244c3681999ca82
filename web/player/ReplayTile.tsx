import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { StatusTag } from '../kit/Status.tsx'
import { fullOf } from '../kit/time.ts'
import { useText } from '../text/language.ts'
import { Card } from './Card.tsx'
import { mediaAddress } from './channel.ts'
import { ReplayPicture } from './replay.ts'
import type { ReplayClock } from './replay-clock.ts'
import type { PictureState } from './state.ts'
import { text } from './text.ts'
import './player.css'

type Given = {
  readonly use: { readonly id: string; readonly number: string }
  readonly camera: { readonly id: string; readonly number: string; readonly name: string }
  readonly clock: ReplayClock
  readonly causeAt: (at: number) => string | undefined
  readonly onState?: (state: PictureState) => void
}

/** One replayed picture, in step with the others on the same clock. */
export function ReplayTile({ use, camera, clock, causeAt, onState }: Given) {
  const t = useText(text)
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<PictureState>({ is: 'opening' })
  const [damaged, setDamaged] = useState(false)
  const hear = useRef(onState)
  hear.current = onState
  const cause = useRef(causeAt)
  cause.current = causeAt

  useEffect(() => {
    if (video.current === null) return
    const picture = new ReplayPicture({
      video: video.current,
      address: mediaAddress('replay', use.id, camera.id, 0),
      base: clock.from,
      onState: (next) => {
        setState(next)
        hear.current?.(next)
      },
      onDamaged: setDamaged,
      causeAt: (when) => cause.current(when),
    })
    const leave = clock.add(picture)
    return () => {
      leave()
      picture.stop()
    }
  }, [use.id, camera.id, clock])

  const playing = state.is === 'playing'
  return (
    <div className="tile" data-camera={camera.number} data-state={state.is}>
      <video
        ref={video}
        muted
        playsInline
        className={playing ? '' : 'dark'}
        aria-label={`${camera.name} ${t.picture}`}
      />
      <Card state={state} name={`${camera.name} ${camera.number}`} />
      {playing && <div className="tile-mark">{use.number}</div>}
      <div className="tile-top">
        <span>
          {camera.name} · <Caption clock={clock} />
        </span>
        <span className="tile-use">{use.number}</span>
      </div>
      {damaged && playing && (
        <div className="tile-bar">
          <StatusTag tone="warn">{t.damaged}</StatusTag>
        </div>
      )}
    </div>
  )
}

function Caption({ clock }: { clock: ReplayClock }) {
  const { at } = useSyncExternalStore(clock.subscribe, clock.read)
  return <span className="mono">{fullOf(at)}</span>
}
