/**
 * Times as people read them. Instants are shown in Beijing time whatever the zone of the console: the register,
 * the roster and the paper on the desk use it. China has had no summer time since 1991, so the offset is fixed.
 */
import type { Language } from '../text/language.ts'

const OFFSET_MS = 8 * 3_600_000
export const DAY_MS = 86_400_000

export type Instant = string | number | Date

export function millis(at: Instant): number {
  return typeof at === 'number' ? at : new Date(at).getTime()
}

function parts(at: Instant): string {
  return new Date(millis(at) + OFFSET_MS).toISOString()
}

/** `2026-11-23` */
export function dayOf(at: Instant): string {
  return parts(at).slice(0, 10)
}

/** `16:42:07` */
export function clockOf(at: Instant): string {
  return parts(at).slice(11, 19)
}

/** `16:42` */
export function minuteOf(at: Instant): string {
  return parts(at).slice(11, 16)
}

/** `16:42:07.250` */
export function tickOf(at: Instant): string {
  return parts(at).slice(11, 23)
}

/** `11-23 16:42` */
export function shortOf(at: Instant): string {
  return `${parts(at).slice(5, 10)} ${minuteOf(at)}`
}

/** `2026-11-23 16:42:07` */
export function fullOf(at: Instant): string {
  return `${dayOf(at)} ${clockOf(at)}`
}

/** The first millisecond of a civil day `YYYY-MM-DD` in Beijing. */
export function startOfDay(on: string): number {
  return Date.parse(`${on}T00:00:00+08:00`)
}

/** A length of time in the two largest units that matter: `3 小时 12 分`, `3 h 12 min`. */
export function durationOf(ms: number, language: Language): string {
  const s = Math.max(0, Math.round(ms / 1000))
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60]
  const word =
    language === 'zh' ? { d: '天', h: '小时', m: '分', s: '秒' } : { d: 'd', h: 'h', m: 'min', s: 's' }
  if (d > 0) return h > 0 ? `${d} ${word.d} ${h} ${word.h}` : `${d} ${word.d}`
  if (h > 0) return m > 0 ? `${h} ${word.h} ${m} ${word.m}` : `${h} ${word.h}`
  if (m > 0) return s % 60 > 0 ? `${m} ${word.m} ${s % 60} ${word.s}` : `${m} ${word.m}`
  return `${s} ${word.s}`
}

/** `1.2 TB`, `340 MB`; decimal units, as disks are sold. */
export function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}
