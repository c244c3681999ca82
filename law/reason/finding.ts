/**
 * Three-valued findings with reasons that compose (Kleene's strong logic): what is not known stays unknown until
 * something known decides the matter. A finding is a tree; a page prints it, and only the branches that decided are in
 * it. Findings without amounts are made once, at load, so that deciding allocates little.
 */

export type Outcome = 'yes' | 'no' | 'unknown'

/** What a person reads, in the two languages of the platform; zh is written first. */
export type Text = { readonly zh: string; readonly en: string }

/** `185/11`, `799/16(2)`, `apl/64`: the law, the article, the paragraph or item. */
export type RuleId = string

export type Reason = { readonly rule: RuleId; readonly text: Text }

/** A dated figure: an amendment adds a row with a later `from`; the last row that has begun holds. */
export type Row = {
  readonly id: string
  /** First civil day (Asia/Shanghai) on which it holds. */
  readonly from: string
  readonly value: number | string | boolean | readonly (number | string | null)[]
  /** Where it is written. */
  readonly source: string
  /** How well the figure is known. */
  readonly status: string
}

export type Finding = {
  readonly outcome: Outcome
  readonly reason: Reason | null
  /** Facts that were read, by their names. */
  readonly used: readonly string[]
  /** Facts that are absent and would decide. */
  readonly missing: readonly string[]
  readonly rows: readonly Row[]
  readonly of: readonly Finding[]
}

const NONE: readonly never[] = []

function leaf(outcome: Outcome, rule: RuleId, text: Text, used: readonly string[], rows: readonly Row[]) {
  return { outcome, reason: { rule, text }, used, missing: NONE, rows, of: NONE } satisfies Finding
}

/** It is so, because `text` says. @param used the facts that were read for it. */
export const yes = (rule: RuleId, text: Text, used: readonly string[] = NONE, rows: readonly Row[] = NONE) =>
  leaf('yes', rule, text, used, rows)

/** It is not so. */
export const no = (rule: RuleId, text: Text, used: readonly string[] = NONE, rows: readonly Row[] = NONE) =>
  leaf('no', rule, text, used, rows)

/**
 * It can't be said. @param missing absent facts that would decide; none: the law itself leaves it open, and a person
 * has to read it.
 */
export function unknown(
  rule: RuleId,
  text: Text,
  missing: readonly string[],
  used: readonly string[] = NONE,
  rows: readonly Row[] = NONE,
): Finding {
  return { outcome: 'unknown', reason: { rule, text }, used, missing, rows, of: NONE }
}

const group = (outcome: Outcome, of: readonly Finding[]): Finding =>
  of.length === 1 ? of[0]! : { outcome, reason: null, used: NONE, missing: NONE, rows: NONE, of }

/** Yes if every one is; no if any is. Carries the ones that decided. All of nothing is a fault of the caller. */
export function all(...findings: readonly Finding[]): Finding {
  return decided('no', 'yes', findings)
}

/** Yes if any one is; no if none is. */
export function any(...findings: readonly Finding[]): Finding {
  return decided('yes', 'no', findings)
}

function decided(strong: Outcome, weak: Outcome, findings: readonly Finding[]): Finding {
  if (findings.length === 0) throw new Error('a finding composed of nothing')
  let outcome = weak
  for (const finding of findings) {
    if (finding.outcome === strong) {
      outcome = strong
      break
    }
    if (finding.outcome === 'unknown') outcome = 'unknown'
  }
  if (outcome === weak) return group(weak, findings)
  const deciding: Finding[] = []
  for (const finding of findings) if (finding.outcome === outcome) deciding.push(finding)
  return group(outcome, deciding)
}

const TURNED: { readonly [K in Outcome]: Outcome } = { yes: 'no', no: 'yes', unknown: 'unknown' }

/** The opposite, for the same reasons. */
export const not = (finding: Finding): Finding => ({
  ...finding,
  outcome: TURNED[finding.outcome],
})

/** The same outcome with something a reader ought to know beside it. Never decides. */
export function withRemarks(finding: Finding, ...remarks: readonly Finding[]): Finding {
  if (remarks.length === 0) return finding
  return {
    outcome: finding.outcome,
    reason: null,
    used: NONE,
    missing: NONE,
    rows: NONE,
    of: [finding, ...remarks],
  }
}

/** A finding's leaves, in the order in which they were composed, without repetition. */
export function leaves(finding: Finding): readonly Finding[] {
  const out: Finding[] = []
  const walk = (at: Finding): void => {
    if (at.reason !== null && !out.includes(at)) out.push(at)
    for (const child of at.of) walk(child)
  }
  walk(finding)
  return out
}

/** Every value of a list that the leaves carry, once each. */
export function gathered<K extends 'used' | 'missing' | 'rows'>(
  finding: Finding,
  key: K,
): Finding[K][number][] {
  const out = new Set<Finding[K][number]>()
  const walk = (at: Finding): void => {
    for (const value of at[key]) out.add(value)
    for (const child of at.of) walk(child)
  }
  walk(finding)
  return [...out]
}

/** All that a finding carries, in its order and once each: what `leaves` and `gathered` find, in one walk. */
export type Carried = {
  readonly reasons: readonly Reason[]
  readonly used: readonly string[]
  readonly missing: readonly string[]
  readonly rows: readonly Row[]
}

export function carried(finding: Finding): Carried {
  const seen: Finding[] = []
  const out = { reasons: [] as Reason[], used: [] as string[], missing: [] as string[], rows: [] as Row[] }
  carry(finding, seen, out)
  return out
}

function carry(
  at: Finding,
  seen: Finding[],
  out: { reasons: Reason[]; used: string[]; missing: string[]; rows: Row[] },
): void {
  if (at.reason !== null) {
    if (seen.includes(at)) return
    seen.push(at)
    out.reasons.push(at.reason)
  }
  for (const fact of at.used) if (!out.used.includes(fact)) out.used.push(fact)
  for (const fact of at.missing) if (!out.missing.includes(fact)) out.missing.push(fact)
  for (const row of at.rows) if (!out.rows.includes(row)) out.rows.push(row)
  for (const child of at.of) carry(child, seen, out)
}
