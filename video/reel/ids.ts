/** Ids and civil days as they stand in files: 16 raw bytes, and a day as the decimal number YYYYMMDD. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const HEX_ID = /^[0-9a-f]{32}$/
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** A UUID in lower-case text as 16 bytes. @throws RangeError for anything else. */
export function uuidBytes(uuid: string): Buffer {
  if (!UUID.test(uuid)) throw new RangeError('not a UUID in lower case')
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** 32 lower-case hex digits as 16 bytes. @throws RangeError for anything else. */
export function hexIdBytes(id: string): Buffer {
  if (!HEX_ID.test(id)) throw new RangeError('not an id of 32 hex digits')
  return Buffer.from(id, 'hex')
}

/** `2026-03-31` as 20260331. @throws RangeError unless it is a date of the calendar. */
export function dayNumber(onDay: string): number {
  const number = Number(onDay.replaceAll('-', ''))
  if (dayText(number) !== onDay) throw new RangeError('not a civil day')
  return number
}

/** 20260331 as `2026-03-31`; null unless it is a date of the calendar from 1970 to 9999. */
export function dayText(number: number): string | null {
  if (!Number.isInteger(number) || number < 1970_01_01 || number > 9999_12_31) return null
  const digits = String(number)
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? text : null
}

/** The civil day in Beijing at an instant (no summer time since 1991; reels are younger). */
export function civilDayOf(wallMs: number): string {
  return new Date(wallMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** The civil day `days` after this one. */
export function dayAfter(onDay: string, days: number): string {
  return new Date(Date.parse(`${onDay}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
