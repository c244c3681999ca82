/** What the reading pages are made of: the articles law by law, and which questions stand on them. */
import type { Article } from '../article.ts'
import { chineseNumber, LAWS } from '../citation.ts'
import type { Question } from '../questions/question.ts'
import type { Row, RuleId, Text } from '../reason/finding.ts'

export type Reading = {
  readonly articles: readonly Article[]
  readonly questions: readonly Question[]
  /** For each article the names of the questions that stand on it, through other articles too. */
  readonly usedBy: ReadonlyMap<RuleId, readonly string[]>
}

export type Chapter = { readonly law: string; readonly name: Text; readonly articles: readonly Article[] }

/** Law by law, as the index has them: neighbours of one law stand together. */
export function chapters({ articles }: Reading): readonly Chapter[] {
  const found = new Map<string, Article[]>()
  for (const article of articles) {
    const law = lawOf(article.id)
    const known = found.get(law)
    if (known === undefined) found.set(law, [article])
    else known.push(article)
  }
  return [...found].map(([law, own]) => ({ law, name: LAWS[law]!, articles: own }))
}

const lawOf = (id: RuleId): string => id.split('/')[0]!

/** `185/11` → 第十一条. */
export const numberInWords = (id: RuleId): string => `第${chineseNumber(+id.split('/')[1]!)}条`

/** A row's value for a page in zh; amounts and days as they stand. */
export function valueInWords(value: Row['value']): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return value.map((item) => item ?? '无').join('、')
  return String(value)
}

/** The row's own name, without the article's id. */
export const rowName = (article: Article, row: Row): string => row.id.slice(article.id.length + 1)
