/** What `law list NAME` prints: the vocabularies that answers and facts are written in. */
import { ARTICLES } from './articles.ts'
import { groupOf } from './decree185/article-05.ts'
import { decreeGovernmentBuilds } from './decree185/article-07.ts'
import type { Shape } from './facts/fact.ts'
import { PLACE_KINDS, type PlaceKind } from './facts/place-kind.ts'
import { LAW } from './law.ts'
import { builderNamed } from './order799/article-07.ts'
import { MISSING } from './questions/access-missing.ts'
import { QUESTIONS } from './questions/questions.ts'

export const LISTS: { readonly [name: string]: () => unknown } = {
  questions: () =>
    QUESTIONS.map(({ name, title, says, facts }) => ({ name, title, says, facts: shapeListed(facts) })),
  missing: () => Object.entries(MISSING).map(([code, row]) => ({ code, ...row })),
  parameters: () => ARTICLES.flatMap(({ rows }) => rows),
  kinds: () => Object.fromEntries(KINDS.map((kind) => [kind, kindListed(kind)])),
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

const KINDS = Object.keys(PLACE_KINDS) as PlaceKind[]
/** Later than any row begins: the lists as they stand. */
const LAST = '2199-12-31'

/** A kind of place: which articles list it, in which group and class, under which condition, and who builds there. */
function kindListed(kind: PlaceKind): unknown {
  const { book } = LAW
  const group = groupOf(kind, LAST, book)
  const builder = builderNamed(kind, LAST, book)
  const named = (id: string) => (book.has(id, LAST).value as readonly string[]).includes(kind)
  const articles: string[] = []
  if (group !== null) articles.push('185/5')
  if (decreeGovernmentBuilds(kind, LAST, book)) articles.push('185/7')
  if (builder !== null) articles.push('799/7')
  return {
    names: PLACE_KINDS[kind],
    articles,
    // In Beijing a kind that the Order alone lists is one of national law.
    group: group ?? (builder === null ? null : 5),
    placeClass: builder === null ? null : builder.by === 'government' ? '799-7-1' : '799-7-2',
    onlyIfKey: named('185/5/only-if-key'),
    builtBy: articles.length === 0 ? null : builder?.by === 'government' ? 'government' : 'unit',
  }
}
