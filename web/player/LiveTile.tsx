import { useEffect, useRef, useState } from 'react'
import { Shape, StatusTag } from '../kit/Status.tsx'
import { useNow } from '../kit/TimeText.tsx'
import { fullOf } from '../kit/time.ts'
import { useText } from '../text/language.ts'
import { Card } from './Card.tsx'
import { mediaAddress } from './channel.ts'
import { LivePicture } from './live.ts'
import type { PictureState } from './state.ts'
import { text } from './text.ts'
import './player.css'

type Given = {
  readonly use: { readonly id: string; readonly number: string }
  readonly camera: {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly privacyClass: 'public' | 'internal' | 'private'
    readonly masked: boolean
    readonly clockOffsetMs?: number | null
  }
  readonly stream: 0 | 1
  readonly place?: number
  readonly on?: boolean
  readonly frozen?: boolean
  readonly onPick?: () => void
  readonly onEnlarge?: () => void
  readonly onState?: (state: PictureState) => void
}

/** From the stop until no further picture comes. */
const SETTLES_MS = 200

/** One live picture with its name, its state and the number of the use under which it is shown. */
export function LiveTile(given: Given) {
  const { use, camera, stream, frozen = false } = given
  const t = useText(text)
  const video = useRef<HTMLVideoElement>(null)
  const picture = useRef<LivePicture>(null)
  const [state, setState] = useState<PictureState>({ is: 'opening' })
  const [frozenAt, setFrozenAt] = useState<number>()
  const hear = useRef(given.onState)
  hear.current = given.onState

  useEffect(() => {
    if (video.current === null) return
    setState({ is: 'opening' })
    const live = new LivePicture({
      video: video.current,
      address: mediaAddress('live', use.id, camera.id, stream),
      onState: (next) => {
        setState(next)
        hear.current?.(next)
      },
    })
    picture.current = live
    return () => live.stop()
  }, [use.id, camera.id, stream])

  useEffect(() => {
    picture.current?.freeze(frozen)
    const say = () => setFrozenAt(frozen ? Number(video.current?.dataset.wall) || undefined : undefined)
    say()
    // A picture that was decoded before the stop may still come onto the screen: the time is that of the one that stays.
    const settled = setTimeout(say, SETTLES_MS)
    return () => clearTimeout(settled)
  }, [frozen])

  const playing = state.is === 'playing'
  const offset = camera.clockOffsetMs ?? 0
  const classes = ['tile', given.on ? 'is-on' : '']
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the wall's own keys (1–9, Enter) do the same
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={classes.join(' ')}
      data-camera={camera.number}
      data-state={state.is}
      onClick={given.onPick}
      onDoubleClick={given.onEnlarge}
    >
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
        <span className="mono">{playing && <Wall />}</span>
        <span className="tile-use">{use.number}</span>
      </div>
      {frozen && playing && (
        <div className="tile-frozen">
          <Shape tone="warn" size={8} /> {t.frozen} {frozenAt === undefined ? '' : fullOf(frozenAt).slice(11)}{' '}
          · {t.frozenNext}
        </div>
      )}
      <div className="tile-bar">
        {playing && !frozen ? (
          <span className="live-dot" />
        ) : (
          <Shape tone={state.is === 'fault' || state.is === 'lost' ? 'bad' : 'idle'} size={8} />
        )}
        <b>{camera.name}</b>
        <span className="number">{camera.number}</span>
        {Math.abs(offset) > 1000 && (
          <StatusTag tone="warn">
            {t.clock} {offset > 0 ? '+' : '−'}
            {(Math.abs(offset) / 1000).toFixed(1)} s
          </StatusTag>
        )}
        <span className="space" />
        {camera.masked && <span className="tag">{t.masked}</span>}
        {camera.privacyClass !== 'public' && <span className="tag">{t.privacy[camera.privacyClass]}</span>}
        {given.place !== undefined && <span className="number">{given.place}</span>}
      </div>
    </div>
  )
}

/** The time of the picture itself where the player knows it: on the tile it may never be the desk's clock. */
function Wall() {
  useNow(500)
  const here = useRef<HTMLSpanElement>(null)
  const video = here.current?.closest('.tile')?.querySelector('video')
  const wall = Number(video?.dataset.wall)
  return <span ref={here}>{Number.isFinite(wall) && wall > 0 ? fullOf(wall) : ''}</span>
}
