import { Button } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { cameras as routes } from '#station/cameras/contract.ts'
import { useAsk } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { Ribbon, RibbonAxis, RibbonKey } from '../kit/Ribbon.tsx'
import { useStationNow } from '../kit/TimeText.tsx'
import { DAY_MS, dayOf, startOfDay } from '../kit/time.ts'
import { dayBands } from '../replay/bands.ts'
import { useMe } from '../session/Session.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { text } from './text.ts'

/** A camera's day as a ribbon: no image, only what is kept, missing, held and shown. */
export function CameraDay({ camera }: { camera: CameraRow }) {
  const t = useText(text)
  const me = useMe()
  const now = useStationNow()
  const [search, setSearch] = useSearchParams()
  const today = dayOf(now())
  const on = search.get('on') ?? today
  const from = startOfDay(on)
  const view = { from, to: from + DAY_MS }
  const day = useAsk(
    routes.day,
    { params: { id: camera.id }, query: { on } },
    on === today ? 10_000 : undefined,
  )
  const turn = (days: number) => {
    const next = new URLSearchParams(search)
    next.set('on', dayOf(from + days * DAY_MS))
    setSearch(next, { replace: true })
  }
  const bands = day.data === undefined ? undefined : dayBands(day.data, now())

  return (
    <>
      <div className="row" style={{ margin: '18px 0 6px' }}>
        <h2 className="section" style={{ margin: 0 }}>
          {t.today} <span className="mono">{on}</span>
        </h2>
        <Button size="small" aria-label={t.previous} title={t.previous} onClick={() => turn(-1)}>
          ‹
        </Button>
        <Button
          size="small"
          aria-label={t.next}
          title={t.next}
          disabled={on >= today}
          onClick={() => turn(1)}
        >
          ›
        </Button>
        <span className="space" />
        {(me.roles.includes('keeper') || me.roles.includes('operator')) && (
          <Link className="plain-link small" to={`/replay?cameras=${camera.id}&on=${on}`}>
            {t.toReplay}
          </Link>
        )}
      </div>
      {day.problem !== undefined && <Refused problem={day.problem} />}
      <RibbonAxis view={view} marks={8} />
      <Ribbon view={view} label={`${camera.name} ${on}`} {...bands} />
      <div style={{ marginTop: 6 }}>
        {day.data?.state === 'deleted' ? (
          <span className="quiet small">{t.deleted}</span>
        ) : day.data?.recorded.length === 0 ? (
          <span className="quiet small">{t.noneKept}</span>
        ) : (
          <RibbonKey />
        )}
      </div>
    </>
  )
}
