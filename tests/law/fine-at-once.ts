/** What holds alike of the Decree's fines that come with the order, or without one, and ask for nothing before them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Article } from '#law/article.ts'
import { SUBJECTS, type Subject } from '#law/facts/prior-steps.ts'
import type { fined } from './cases.ts'

type FineOf = ReturnType<typeof fined>

/** For `sentences`. */
export const fineAtOnce = (fine: FineOf) =>
  [
    {
      says: '与责令一并罚款，不需要此前的程序 / the fine comes with the order, nothing is needed before it',
      gives: 'yes',
      when: () => fine().finding,
    },
    {
      says: '对主管人员不依本条罚款 / a person in charge is nobody the Decree fines',
      gives: 'no',
      when: () => fine({ subject: 'person-in-charge' }).finding,
    },
    {
      says: '办法施行前已终了的行为 / an act that had ended before the Decree',
      gives: 'no',
      when: () => fine({ actedOn: '2007-03-01', endedOn: '2007-03-31', decidedOn: '2007-05-01' }).finding,
    },
    {
      says: '办法施行前作出的决定 / a decision before the Decree',
      gives: 'no',
      when: () => fine({ actedOn: '2007-03-01', decidedOn: '2007-03-31' }).finding,
    },
    {
      says: '处罚对象未知 / whom it would be for is not known',
      gives: 'unknown',
      when: () => fine({ subject: undefined }).finding,
    },
    {
      says: '行为之日与终了之日未知 / neither the act nor its end is dated',
      gives: 'unknown',
      when: () => fine({ actedOn: undefined, endedOn: undefined }).finding,
    },
    {
      says: '决定之日未知 / the decision is not dated',
      gives: 'unknown',
      when: () => fine({ decidedOn: undefined }).finding,
    },
  ] as const

/** @param bands whom the article fines, and between which sums in CNY; nobody else is fined. */
export function testBands(
  article: Article,
  fine: FineOf,
  bands: Readonly<Partial<Record<Subject, readonly [number, number]>>>,
): void {
  const range = (found: ReturnType<FineOf>) =>
    found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
  test('the bands, whom by whom', () => {
    for (const [subject, [min, max]] of Object.entries(bands))
      assert.deepEqual(range(fine({ subject: subject as Subject })), [[article.id, min, max, true]], subject)
  })
  test('nothing is asked for before it', () => {
    assert.deepEqual([fine().requires, fine().lacking], [[], []])
    assert.equal(fine({ priorSteps: undefined }).finding.outcome, 'yes')
    assert.equal(fine({ placeClass: undefined }).finding.outcome, 'yes')
  })
  test('nobody else is fined', () => {
    for (const subject of Object.keys(SUBJECTS) as Subject[]) {
      if (subject in bands) continue
      assert.equal(fine({ subject }).finding.outcome, 'no')
      assert.deepEqual(fine({ subject }).bands, [])
    }
  })
}
