import { Link } from 'react-router'
import { bytesOf, durationOf, fullOf } from '../kit/time.ts'
import { useLanguage, useText } from '../text/language.ts'
import type { Storage } from './StoragePage.tsx'
import { text } from './text.ts'
import './storage.css'

type Row = Storage['cameras'][number]
type Day = Row['days'][number]

const shown = ['complete', 'gap', 'held', 'due', 'deleted', 'none'] as const

/** Per camera a row of days; a day opens its recordings in the register of that day. */
export function Calendar({ cameras }: { cameras: readonly Row[] }) {
  const t = useText(text)
  const language = useLanguage()

  function tell(day: Day): string {
    const gap = day.gapSeconds > 0 ? t.gapOf(durationOf(day.gapSeconds * 1000, language)) : ''
    const more = `${day.held ? t.heldToo : ''}${day.deletedAt === null ? '' : t.deletedAt(fullOf(day.deletedAt))}`
    return t.day(day.on, t.states[day.state], bytesOf(day.bytes), gap + more)
  }

  return (
    <>
      <div className="calendar">
        {cameras.map((camera) => (
          <div key={camera.id} className="calendar-row">
            <div>
              <b>{camera.name}</b> <span className="quiet">{camera.number}</span>
              <br />
              <span className="small quiet">
                {t.declared} {t.days(camera.declaredDays)}
                {camera.oldestOn !== null && ` · ${t.oldest} ${camera.oldestOn}`}
              </span>
            </div>
            <div className="calendar-days">
              {camera.days.map((day) => (
                <Link
                  key={day.on}
                  to={`/cameras/${camera.id}?on=${day.on}`}
                  className={`day-cell is-${day.state} ${day.held ? 'is-held' : ''}`}
                  title={tell(day)}
                  aria-label={tell(day)}
                >
                  {day.on.slice(8)}
                </Link>
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className="calendar-key">
        {shown.map((state) => (
          <span key={state}>
            <i className={`day-cell is-${state}`} /> {t.states[state]}
          </span>
        ))}
      </div>
    </>
  )
}
