/** Duties as facts tell them: done, not done, not known; and whether a duty that binds is met. */
import { all, any, type Finding, no, not, type RuleId, type Text, unknown, yes } from './finding.ts'

export type Words = { readonly yes: Text; readonly no: Text; readonly unknown: Text }

/** A finding from one yes-or-no fact: three constants, so that deciding allocates nothing. */
export function duty(rule: RuleId, fact: string, words: Words): (done: boolean | undefined) => Finding {
  const used = [fact]
  const done = yes(rule, words.yes, used)
  const undone = no(rule, words.no, used)
  const open = unknown(rule, words.unknown, used)
  return (value) => (value === undefined ? open : value ? done : undone)
}

/**
 * Whether everything a dated row lists is there. A no names what lacks, in the words of `names`.
 * @param what what is listed, e.g. 制度 / regimes.
 */
export function everyOne(
  rule: RuleId,
  fact: string,
  what: Text,
  names: { readonly [item: string]: Text },
): (has: readonly string[] | undefined, row: Finding['rows'][number]) => Finding {
  const used = [fact]
  return (has, row) => {
    if (has === undefined)
      return unknown(
        rule,
        { zh: `${what.zh}有哪些未知。`, en: `Which ${what.en} there are isn't known.` },
        used,
        [],
        [row],
      )
    const lacking = (row.value as readonly string[]).filter((item) => !has.includes(item))
    const words = (language: keyof Text, comma: string) =>
      lacking.map((item) => names[item]?.[language] ?? item).join(comma)
    return lacking.length === 0
      ? yes(rule, { zh: `${what.zh}齐全。`, en: `All ${what.en} are there.` }, used, [row])
      : no(
          rule,
          { zh: `${what.zh}缺：${words('zh', '、')}。`, en: `Lacking ${what.en}: ${words('en', ', ')}.` },
          used,
          [row],
        )
  }
}

/** Yes where nothing binds or everything it asks is done; no where it binds and something isn't. */
export const complies = (binds: Finding, ...done: readonly Finding[]): Finding =>
  any(not(binds), all(...done))
