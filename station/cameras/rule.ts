/** What may be changed of a camera, and by whom. Pure. */
import { Refusal } from '../refusal.ts'

/** Inside of these no camera may stand (Order 799 Art. 8). */
const prohibited: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'guest-room': { zh: '客房内部', en: 'a guest room' },
  'private-room': { zh: '包间内部', en: 'a private dining room' },
  'dormitory-room': { zh: '宿舍、住宿休息房间内部', en: 'a dormitory or rest room' },
  bathroom: { zh: '浴室内部', en: 'a bath' },
  toilet: { zh: '卫生间内部', en: 'a toilet' },
  'changing-room': { zh: '更衣室、试衣间内部', en: 'a changing or fitting room' },
  'nursing-room': { zh: '哺乳室内部', en: 'a nursing room' },
}

/** Throws Refusal `cameras/prohibited-position` (Order 799 Art. 8). */
export function assertAllowedPlace(kind: string): void {
  const name = Object.hasOwn(prohibited, kind) ? prohibited[kind] : undefined
  if (name) throw new Refusal('cameras/prohibited-position', { kind: name.zh, kindEn: name.en })
}

/** Facts of purpose and position: changing one is a keeper's decision (Decree 185 Art. 12(4)). */
export const purposeFacts = [
  'purpose',
  'necessity',
  'place',
  'placeKind',
  'position',
  'heightM',
  'azimuthDeg',
  'tiltDeg',
  'viewAngleDeg',
  'rangeM',
  'indoor',
  'privacyClass',
  'masked',
  'declaredDays',
  'inUseOn',
] as const

/** Throws Refusal `cameras/keeper-decides` where somebody else changes purpose or position. */
export function assertMayChange(roles: readonly string[], changed: readonly string[]): void {
  if (roles.includes('keeper')) return
  const kept = changed.filter((fact) => (purposeFacts as readonly string[]).includes(fact))
  if (kept.length > 0) throw new Refusal('cameras/keeper-decides', { facts: kept.join(', ') })
}
