import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlaceClass } from '#law/facts/place-class.ts'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, signDue, signThere } from './article-15.ts'

const on = '2026-11-24'
const there = (facts: object) => signThere({ on, placeClass: '799-7-2', ...facts }, LAW.book)

sentences(article, [
  {
    says: '学校须设标识 / a school needs a sign',
    gives: 'yes',
    cites: ['185/27', '185/15'],
    when: () => signDue('799-7-2', on, LAW.book),
  },
  {
    says: '非公共场所不须 / a place that is not public does not',
    gives: 'no',
    cites: ['185/15'],
    when: () => signDue('non-public', on, LAW.book),
  },
  {
    says: '类别未知 / the class is not known',
    gives: 'unknown',
    cites: ['185/15'],
    when: () => signDue(undefined, on, LAW.book),
  },
  {
    says: '已设标识 / the sign is there',
    gives: 'yes',
    cites: ['185/15'],
    when: () => there({ signed: true }),
  },
  {
    says: '没有标识 / the sign is not there',
    gives: 'no',
    cites: ['185/27', '185/15', '185/15'],
    when: () => there({ signed: false }),
  },
  {
    says: '有无标识未知 / whether there is a sign is not known',
    gives: 'unknown',
    cites: ['185/15'],
    when: () => there({}),
  },
  {
    says: '非公共场所没有标识也可以 / where the place is not public none is lacking',
    gives: 'yes',
    cites: ['185/15'],
    when: () => there({ placeClass: 'non-public', signed: false }),
  },
])
test('every public class, from the Decree’s first day', () => {
  const due = (place: PlaceClass, day: string) => signDue(place, day, LAW.book).outcome
  for (const place of ['799-7-1', '799-7-2', '799-9'] as const)
    assert.deepEqual([due(place, '2007-03-31'), due(place, '2007-04-01')], ['no', 'yes'])
  assert.equal(leaves(there({ signed: false })).at(-1)!.reason!.rule, '185/15')
  assert.equal(leaves(signDue('non-public', on, LAW.book))[0]!.reason!.rule, '185/15')
})
