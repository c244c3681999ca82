/**
 * Fills an empty station with the make-believe school: the unit, its people, its four cameras. Each row comes with its
 * ledger entry, as it would by hand; it is done once. Passwords are made here, printed once, kept nowhere.
 */
import { createHash, randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { canonicalBytes } from '#ledger/canonical.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { who } from '#station/people/context.ts'
import { hashPassword } from '#station/people/password.ts'
import { SCHOOL } from './school.ts'

export type SampleAccount = {
  readonly login: string
  readonly name: string
  readonly password: string | null
}

export type SampleAddress = {
  readonly code: string
  readonly url: string
  readonly username: string
  readonly password: string
}

/** Letters that nobody mistakes for another when reading them off a screen. */
const letters = 'abcdefghjkmnpqrstuvwxyz'
const privacy = ['public', 'internal', 'private'] as const

/** Sixteen letters in groups of four: 72 bits, easily typed. */
export function newPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

const digest = (value: Parameters<typeof canonicalBytes>[0]): string =>
  createHash('sha256').update(canonicalBytes(value)).digest('hex')

/** True where nobody has an account yet. */
export async function isEmpty(db: Executor): Promise<boolean> {
  const { rows } = await sql`select 1 from person limit 1`.execute(db)
  return rows.length === 0
}

/** The unit's facts, its people and cameras in one transaction: a crash leaves an empty station, seeded at the next start. */
export async function seedSchool(
  db: Executor,
  log: LogName,
  now: Date,
  addresses: readonly SampleAddress[],
): Promise<SampleAccount[]> {
  const accounts = await Promise.all(
    SCHOOL.people.map(async (p) => {
      const password = newPassword()
      return { ...p, password, hash: await hashPassword(password) }
    }),
  )
  await db.transaction().execute(async (trx) => {
    const facts = {
      name: SCHOOL.station.zh,
      unit: SCHOOL.unit.name.zh,
      address: SCHOOL.unit.address.zh,
      placeClass: '799-7-2',
      keyTarget: false,
    }
    await appendWith(
      trx,
      sql`update station set name = ${facts.name}, unit_name = ${facts.unit}, address = ${facts.address},
        contact = ${SCHOOL.unit.contact.zh}, place_class = ${facts.placeClass},
        key_target = ${facts.keyTarget} returning id`,
      makeEntry(log, 'config', now, { what: 'station', after: digest(facts) }),
    )
    for (const person of accounts) {
      const id = randomUUID()
      const opening = who({ id, login: person.login, name: person.name.zh })
      await appendWith(
        trx,
        sql`insert into person (id, login, name, unit, post, roles, state, password_hash, password_changed_at,
            skills_until_on, confidentiality_until_on, created_at)
          values (${id}, ${person.login}, ${person.name.zh}, ${facts.unit}, ${person.post.zh}, ${[person.role]}::text[], 'active',
            ${person.hash}, ${now}, (${now}::timestamptz + interval '1 year')::date, (${now}::timestamptz + interval '1 year')::date, ${now})
          returning id`,
        makeEntry(log, 'account', now, {
          person: opening.commitment,
          change: 'sample',
          roles: [person.role],
        }),
        { openings: [opening] },
      )
    }
    for (const camera of SCHOOL.cameras)
      await addCamera(trx, log, now, camera, addresses.find((a) => a.code === camera.code)!)
  })
  return accounts.map((a) => ({ login: a.login, name: a.name.zh, password: a.password }))
}

async function addCamera(
  db: Executor,
  log: LogName,
  now: Date,
  camera: (typeof SCHOOL.cameras)[number],
  at: SampleAddress,
): Promise<void> {
  const id = randomUUID()
  await appendWith(
    db,
    sql`insert into camera (id, number, name, purpose, necessity, place, longitude, latitude, position_given_as, height_m,
        azimuth_deg, tilt_deg, view_angle_deg, range_m, indoor, privacy_class, main_url, priority, declared_days, state,
        in_use_on, created_at, changed_at)
      values (${id}, ${camera.code}, ${camera.name.zh}, ${camera.purpose.zh}, ${camera.necessity.zh}, ${camera.place.zh},
        ${camera.longitude}, ${camera.latitude}, 'WGS-84', ${camera.heightM}, ${camera.azimuthDeg}, ${-camera.tiltDeg},
        ${camera.angleOfViewDeg}, ${camera.rangeM}, ${camera.indoor}, ${privacy[camera.privacyClass]}, ${at.url},
        ${camera.priority}, ${camera.declaredDays}, 'recording', ${now}::timestamptz::date, ${now}, ${now})
      returning id`,
    makeEntry(log, 'config', now, {
      what: 'camera',
      id,
      after: digest({ number: camera.code, url: at.url }),
    }),
    {
      also: [
        sql`insert into camera_credential (camera_id, username, password) select id, ${at.username}, ${at.password} from change`,
        sql`insert into camera_change (id, camera_id, at, what, reason)
          select ${randomUUID()}::uuid, id, ${now}, 'added', ${'样板数据'} from change`,
      ],
    },
  )
}

/** A sample camera that had to take another port: its row follows, with an entry. */
export async function follow(
  db: Executor,
  log: LogName,
  now: Date,
  addresses: readonly SampleAddress[],
): Promise<void> {
  for (const at of addresses) {
    await appendWith(
      db,
      sql`update camera set main_url = ${at.url}, changed_at = ${now} where number = ${at.code} and main_url <> ${at.url}
        and state <> 'removed' returning id`,
      makeEntry(log, 'config', now, { what: 'camera', after: digest({ number: at.code, url: at.url }) }),
      {
        also: [
          sql`update camera_credential c set password = ${at.password} from change where c.camera_id = change.id`,
        ],
      },
    )
  }
}

/** New passwords for the sample's own accounts; their sessions end. */
export async function renewPasswords(db: Executor, log: LogName, now: Date): Promise<SampleAccount[]> {
  const out: SampleAccount[] = []
  for (const p of SCHOOL.people) {
    const password = newPassword()
    const { rows } = await sql<{
      id: string
      name: string
    }>`select id, name from person where login = ${p.login}`.execute(db)
    const person = rows[0]
    if (!person) continue
    const opening = who({ id: person.id, login: p.login, name: person.name })
    await appendWith(
      db,
      sql`update person set password_hash = ${await hashPassword(password)}, password_changed_at = ${now}
        where id = ${person.id} returning id`,
      makeEntry(log, 'account', now, { person: opening.commitment, change: 'password' }),
      {
        openings: [opening],
        also: [
          sql`update session set ended_at = ${now} from change where person_id = change.id and ended_at is null`,
        ],
      },
    )
    out.push({ login: p.login, name: person.name, password })
  }
  return out
}
