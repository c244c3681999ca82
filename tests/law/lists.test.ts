import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ARTICLES } from '#law/articles.ts'
import { LISTS } from '#law/lists.ts'
import { QUESTIONS } from '#law/questions/questions.ts'

type Listed = { readonly fact: string; readonly is: string; readonly of?: readonly Listed[] }
type Kind = {
  readonly articles: string[]
  readonly group: number | null
  readonly placeClass: string | null
  readonly onlyIfKey: boolean
  readonly builtBy: string | null
}

test('questions are listed with their facts, those inside objects and lists too', () => {
  const listed = LISTS.questions!() as { name: string; facts: Listed[] }[]
  assert.deepEqual(
    listed.map(({ name }) => name),
    QUESTIONS.map(({ name }) => name),
  )
  const facts = listed.find(({ name }) => name === 'access')!.facts
  const fact = (name: string) => facts.find((one) => one.fact === name)!
  assert.deepEqual(
    fact('officials').of!.map((one) => one.fact),
    ['name', 'workId', 'unit', 'idSeen'],
  )
  assert.deepEqual(
    fact('event').of!.map(({ fact, is }) => [fact, is]),
    [
      ['kind', 'text'],
      ['occurredOn', 'date'],
    ],
  )
  assert.equal(fact('route').is, 'one-of')
  assert.equal(fact('route').of, undefined)
})
test('kinds of place: which articles list them, and who builds there', () => {
  const kinds = LISTS.kinds!() as { [kind: string]: Kind }
  const told = (kind: string) => {
    const { articles, group, placeClass, onlyIfKey, builtBy } = kinds[kind]!
    return [articles.join(), group, placeClass, onlyIfKey, builtBy]
  }
  assert.deepEqual(told('private-dwelling'), ['', null, null, false, null])
  assert.deepEqual(told('square'), ['185/7,799/7', 5, '799-7-1', false, 'government'])
  for (const kind of ['kindergarten', 'hotel', 'bank', 'park']) assert.ok(kinds[kind], kind)
})
test('articles, figures and what access can lack are listed whole', () => {
  assert.equal((LISTS.articles!() as unknown[]).length, ARTICLES.length)
  assert.equal((LISTS.parameters!() as unknown[]).length, ARTICLES.flatMap(({ rows }) => rows).length)
  const missing = LISTS.missing!() as { code: string; rules: string[] }[]
  assert.deepEqual(
    missing.map(({ code, rules }) => [code, ...rules].join(' ')),
    [
      'law-in-force 185/27 799/34',
      'event 185/16',
      'authority 185/16 185/18 799/20',
      'legal-basis 799/20',
      'two-officials 185/17 799/20',
      'different-officials 185/17 799/20',
      'work-id 185/17 799/20',
      'supporting-document 185/17 799/20',
      'relation 799/21',
      'interest 799/21',
      'consent 799/21',
      'purpose 185/13 799/16',
    ],
  )
})
