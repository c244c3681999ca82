/** Register rows as the contract's lines and stories, with what the asker may do about each. */
import type { Static } from 'typebox'
import type { Authorizer } from '../authorizer/authorizer.ts'
import type { UseFacts } from '../authorizer/facts.ts'
import type { line, story } from './contract.ts'
import { approvalOf } from './decide.ts'
import type { Person } from './load.ts'
import type { LineRow, ShownRow, StoryRow } from './register-store.ts'

export type Line = Static<typeof line>
export type Story = Static<typeof story>
type Deed = Line['may'][number]

const iso = (at: Date | null): string | null => (at === null ? null : at.toISOString())

export function lineOf(row: LineRow, asker: Person, authorizer: Authorizer, now: Date): Line {
  return {
    kind: row.kind,
    id: row.id,
    at: row.at.toISOString(),
    number: row.number,
    act: row.act,
    state: row.state,
    person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
    purpose: row.purpose,
    basis: row.basis,
    cameras: [...row.cameras],
    from: iso(row.from_at),
    to: iso(row.to_at),
    openedAt: iso(row.opened_at),
    expiresAt: iso(row.expires_at),
    endedAt: iso(row.ended_at),
    policies: [...row.policies],
    refusalCode: row.refusal_code,
    count: row.count,
    confirmation: row.confirm_by
      ? row.confirmed
        ? 'given'
        : now < row.confirm_by
          ? 'due'
          : 'overdue'
      : null,
    may: row.kind === 'use' ? deeds(row, asker, authorizer, now) : [],
  }
}

/** What the buttons may offer: asked of Cedar, like the deed itself later. */
function deeds(row: LineRow, asker: Person, authorizer: Authorizer, now: Date): Deed[] {
  const own = row.person_id === asker.id
  const facts: UseFacts = {
    id: row.id,
    act: row.act!,
    state: row.state,
    ownerId: row.person_id!,
    cameras: [],
    cameraCount: row.cameras.length,
    interval: row.from_at && row.to_at ? { fromMs: row.from_at.getTime(), toMs: row.to_at.getTime() } : null,
    lastsMs: 0,
    expiresMs: 0,
    officialsSeen: 0,
    documentsSeen: 0,
    approvals: [],
    keepersTold: false,
    relationStated: false,
    consentStated: false,
    lawful: false,
  }
  const permits = (
    action: 'approve.keeper' | 'approve.second-person' | 'approve.principal-afterwards' | 'revoke',
  ) => authorizer.authorize({ person: asker, action, resource: facts, nowMs: now.getTime() }).permit
  const out: Deed[] = []
  const kind = approvalOf({ act: row.act! })
  if (row.state === 'asked') {
    if (own) out.push('withdraw')
    else if (kind && permits(`approve.${kind}`)) out.push('approve', 'refuse')
  }
  if (row.state === 'open') {
    if (own) out.push('close')
    if (permits('revoke')) out.push('revoke')
  }
  if (row.confirm_by && !row.confirmed && !own && permits('approve.principal-afterwards')) out.push('confirm')
  return out
}

export function storyOf(
  row: StoryRow,
  shown: readonly ShownRow[],
  entries: readonly { id: string; kind: string; at: Date; index: bigint | null }[],
  asker: Person,
  authorizer: Authorizer,
  now: Date,
): Story {
  return {
    ...lineOf(row, asker, authorizer, now),
    subject: row.subject,
    lastsMinutes: Math.round(row.lasts_ms / 60_000),
    concerned:
      row.relation && row.interest && row.consent
        ? { relation: row.relation, interest: row.interest, consent: row.consent }
        : null,
    endedBy: row.ended_by,
    endReason: row.end_reason,
    result: row.result,
    destination: row.destination,
    confirmBy: iso(row.confirm_by),
    approvals: row.approvals.map((a) => ({ ...a, at: new Date(a.at).toISOString() })),
    officials: [...row.officials],
    documents: [...row.documents],
    shown: shown.map((s) => ({
      cameraId: s.camera_id,
      kind: s.kind,
      from: s.from_at.toISOString(),
      to: s.to_at.toISOString(),
      bytes: s.bytes === null ? null : Number(s.bytes),
      open: s.open,
    })),
    decidedBy: row.policies.map((policy) => ({
      policy,
      articles: authorizer.policies.get(policy)?.article.split(' ') ?? [],
    })),
    entries: entries.map((e) => ({
      id: e.id,
      kind: e.kind,
      at: e.at.toISOString(),
      index: e.index === null ? null : Number(e.index),
    })),
  }
}
