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

/**
 * Days since 1970-01-01. Counted in whole numbers from the 1st of March of year 0, so that the leap day is a year's
 * last: a date object costs ten times as much, and limits are counted by the hundred thousand.
 */
export function dayNumber(on: string): number {
  const month = digits(on, 5, 2)
  const year = digits(on, 0, 4) - (month <= 2 ? 1 : 0)
  const ofYear = Math.floor((153 * (month <= 2 ? month + 9 : month - 3) + 2) / 5) + digits(on, 8, 2) - 1
  return 365 * year + leaps(year) + ofYear - 719_468
}

export function civilDay(number: number): string {
  const at = number + 719_468
  const era = Math.floor(at / 146_097)
  const ofEra = at - era * 146_097
  const leapDays = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096)
  const year = 400 * era + Math.floor((ofEra - leapDays) / 365)
  const ofYear = at - 365 * year - leaps(year)
  const march = Math.floor((5 * ofYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const day = ofYear - Math.floor((153 * march + 2) / 5) + 1
  return `${march < 10 ? year : year + 1}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

const leaps = (year: number): number => Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)

function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) value = 10 * value + text.charCodeAt(i) - 48
  return value
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
