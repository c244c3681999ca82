/**
 * Rest days and working days: weekends, the holidays of the yearly notices, and the weekend days those make worked.
 * A year without a notice is past the horizon: nothing is guessed about it, and the caller has to say so.
 */
import { civilDay, dayNumber, weekday } from './civil.ts'
import { HOLIDAY_YEARS, type HolidayYear } from './holidays.generated.ts'

export type RestDay = { readonly on: string; readonly why: string }

export class WorkingDays {
  readonly #off = new Map<string, string>()
  readonly #worked = new Set<string>()
  /** First and last day about which there is a notice. */
  readonly from: string
  readonly horizon: string

  constructor(years: readonly HolidayYear[] = HOLIDAY_YEARS) {
    const published = years.map(({ year }) => year)
    this.from = `${Math.min(...published)}-01-01`
    this.horizon = `${Math.max(...published)}-12-31`
    for (const { year, off, work } of years) {
      for (const day of off) this.#off.set(`${year}-${day.slice(0, 5)}`, day.slice(6))
      for (const day of work) this.#worked.add(`${year}-${day.slice(0, 5)}`)
    }
  }

  /** Whether a notice covers the day. */
  knows(on: string): boolean {
    return on >= this.from && on <= this.horizon
  }

  /** Why nobody works on the day: the holiday's name or `周末`; null on a working day. @throws RangeError past the horizon. */
  rest(on: string): string | null {
    if (!this.knows(on)) throw new RangeError(`no notice covers ${on}`)
    const holiday = this.#off.get(on)
    if (holiday !== undefined) return holiday
    const day = weekday(on)
    return (day === 0 || day === 6) && !this.#worked.has(on) ? '周末' : null
  }

  /**
   * The last of `days` working days after `from` (before it, where `days` is negative); `from` itself isn't counted.
   * Null where the count leaves what is published.
   */
  count(from: string, days: number): { readonly on: string; readonly skipped: readonly RestDay[] } | null {
    const step = days < 0 ? -1 : 1
    const skipped: RestDay[] = []
    let at = dayNumber(from)
    for (let left = Math.abs(days); left > 0; ) {
      at += step
      const on = civilDay(at)
      if (!this.knows(on)) return null
      const why = this.rest(on)
      if (why === null) left--
      else skipped.push({ on, why })
    }
    return { on: civilDay(at), skipped }
  }

  /** The day itself if it is worked, else the next working day (police Procedure Rules 35). Null past the horizon. */
  rolled(on: string): { readonly on: string; readonly skipped: readonly RestDay[] } | null {
    const skipped: RestDay[] = []
    for (let at = dayNumber(on); ; at++) {
      const day = civilDay(at)
      if (!this.knows(day)) return null
      const why = this.rest(day)
      if (why === null) return { on: day, skipped }
      skipped.push({ on: day, why })
    }
  }
}
