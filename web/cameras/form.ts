/** Between the form's fields and what the contract takes. */

import type { cameras as routes } from '#station/cameras/contract.ts'
import type { Ask } from '../api/client.ts'
import type { Camera } from './CameraFacts.tsx'

type Body = Ask<typeof routes.add>['body']
type Changes = Omit<Ask<typeof routes.edit>['body'], 'reason'>

export type Fields = Omit<Body, 'position' | 'credential' | 'deviceId' | 'subUrl' | 'inUseOn'> & {
  readonly longitude?: number | null
  readonly latitude?: number | null
  readonly system: 'WGS-84' | 'GCJ-02' | 'BD-09'
  readonly username?: string
  readonly password?: string
  readonly deviceId?: string
  readonly subUrl?: string
  readonly inUseOn?: string
  readonly reason?: string
}

/** Places where Order 799 Art. 8 forbids a camera; the server refuses them and says so. */
export const forbiddenKinds: ReadonlySet<string> = new Set([
  'guest-room',
  'dormitory-room',
  'bathroom',
  'toilet',
  'changing-room',
  'nursing-room',
  'private-room',
])

export const emptyFields: Partial<Fields> = {
  placeKind: 'entrance',
  privacyClass: 'public',
  masked: false,
  indoor: false,
  system: 'WGS-84',
  recorder: 'native',
  priority: 5,
  declaredDays: 30,
}

export function fieldsOf(camera: Camera): Partial<Fields> {
  return {
    ...camera,
    longitude: camera.position?.longitude ?? null,
    latitude: camera.position?.latitude ?? null,
    system: 'WGS-84',
    subUrl: camera.subUrl ?? '',
    deviceId: camera.deviceId ?? '',
    inUseOn: camera.inUseOn ?? '',
  }
}

const orNull = (value: string | undefined) => value?.trim() || null

export function toBody(f: Fields): Body {
  return {
    number: f.number.trim(),
    name: f.name.trim(),
    purpose: f.purpose.trim(),
    necessity: f.necessity.trim(),
    place: f.place.trim(),
    placeKind: f.placeKind,
    position:
      typeof f.longitude === 'number' && typeof f.latitude === 'number'
        ? { longitude: f.longitude, latitude: f.latitude, system: f.system }
        : null,
    heightM: f.heightM ?? null,
    azimuthDeg: f.azimuthDeg ?? null,
    tiltDeg: f.tiltDeg ?? null,
    viewAngleDeg: f.viewAngleDeg ?? null,
    rangeM: f.rangeM ?? null,
    indoor: f.indoor,
    privacyClass: f.privacyClass,
    masked: f.masked,
    declaredDays: f.declaredDays,
    inUseOn: orNull(f.inUseOn),
    deviceId: orNull(f.deviceId),
    mainUrl: f.mainUrl.trim(),
    subUrl: orNull(f.subUrl),
    recorder: f.recorder,
    priority: f.priority,
    credential: f.username ? { username: f.username, password: f.password ?? '' } : null,
  }
}

/** Only what differs from what is registered; a credential only where one was typed. */
export function changesOf(camera: Camera, fields: Fields): Changes {
  const { credential, position, ...rest } = toBody(fields)
  const changed = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => value !== camera[name as keyof typeof rest]),
  )
  const moved =
    position?.longitude !== camera.position?.longitude ||
    position?.latitude !== camera.position?.latitude ||
    (position !== null && position.system !== 'WGS-84')
  return { ...changed, ...(moved ? { position } : {}), ...(credential === null ? {} : { credential }) }
}
