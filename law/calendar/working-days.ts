/**
 * Rest days and working days: weekends, the holidays of the yearly notices, and the weekend days those make worked.
 * A year without a notice is past the horizon: nothing is guessed about it, and the caller has to say so.
 */
import { civilDay, dayNumber } from './civil.ts'
import { HOLIDAY_YEARS, type HolidayYear } from './holidays.generated.ts'

export type RestDay = { readonly on: string; readonly why: string }

export class WorkingDays {
  /** First and last day about which there is a notice. */
  readonly from: string
  readonly horizon: string
  readonly #first: number
  /** Of each day from the first: 0 where it is worked, else the place of its reason in `#reasons`. */
  readonly #rests: Uint8Array
  readonly #reasons: readonly string[]
  /** The numbers of the working days, in order, and how many of them come before each day. */
  readonly #worked: Int32Array
  readonly #before: Int32Array

  constructor(years: readonly HolidayYear[] = HOLIDAY_YEARS) {
    const published = years.map(({ year }) => year)
    this.from = `${Math.min(...published)}-01-01`
    this.horizon = `${Math.max(...published)}-12-31`
    this.#first = dayNumber(this.from)
    const length = dayNumber(this.horizon) - this.#first + 1
    const rests = new Uint8Array(length)
    const reasons = ['', '周末']
    const monday = (((this.#first + 3) % 7) + 7) % 7
    for (let i = 0; i < length; i++) if ((i + monday) % 7 >= 5) rests[i] = 1
    for (const { year, off, work } of years) {
      const place = (day: string) => dayNumber(`${year}-${day.slice(0, 5)}`) - this.#first
      for (const day of off) {
        const why = day.slice(6)
        if (!reasons.includes(why)) reasons.push(why)
        rests[place(day)] = reasons.indexOf(why)
      }
      for (const day of work) rests[place(day)] = 0
    }
    this.#rests = rests
    this.#reasons = reasons
    this.#before = new Int32Array(length)
    const worked: number[] = []
    for (let i = 0; i < length; i++) {
      this.#before[i] = worked.length
      if (rests[i] === 0) worked.push(this.#first + i)
    }
    this.#worked = Int32Array.from(worked)
  }

  /** Whether a notice covers the day. */
  knows(on: string): boolean {
    return on >= this.from && on <= this.horizon
  }

  /** Why nobody works on the day: the holiday's name or `周末`; null on a working day. @throws RangeError past the horizon. */
  rest(on: string): string | null {
    if (!this.knows(on)) throw new RangeError(`no notice covers ${on}`)
    const why = this.#rests[dayNumber(on) - this.#first]!
    return why === 0 ? null : this.#reasons[why]!
  }

  /**
   * The last of `days` working days after `from` (before it, where `days` is negative); `from` itself isn't counted.
   * Null where the count leaves what is published.
   */
  counted(from: string, days: number): string | null {
    const at = dayNumber(from) - this.#first
    // The start itself needn't be known: a day beside the calendar counts into it.
    if (at < -1 || at > this.#rests.length) return null
    const before = at < 0 ? 0 : (this.#before[at] ?? this.#worked.length)
    const after = before + (this.#rests[at] === 0 ? 1 : 0)
    const last = this.#worked[days < 0 ? before + days : after + days - 1]
    return last === undefined ? null : civilDay(last)
  }

  /** The day itself if it is worked, else the next working day (police Procedure Rules 35). Null past the horizon. */
  rolled(on: string): string | null {
    if (!this.knows(on)) return null
    const at = dayNumber(on) - this.#first
    if (this.#rests[at] === 0) return on
    const next = this.#worked[this.#before[at]!]
    return next === undefined ? null : civilDay(next)
  }

  /** The days from one to another (both counted) on which nobody works, backwards where the other is earlier. */
  restBetween(one: string, other: string): readonly RestDay[] {
    const [from, to] = [dayNumber(one) - this.#first, dayNumber(other) - this.#first]
    const step = to < from ? -1 : 1
    const rest: RestDay[] = []
    for (let i = from; i !== to + step; i += step) {
      const why = this.#rests[i]
      if (why !== undefined && why !== 0)
        rest.push({ on: civilDay(this.#first + i), why: this.#reasons[why]! })
    }
    return rest
  }
}
