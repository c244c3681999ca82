import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { clockOf, dayOf, durationOf, fullOf, type Instant, millis, minuteOf, shortOf } from './time.ts'

const forms = { full: fullOf, clock: clockOf, minute: minuteOf, short: shortOf, day: dayOf }

/** An instant in Beijing time; the zone and the full figure stand in the hover. */
export function TimeText({ at, form = 'full' }: { at: Instant; form?: keyof typeof forms }) {
  const language = useLanguage()
  const zone = language === 'zh' ? '北京时间（UTC+8）' : 'Beijing time (UTC+8)'
  return (
    <time className="nowrap" dateTime={new Date(millis(at)).toISOString()} title={`${fullOf(at)} ${zone}`}>
      {forms[form](at)}
    </time>
  )
}

/** How long ago, or how long since, kept up to date: `3 小时 12 分前`. */
export function SinceText({ at, ago = false }: { at: Instant; ago?: boolean }) {
  const language = useLanguage()
  const now = useNow(1000)
  const length = durationOf(now - millis(at), language)
  const text = ago ? (language === 'zh' ? `${length}前` : `${length} ago`) : length
  return (
    <time className="nowrap" dateTime={new Date(millis(at)).toISOString()} title={`${fullOf(at)} UTC+8`}>
      {text}
    </time>
  )
}

/** The station's clock: milliseconds to add to the browser's. Screens count by the station, not by the desk. */
export const AheadContext = createContext(0)

/** The station's time now, as a function that is safe to call in handlers. */
export function useStationNow(): () => number {
  const ahead = useContext(AheadContext)
  return useCallback(() => Date.now() + ahead, [ahead])
}

/** The station's time, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  const read = useStationNow()
  const [now, setNow] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, read])
  return now
}
