/**
 * Civil days (Asia/Shanghai) as `YYYY-MM-DD`. The text is the value: two days compare as strings. Arithmetic goes
 * through the number of days since 1970-01-01, in the proleptic Gregorian calendar, without any clock or zone.
 */

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether the text names a day that exists (2025-02-29 doesn't), from 1900 to 2199. */
export function isCivilDay(text: string): boolean {
  const parts = SHAPE.exec(text)
  if (parts === null || text < '1900-01-01' || text > '2199-12-31') return false
  return civilDay(dayNumber(text)) === text
}

/** Days since 1970-01-01. */
export function dayNumber(on: string): number {
  const y = +on.slice(0, 4)
  const m = +on.slice(5, 7)
  return Math.floor(Date.UTC(y, m - 1, +on.slice(8, 10)) / 86_400_000)
}

export function civilDay(number: number): string {
  const date = new Date(number * 86_400_000)
  const m = date.getUTCMonth() + 1
  const d = date.getUTCDate()
  return `${date.getUTCFullYear()}-${m < 10 ? '0' : ''}${m}-${d < 10 ? '0' : ''}${d}`
}

/** The day `days` after (or, negative, before). The start day isn't counted (Procedure Rules of the police, 35). */
export const plusDays = (on: string, days: number): string => civilDay(dayNumber(on) + days)

/** The same day of another year; the 29th of February becomes the 28th. */
export function plusYears(on: string, years: number): string {
  const year = String(+on.slice(0, 4) + years)
  const moved = `${year}${on.slice(4)}`
  return isCivilDay(moved) ? moved : `${year}-02-28`
}

/** Days from one day to another; negative where the other is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** 0 Sunday … 6 Saturday. */
export const weekday = (on: string): number => (((dayNumber(on) + 4) % 7) + 7) % 7
