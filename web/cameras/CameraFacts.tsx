import type { cameras as routes } from '#station/cameras/contract.ts'
import type { Reply } from '../api/client.ts'
import { Facts } from '../kit/Page.tsx'
import { Status } from '../kit/Status.tsx'
import { SinceText, TimeText } from '../kit/TimeText.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { causes, causeText } from '../text/causes.ts'
import { useText } from '../text/language.ts'
import { words as allWords } from '../text/words.ts'
import { text } from './text.ts'

export type Camera = Reply<typeof routes.show>
type Now = CameraRow['main']

const tones = {
  recording: 'ok',
  connecting: 'warn',
  trouble: 'bad',
  'no-volume': 'bad',
  unknown: 'unknown',
} as const

/** What the recorder says of both streams right now. */
export function CameraNow({ row }: { row: CameraRow }) {
  const t = useText(text)
  const words = useText(causes)
  const told = (now: Now | null) =>
    now === null ? null : (
      <>
        <Status tone={tones[now.state]}>{t.states[now.state]}</Status>
        {now.cause !== null && <span className="quiet"> {causeText(words, now.cause)}</span>}
        {now.since !== null && (
          <span className="quiet">
            {' '}
            <SinceText at={now.since} />
          </span>
        )}
        <br />
        <span className="small quiet">
          {[
            now.codec,
            now.width !== null && now.height !== null ? `${now.width}×${now.height}` : null,
            now.fps !== null ? `${now.fps.toFixed(0)} fps` : null,
            now.bitsPerS !== null ? `${(now.bitsPerS / 1e6).toFixed(2)} ${t.unit.bits}` : null,
          ]
            .filter((one) => one !== null)
            .join(' · ')}
        </span>
      </>
    )
  const offset = row.main.clockOffsetMs
  return (
    <Facts
      rows={{
        [t.stream.main]: told(row.main),
        [t.stream.sub]: told(row.sub),
        [t.proven]: row.main.provenThrough !== null && <TimeText at={row.main.provenThrough} />,
        [t.clockOff]:
          offset === null ? null : Math.abs(offset) > 1000 ? (
            <Status tone="warn">{(offset / 1000).toFixed(1)} s</Status>
          ) : (
            `${Math.round(offset)} ms`
          ),
      }}
    />
  )
}

/** Everything registered about it. */
export function CameraFacts({ camera }: { camera: Camera }) {
  const t = useText(text)
  const w = useText(allWords)
  const f = t.fields
  const mono = (value: string | null) => (value === null ? null : <span className="mono">{value}</span>)
  const rows = {
    [f.purpose]: camera.purpose,
    [f.necessity]: camera.necessity,
    [f.place]: camera.place,
    [f.placeKind]: t.placeKinds[camera.placeKind],
    [f.privacyClass]: w.privacy[camera.privacyClass],
    [f.masked]: camera.masked ? t.yes : t.no,
    [f.indoor]: camera.indoor ? t.yes : t.no,
    [`${f.position} WGS-84`]:
      camera.position &&
      mono(`${camera.position.longitude.toFixed(6)}, ${camera.position.latitude.toFixed(6)}`),
    [f.heightM]: camera.heightM,
    [f.azimuthDeg]: camera.azimuthDeg,
    [f.tiltDeg]: camera.tiltDeg,
    [f.viewAngleDeg]: camera.viewAngleDeg,
    [f.rangeM]: camera.rangeM,
    [f.declaredDays]: t.days(camera.declaredDays),
    [f.inUseOn]: camera.inUseOn,
  }
  return (
    <>
      <h2 className="section">{t.facts}</h2>
      <Facts rows={rows} />
      <h2 className="section">{t.reach}</h2>
      <Facts
        rows={{
          [f.mainUrl]: mono(camera.mainUrl),
          [f.subUrl]: mono(camera.subUrl),
          [f.credential]: camera.hasCredential ? t.kept : null,
          [f.priority]: camera.priority,
          [f.deviceId]: mono(camera.deviceId),
        }}
      />
    </>
  )
}
