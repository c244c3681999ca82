/** An answer as a page that a person can read and file, in one language. Plain text; the console sets it its own way. */
import { citation } from './citation.ts'
import type { Fact, Shape } from './facts/fact.ts'
import type { Answered } from './questions/ask.ts'
import type { Law, Question } from './questions/question.ts'
import type { RuleId, Text } from './reason/finding.ts'
import { STATUS } from './status.ts'

export type Language = keyof Text

const WORDS = {
  zh: {
    day: '询问之日',
    outcome: '结论',
    answer: '内容',
    reasons: '理由',
    used: '所依据的事实',
    missing: '缺少的事实',
    changes: '以下情形将改变结论',
    figures: '适用的数值',
    versions: '所引规定的版本',
    unknown: '未知',
    none: '无',
    true: '是',
    false: '否',
    items: '项',
    from: '自',
    source: '出处',
    status: '可靠程度',
    note: '本页由规则计算得出，供人参考；“不能确定”是需要人工处理的事项，不是对任何人的认定。',
    outcomes: { yes: '是', no: '否', unknown: '不能确定' },
    colon: '：',
    semicolon: '；',
    stop: '。',
    and: '、',
  },
  en: {
    day: 'Day asked for',
    outcome: 'Outcome',
    answer: 'Answer',
    reasons: 'Reasons',
    used: 'Facts relied on',
    missing: 'Facts that are missing',
    changes: 'What would change the outcome',
    figures: 'Figures that apply',
    versions: 'Versions of the rules cited',
    unknown: 'not known',
    none: 'none',
    true: 'yes',
    false: 'no',
    items: 'in all',
    from: 'from',
    source: 'source',
    status: 'how well known',
    note: 'Computed from the rules, for people to judge. “Unknown” is a task for a person, never a finding against anyone.',
    outcomes: { yes: 'yes', no: 'no', unknown: 'unknown' },
    colon: ': ',
    semicolon: '; ',
    stop: '. ',
    and: ', ',
  },
} as const

export type Section = {
  readonly is: 'answer' | 'reasons' | 'used' | 'missing' | 'changes' | 'figures' | 'versions'
  readonly title: string
  readonly lines: readonly string[]
}

export type Explained = {
  readonly title: string
  readonly day: string
  /** The outcome in one word, and what it says of this question. */
  readonly outcome: string
  readonly says: string
  /** Those that have something to say. */
  readonly sections: readonly Section[]
  readonly note: string
}

/** @param facts as they were parsed. @returns lines, each ended. */
export function explain<S extends Shape, A>(
  question: Question<S, A>,
  facts: object,
  answered: Answered<A>,
  law: Law,
  language: Language,
): string {
  const { title, day, outcome, says, sections, note } = explained(question, facts, answered, law, language)
  const words = WORDS[language]
  const lines = [
    title + bracketed(question.name, language),
    `${words.day}${words.colon}${day}`,
    `${words.outcome}${words.colon}${outcome}${words.stop}${says}`,
    ...sections.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `  ${line}`)]),
    '',
    note,
  ]
  return `${lines.join('\n')}\n`
}

/** The parts of the page, for who sets it another way. @param facts as they were parsed. */
export function explained<S extends Shape, A>(
  question: Question<S, A>,
  facts: object,
  answered: Answered<A>,
  law: Law,
  language: Language,
): Explained {
  const words = WORDS[language]
  const named = (path: string) => factAt(question.facts, path)?.name[language] ?? path
  const valued = (path: string, value: unknown) => valueInWords(factAt(question.facts, path), value, language)
  const lines: { readonly [is in Section['is']]: readonly string[] } = {
    answer: answered.answer === null ? [] : question.tell(answered.answer).map((line) => line[language]),
    reasons: answered.reasons.map(
      ({ rule, text }) => text[language] + bracketed(citation(rule)[language], language),
    ),
    used: answered.factsUsed.map(
      (path) => `${named(path)}${words.colon}${valued(path, valueAt(facts, path))}`,
    ),
    missing: answered.missing.map(named),
    changes: [...together(question.facts, answered.wouldChange)].map(
      ([{ fact, outcome }, values]) =>
        `${named(fact)} → ${values.map((to) => valued(fact, to)).join(words.semicolon)}${words.colon}${words.outcomes[outcome]}`,
    ),
    figures: answered.parameters.map(({ id, value, source, status }) => {
      const row = law.book.rows.find((one) => one.id === id && one.source === source && one.value === value)
      const known = language === 'zh' ? STATUS[status] : status
      const { colon, semicolon } = words
      const told = [
        `${words.from} ${row?.from ?? words.unknown}`,
        words.source + colon + source,
        words.status + colon + known,
      ].join(semicolon)
      return `${id} = ${valueInWords(undefined, value, language)}${bracketed(told, language)}`
    }),
    versions: versions(
      answered.reasons.map(({ rule }) => rule),
      answered.on,
      law,
      language,
    ),
  }
  return {
    title: question.title[language],
    day: answered.on,
    outcome: words.outcomes[answered.outcome],
    says: question.says[answered.outcome][language],
    sections: SECTIONS.filter((is) => lines[is].length > 0).map((is) => ({
      is,
      title: words[is],
      lines: lines[is],
    })),
    note: words.note,
  }
}

type Change = Answered<unknown>['wouldChange'][number]

/** The listed values of a fact that lead to one outcome, under the first of them: sixty kinds of places are no sixty lines. */
function together(shape: Shape, changes: readonly Change[]): Map<Change, unknown[]> {
  const told = new Map<Change, unknown[]>()
  for (const change of changes) {
    const { fact, to, outcome } = change
    const like =
      factAt(shape, fact)?.kind.is === 'one-of'
        ? [...told.keys()].find((other) => other.fact === fact && other.outcome === outcome)
        : undefined
    if (like === undefined) told.set(change, [to])
    else told.get(like)!.push(to)
  }
  return told
}

/** In the order of the page. */
const SECTIONS = ['answer', 'reasons', 'used', 'missing', 'changes', 'figures', 'versions'] as const

const bracketed = (text: string, language: Language): string =>
  language === 'zh' ? `（${text}）` : ` (${text})`

function versions(rules: readonly RuleId[], on: string, law: Law, language: Language): string[] {
  const cited = new Set(rules.map((rule) => rule.split('/')[0]!))
  const out: string[] = []
  for (const row of law.book.rows)
    if (row.id.endsWith('/in-force') && cited.has(row.id.split('/')[0]!) && law.book.at(row.id, on) === row)
      out.push(
        citation(row.id.slice(0, -'/in-force'.length))[language] +
          WORDS[language].colon +
          `${WORDS[language].from} ${row.from}`,
      )
  return out
}

/** The declaration a path such as `premises.key` leads to. */
export function factAt(shape: Shape, path: string): Fact | undefined {
  const [key, ...rest] = path.split('.') as [string, ...string[]]
  const fact = Object.hasOwn(shape, key) ? shape[key] : undefined
  if (fact === undefined || rest.length === 0) return fact
  return fact.kind.is === 'object' ? factAt(fact.kind.of, rest.join('.')) : undefined
}

function valueAt(facts: object, path: string): unknown {
  let at: unknown = facts
  for (const key of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as { readonly [key: string]: unknown })[key] : undefined
  return at
}

function valueInWords(fact: Fact | undefined, value: unknown, language: Language): string {
  const words = WORDS[language]
  if (value === undefined) return words.unknown
  if (value === 'none') return words.none
  if (typeof value === 'boolean') return words[`${value}`]
  if (Array.isArray(value))
    return fact?.kind.is === 'list'
      ? `${value.length} ${words.items}${value.map((item) => words.semicolon + inside(fact.kind, item, language)).join('')}`
      : value.map((item) => valueInWords(undefined, item ?? 'none', language)).join(words.and)
  if (typeof value === 'object' && value !== null) return inside(fact?.kind, value, language)
  if (fact?.kind.is === 'one-of') return fact.kind.values[String(value)]?.[language] ?? String(value)
  return String(value)
}

function inside(kind: Fact['kind'] | undefined, value: object, language: Language): string {
  const of = kind?.is === 'object' || kind?.is === 'list' ? kind.of : {}
  return Object.entries(value)
    .map(([key, part]) => `${of[key]?.name[language] ?? key} ${valueInWords(of[key], part, language)}`)
    .join(language === 'zh' ? '，' : ', ')
}
