/** A camera's facts between contract, table and history. */
import type { Static } from 'typebox'
import { toWgs84 } from '#geo/coordinates.ts'
import { type Address, type Credential, editedAddress } from './address.ts'
import type { camera, cameras } from './contract.ts'

export type CameraRow = {
  readonly id: string
  readonly number: string
  readonly device_id: string | null
  readonly name: string
  readonly purpose: string
  readonly necessity: string
  readonly place: string
  readonly place_kind: string
  readonly longitude: number | null
  readonly latitude: number | null
  readonly position_given_as: 'WGS-84' | 'GCJ-02' | 'BD-09' | null
  readonly height_m: number | null
  readonly azimuth_deg: number | null
  readonly tilt_deg: number | null
  readonly view_angle_deg: number | null
  readonly range_m: number | null
  readonly indoor: boolean
  readonly privacy_class: 'public' | 'internal' | 'private'
  readonly masked: boolean
  readonly main_url: string
  readonly sub_url: string | null
  readonly recorder: 'native'
  readonly priority: number
  readonly declared_days: number
  readonly state: 'recording' | 'paused' | 'removed'
  readonly state_reason: string | null
  readonly in_use_on: string | null
  readonly created_at: Date
  readonly changed_at: Date
  readonly username: string | null
}

type Body = Static<(typeof cameras.add)['body']>
export type Edit = Static<(typeof cameras.edit)['body']>
export type Shown = Static<typeof camera>

/** Columns of one camera as they are written; exactly these and no others can change. */
export type Columns = Record<string, string | number | boolean | null>

/** The column or columns of each fact. */
const columnsOf: Readonly<Record<string, readonly string[]>> = {
  number: ['number'],
  deviceId: ['device_id'],
  name: ['name'],
  purpose: ['purpose'],
  necessity: ['necessity'],
  place: ['place'],
  placeKind: ['place_kind'],
  position: ['longitude', 'latitude', 'position_given_as'],
  heightM: ['height_m'],
  azimuthDeg: ['azimuth_deg'],
  tiltDeg: ['tilt_deg'],
  viewAngleDeg: ['view_angle_deg'],
  rangeM: ['range_m'],
  indoor: ['indoor'],
  privacyClass: ['privacy_class'],
  masked: ['masked'],
  mainUrl: ['main_url'],
  subUrl: ['sub_url'],
  recorder: ['recorder'],
  priority: ['priority'],
  declaredDays: ['declared_days'],
  inUseOn: ['in_use_on'],
}

export type Given = {
  readonly columns: Columns
  /** Absent: the stored one stays. Null: it goes. */
  readonly credential?: Credential | null
}

/**
 * What a body makes of the columns; positions in WGS-84, addresses without credentials.
 * @param kept the row before, for an edit: an address shown with its password masked and sent back unchanged stays.
 */
export function given(body: Partial<Body> | Edit, kept: CameraRow | null): Given {
  const columns: Columns = {}
  let credential: Credential | null | undefined = body.credential
  const take = (address: Address): string => {
    if (credential === undefined || (kept === null && credential === null)) {
      if (address.credential) credential = address.credential
    }
    return address.url
  }
  for (const [fact, names] of Object.entries(columnsOf)) {
    const value = (body as Record<string, unknown>)[fact]
    if (value === undefined) continue
    if (fact === 'position') {
      const position = body.position ?? null
      const point = position === null ? null : toWgs84(position, position.system)
      columns.longitude = point?.longitude ?? null
      columns.latitude = point?.latitude ?? null
      columns.position_given_as = position?.system ?? null
    } else if (fact === 'mainUrl')
      columns.main_url = take(editedAddress(String(value), kept?.main_url ?? null))
    else if (fact === 'subUrl')
      columns.sub_url = value === null ? null : take(editedAddress(String(value), kept?.sub_url ?? null))
    else columns[names[0]!] = value as string | number | boolean | null
  }
  return credential === undefined ? { columns } : { columns, credential }
}

/** The facts whose columns differ from the row's; measures compared as the table keeps them, in single precision. */
export function changedFacts(row: CameraRow, columns: Columns): string[] {
  const old = row as unknown as Columns
  const same = (name: string): boolean => {
    const [a, b] = [old[name], columns[name]]
    const measured = /_(m|deg)$/.test(name) && typeof a === 'number' && typeof b === 'number'
    return measured ? Math.fround(a) === Math.fround(b) : a === b
  }
  return Object.entries(columnsOf)
    .filter(([, names]) => names.some((name) => name in columns && !same(name)))
    .map(([fact]) => fact)
}

/** The columns of some facts, for the history: addresses as they may be shown. */
export function pick(
  row: CameraRow | Columns,
  facts: readonly string[],
  show: (url: string) => string,
): Columns {
  const names = facts.flatMap((fact) => columnsOf[fact] ?? [])
  return Object.fromEntries(
    names.map((name) => {
      const value = (row as Columns)[name] ?? null
      return [name, name.endsWith('_url') && typeof value === 'string' ? show(value) : value]
    }),
  )
}
