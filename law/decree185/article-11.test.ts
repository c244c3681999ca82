import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, decreeAuthority, decreeFiling } from './article-11.ts'

const on = '2026-11-24'
const filing = (facts: { acceptedOn?: string; builtOn?: string; on?: string }) =>
  decreeFiling({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '验收合格后应当备案 / a system that passed acceptance has to be filed',
    gives: 'yes',
    cites: ['185/27', '185/11'],
    when: () => filing({ acceptedOn: '2026-03-16' }).finding,
  },
  {
    says: '施行前建成的也应当备案 / a system built before the Decree has to be filed',
    gives: 'yes',
    cites: ['185/27', '185/11'],
    when: () => filing({ builtOn: '2007-03-31' }).finding,
  },
  {
    says: '施行后建成、尚未验收的没有期限 / built later and not accepted yet, no time runs',
    gives: 'no',
    cites: ['185/11'],
    when: () => filing({ builtOn: '2007-04-01', acceptedOn: 'none' }).finding,
  },
  {
    says: '施行之前没有备案义务 / before the Decree there is no duty to file',
    gives: 'no',
    cites: ['185/27'],
    when: () => filing({ builtOn: '2007-03-20', on: '2007-03-31' }).finding,
  },
  {
    says: '验收日与建成日都未知 / neither acceptance nor building is known',
    gives: 'unknown',
    cites: ['185/11'],
    when: () => filing({}).finding,
  },
  {
    says: '未验收、建成日未知 / not accepted, and it is not known when it was built',
    gives: 'unknown',
    cites: ['185/11'],
    when: () => filing({ acceptedOn: 'none' }).finding,
  },
])

test('it counts from acceptance, and from the entry into force where it was built before', () => {
  assert.equal(filing({ acceptedOn: '2007-04-01' }).startsOn, '2007-04-01')
  assert.equal(filing({ acceptedOn: '2026-03-16', builtOn: '2007-03-01' }).startsOn, '2026-03-16')
  assert.equal(filing({ acceptedOn: '2007-03-31' }).startsOn, '2007-04-01')
  assert.equal(filing({ builtOn: '2007-03-20' }).startsOn, '2007-04-01')
  assert.equal(filing({ builtOn: '2007-04-01' }).startsOn, null)
})
test('only facts that could still decide are missing', () => {
  const missing = (facts: Parameters<typeof filing>[0]) => gathered(filing(facts).finding, 'missing')
  assert.deepEqual(missing({}), ['acceptedOn', 'builtOn'])
  assert.deepEqual(missing({ builtOn: '2020-01-01' }), ['acceptedOn'])
  assert.deepEqual(missing({ acceptedOn: 'none' }), ['builtOn'])
  assert.deepEqual(missing({ builtOn: '2007-03-20' }), [])
})

test('the days of the text in force count, and never a text that began after the day asked for', () => {
  const days = (from: string, value: number) => ({ ...article.rows[0]!, from, value })
  const book = new Book([
    ...LAW.book.rows.filter(({ id }) => id !== '185/11/days'),
    ...[days('2007-04-01', 30), days('2026-04-01', 20), days('2026-06-01', 10)],
  ])
  const counted = (acceptedOn: string, day: string) => decreeFiling({ acceptedOn, on: day }, book).days?.value
  assert.equal(counted('2026-03-31', '2026-11-24'), 30)
  assert.equal(counted('2026-04-01', '2026-11-24'), 20)
  assert.equal(counted('2026-07-01', '2026-05-01'), 20)
  const early = decreeFiling({ builtOn: '2007-03-01', on: '2026-11-24' }, book)
  assert.deepEqual([early.days?.id, early.days?.value], ['185/11/days-already-built', 30])
  assert.equal(decreeFiling({ acceptedOn: '2026-05-01', on }, book).days?.id, '185/11/days')
})

test('with whom: the municipal police, those of the district it is affiliated to, or those of the place', () => {
  const to = (facts: Parameters<typeof decreeAuthority>[0]) => {
    const { finding, authority } = decreeAuthority(facts)
    return [
      finding.outcome,
      finding.reason?.rule,
      authority?.level ?? null,
      authority?.district ?? null,
      authority?.rule ?? null,
      gathered(finding, 'missing').join(),
    ]
  }
  const district = '110105'
  assert.deepEqual(to({ affiliation: 'municipal', district }), [
    ...['yes', '185/11', 'municipal', '110000', '185/11', ''],
  ])
  assert.deepEqual(to({ affiliation: 'district', affiliationDistrict: '110102', district }), [
    ...['yes', '185/11', 'district', '110102', '185/11', ''],
  ])
  assert.deepEqual(to({ affiliation: 'none', affiliationDistrict: '110102', district }), [
    ...['yes', '185/11', 'district', '110105', '185/11', ''],
  ])
  const open = (missing: string) => ['unknown', '185/11', null, null, null, missing]
  assert.deepEqual(to({ district }), open('affiliation'))
  assert.deepEqual(to({ affiliation: 'district', district }), open('affiliationDistrict'))
  assert.deepEqual(to({ affiliation: 'none' }), open('district'))
  const used = (facts: Parameters<typeof decreeAuthority>[0]) => decreeAuthority(facts).finding.used.join()
  assert.equal(
    used({ affiliation: 'district', affiliationDistrict: '110102' }),
    'affiliation,affiliationDistrict',
  )
  assert.equal(used({ affiliation: 'none', district }), 'affiliation,district')
})
