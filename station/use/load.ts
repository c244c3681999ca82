/** What a decision on a use is made from, read afresh. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import type { Act, PersonFacts, UseFacts, UseState } from '../authorizer/facts.ts'
import { isLawful, type Registered } from './lawful.ts'
import { type Official, officialsSeen } from './rule.ts'
import type { Use } from './use.ts'

export type Person = PersonFacts & { readonly login: string; readonly name: string }

/** Null: nobody has this id. */
export async function loadPerson(db: Executor, id: string, now: Date): Promise<Person | null> {
  const today = civilDayOf(now.getTime())
  const { rows } = await sql<{
    id: string
    login: string
    name: string
    roles: string[]
    active: boolean
    trained: boolean
    on_watch: boolean
  }>`
    select p.id, p.login, p.name, p.roles, p.state = 'active' as active,
      coalesce(p.skills_until_on >= ${today}::date and p.confidentiality_until_on >= ${today}::date, false) as trained,
      exists (select from watch w where w.person_id = p.id and w.handed_over_at is null) as on_watch
    from person p where p.id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const { on_watch: onWatch, ...rest } = row
  return { ...rest, onWatch }
}

type UseRow = {
  id: string
  number: string
  act: Act
  state: UseState
  person_id: string
  from_at: Date | null
  to_at: Date | null
  lasts_ms: number
  asked_at: Date
  opened_at: Date | null
  expires_at: Date | null
  ended_at: Date | null
  ended_by: string | null
  policies: string[]
  refusal_code: string | null
  end_reason: string | null
  result: string | null
  destination: string | null
  confirm_by: Date | null
  confirmed_by: string | null
  purpose: string
  basis: string
  relation: NonNullable<Registered['concerned']>['relation'] | null
  interest: NonNullable<Registered['concerned']>['interest'] | null
  consent: string | null
  cameras: string[]
  approvals: string[]
  officials: Official[]
  documents_seen: number
}

export type LoadedUse = { readonly use: Use; readonly facts: UseFacts }

/** Null: there is no such use. */
export async function loadUse(db: Executor, id: string): Promise<LoadedUse | null> {
  const { rows } = await sql<UseRow>`
    select u.id, u.number, u.act, u.state, u.person_id, u.from_at, u.to_at, u.lasts_ms, u.asked_at, u.opened_at,
      u.expires_at, u.ended_at, u.ended_by, u.policies, u.refusal_code, u.end_reason, u.result, u.destination,
      u.confirm_by, u.purpose, u.basis, u.relation, u.interest, u.consent,
      array(select camera_id from use_camera where use_id = u.id order by camera_id) as cameras,
      array(select kind from use_approval where use_id = u.id group by kind) as approvals,
      (select person_id from use_approval where use_id = u.id and kind = 'principal-afterwards') as confirmed_by,
      (select coalesce(json_agg(json_build_object('name', name, 'unit', unit, 'workId', work_id, 'idSeen', id_seen)), '[]')
        from use_official where use_id = u.id) as officials,
      (select count(*)::int from use_document where use_id = u.id and seen) as documents_seen
    from "use" u where u.id = ${id}`.execute(db)
  const row = rows[0]
  return row ? { use: stateOf(row), facts: factsOf(row) } : null
}

function factsOf(r: UseRow): UseFacts {
  return {
    id: r.id,
    act: r.act,
    state: r.state,
    ownerId: r.person_id,
    cameras: [],
    cameraCount: r.cameras.length,
    interval: r.from_at && r.to_at ? { fromMs: r.from_at.getTime(), toMs: r.to_at.getTime() } : null,
    lastsMs: r.lasts_ms,
    expiresMs: r.state === 'open' ? r.expires_at!.getTime() : 0,
    officialsSeen: officialsSeen(r.officials),
    documentsSeen: r.documents_seen,
    approvals: r.approvals,
    keepersTold: r.approvals.includes('keeper-told'),
    relationStated: r.relation !== null,
    consentStated: r.consent !== null,
    lawful: isLawful(registered(r), r.asked_at),
  }
}

function registered(r: UseRow): Registered {
  const { act, purpose, basis, officials, relation, interest, consent } = r
  const concerned =
    relation === null || interest === null || consent === null ? null : { relation, interest, consent }
  return { act, purpose, basis, officials, documentsSeen: r.documents_seen, concerned }
}

/** The row's state with exactly its facts; the table's checks say that they are there. */
function stateOf(r: UseRow): Use {
  const asked = {
    id: r.id,
    number: r.number,
    act: r.act,
    ownerId: r.person_id,
    cameras: r.cameras,
    interval: r.from_at && r.to_at ? { from: r.from_at, to: r.to_at } : null,
    lastsMs: r.lasts_ms,
    askedAt: r.asked_at,
  }
  const ended = { endedAt: r.ended_at!, endedBy: r.ended_by }
  const opened = {
    openedAt: r.opened_at!,
    expiresAt: r.expires_at!,
    policies: r.policies,
    confirmBy: r.confirm_by,
    confirmedBy: r.confirmed_by,
  }
  switch (r.state) {
    case 'asked':
      return { ...asked, state: 'asked' }
    case 'open':
      return { ...asked, ...opened, state: 'open' }
    case 'closed':
      return {
        ...asked,
        ...opened,
        ...ended,
        state: 'closed',
        result: r.result ?? '',
        destination: r.destination,
      }
    case 'expired':
      return { ...asked, ...opened, ...ended, state: 'expired' }
    case 'revoked':
      return { ...asked, ...opened, ...ended, state: 'revoked', reason: r.end_reason ?? '' }
    case 'refused':
      return { ...asked, ...ended, state: 'refused', code: r.refusal_code!, reason: r.end_reason }
    case 'withdrawn':
      return { ...asked, ...ended, state: 'withdrawn' }
  }
}
