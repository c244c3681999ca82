import { Link } from 'react-router'
import { Shape } from '../kit/Status.tsx'
import { SinceText } from '../kit/TimeText.tsx'
import { causes, causeText } from '../text/causes.ts'
import { type Texts, useText } from '../text/language.ts'
import type { CameraRow } from './Shell.tsx'

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

/** Which cameras are not proven to be recorded right now, since when and why. Nothing at all when all are. */
export function Banner({ cameras }: { cameras: readonly CameraRow[] }) {
  const t = useText(text)
  const words = useText(causes)
  if (cameras.length === 0) return <div className="banner" />
  return (
    <div className="banner banner-line" role="status">
      <span className="bad">
        <Shape tone="bad" />
      </span>
      <b>{t.unproven}</b>
      {cameras.slice(0, 3).map((camera) => (
        <Link key={camera.id} className="plain-link" to={`/cameras/${camera.id}`}>
          {camera.name}{' '}
          <span className="quiet">
            {camera.state === 'paused'
              ? `${t.paused}：${camera.stateReason ?? ''}`
              : causeText(words, camera.main.cause)}
            {camera.main.since !== null && (
              <>
                {' '}
                <SinceText at={camera.main.since} />
              </>
            )}
          </span>
        </Link>
      ))}
      {cameras.length > 3 && (
        <Link className="plain-link" to="/cameras">
          {t.more(cameras.length - 3)}
        </Link>
      )}
    </div>
  )
}
