/** What `law list NAME` prints: the vocabularies that answers and facts are written in. */
import { ARTICLES } from './articles.ts'
import type { Shape } from './facts/fact.ts'
import { MISSING } from './questions/access-missing.ts'
import { QUESTIONS } from './questions/questions.ts'

export const LISTS: { readonly [name: string]: () => unknown } = {
  questions: () =>
    QUESTIONS.map(({ name, title, says, facts }) => ({ name, title, says, facts: shapeListed(facts) })),
  missing: () => Object.entries(MISSING).map(([code, row]) => ({ code, ...row })),
  parameters: () => ARTICLES.flatMap(({ rows }) => rows),
  articles: () => ARTICLES.map(({ id, title, asks, decides, open }) => ({ id, title, asks, decides, open })),
}

function shapeListed(shape: Shape): unknown {
  return Object.entries(shape).map(([fact, { kind, name, none, required }]) => ({
    fact,
    name,
    required,
    none,
    ...(kind.is === 'object' || kind.is === 'list' ? { ...kind, of: shapeListed(kind.of) } : kind),
  }))
}
