import { useContext, useEffect, useState } from 'react'
import { cameras as routes } from '#station/cameras/contract.ts'
import { ClientContext } from '../api/use-api.ts'
import { useStationNow } from '../kit/TimeText.tsx'
import { DAY_MS, dayOf, startOfDay } from '../kit/time.ts'
import { type Bands, dayBands, joinBands } from './bands.ts'

const AGAIN_MS = 8000
/** A view wider than this shows its last days only; a use seldom spans more. */
const MOST_DAYS = 31

/** The bands of each camera for the days in view, read again while the page stays open (what was shown grows). */
export function useBands(
  ids: readonly string[],
  view: { from: number; to: number },
): ReadonlyMap<string, Bands> {
  const client = useContext(ClientContext)
  const now = useStationNow()
  const [bands, setBands] = useState<ReadonlyMap<string, Bands>>(new Map())
  const first = Math.max(startOfDay(dayOf(view.from)), startOfDay(dayOf(view.to)) - (MOST_DAYS - 1) * DAY_MS)
  const days: string[] = []
  for (let at = first; at <= view.to; at += DAY_MS) days.push(dayOf(at))
  const key = `${ids.join()} ${days.join()}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: ids and days are in the key
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      const rows = await Promise.all(
        ids.map(async (id) => {
          const all = await Promise.all(
            days.map((on) => client.call(routes.day, { params: { id }, query: { on } }, stop.signal)),
          )
          return [id, joinBands(all.map((day) => dayBands(day, now())))] as const
        }),
      )
      if (!stop.signal.aborted) setBands(new Map(rows))
    }
    // A failed reading leaves the bands as they were; the pictures say themselves when the station is away.
    const quietly = () => void read().catch(() => {})
    quietly()
    const timer = setInterval(quietly, AGAIN_MS)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [client, key, now])
  return bands
}
