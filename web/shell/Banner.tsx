import { Link } from 'react-router'
import { Shape } from '../kit/Status.tsx'
import { SinceText } from '../kit/TimeText.tsx'
import { causes, causeText } from '../text/causes.ts'
import { type Texts, useText } from '../text/language.ts'
import type { CameraRow } from './Shell.tsx'
import type { StationStatus } from './status.ts'

const zh = {
  unproven: '录像未证实',
  paused: '已暂停',
  more: (n: number) => `另有 ${n} 路`,
}
const en: typeof zh = {
  unproven: 'Recording not proven',
  paused: 'paused',
  more: (n: number) => `${n} more`,
}
const text: Texts<typeof zh> = { zh, en }

type Given = { readonly unproven: StationStatus['unproven']; readonly paused: readonly CameraRow[] }

/** Which cameras are not proven to be recorded right now, since when and why. Nothing at all when all are. */
export function Banner({ unproven, paused }: Given) {
  const t = useText(text)
  const words = useText(causes)
  const count = unproven.length + paused.length
  if (count === 0) return <div className="banner" />
  return (
    <div className="banner banner-line" role="status">
      <span className="bad">
        <Shape tone="bad" />
      </span>
      <b>{t.unproven}</b>
      {unproven.slice(0, 3).map((camera) => (
        <Link key={camera.id} className="plain-link" to={`/cameras/${camera.id}`}>
          {camera.name}{' '}
          <span className="quiet">
            {causeText(words, camera.cause)} <SinceText at={camera.since} />
          </span>
        </Link>
      ))}
      {paused.slice(0, 2).map((camera) => (
        <Link key={camera.id} className="plain-link" to={`/cameras/${camera.id}`}>
          {camera.name}{' '}
          <span className="quiet">
            {t.paused} {camera.stateReason}
          </span>
        </Link>
      ))}
      {count > Math.min(3, unproven.length) + Math.min(2, paused.length) && (
        <Link className="plain-link" to="/cameras">
          {t.more(count - Math.min(3, unproven.length) - Math.min(2, paused.length))}
        </Link>
      )}
    </div>
  )
}
