/**
 * Lists of places that end in “and the like”: a place that isn't listed is free where it is known to be neither crowded,
 * key nor important. Else it is for a person to judge.
 */
import { type Finding, no, type RuleId, type Text, unknown } from '../reason/finding.ts'
import type { Premises } from './place-kind.ts'

const SIGNS = ['crowded', 'key', 'important'] as const

/** @param says that the article doesn't list it, without a full stop. @returns a finding for each state of the three. */
export function unlisted(rule: RuleId, says: Text): (premises: Premises) => Finding {
  const free = no(
    rule,
    {
      zh: `${says.zh}，且非人员聚集、非重点、非重要。`,
      en: `${says.en}, and it is neither crowded, key nor important.`,
    },
    ['premises.kind', ...SIGNS.map((sign) => `premises.${sign}`)],
  )
  const open = (text: Text, missing: readonly string[], used: readonly string[]) =>
    unknown(
      rule,
      { zh: `${says.zh}；${text.zh}`, en: `${says.en}; ${text.en}` },
      missing.map((sign) => `premises.${sign}`),
      ['premises.kind', ...used.map((sign) => `premises.${sign}`)],
    )
  const like = SIGNS.map((sign) =>
    open(
      {
        zh: '但以“等”结尾，可能包括该重要、重点或者人员聚集的场所，请人工判断。',
        en: 'but the list ends in “and the like”, which may reach an important, key or crowded place; a person has to judge.',
      },
      [],
      [sign],
    ),
  )
  // Eight sets of what is absent, by one bit each.
  const absent = Array.from({ length: 8 }, (_, bits) =>
    open(
      {
        zh: '是否人员聚集、重点或者重要未知。',
        en: 'whether it is crowded, key or important is not known.',
      },
      SIGNS.filter((_, i) => (bits & (1 << i)) !== 0),
      [],
    ),
  )
  return (premises) => {
    let bits = 0
    for (let i = 0; i < SIGNS.length; i++) {
      const said = premises[SIGNS[i]!]
      if (said === true) return like[i]!
      if (said === undefined) bits |= 1 << i
    }
    return bits === 0 ? free : absent[bits]!
  }
}
