import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, notCheckingFine, prohibitedPositionFine } from './article-27.ts'

const installing = fined(prohibitedPositionFine)
const checking = fined(notCheckingFine)

sentences(article, [
  {
    says: '在禁止部位安装的立即罚款 / installing in a prohibited position is fined at once',
    gives: 'yes',
    when: () => installing().finding,
  },
  {
    says: '未检查的先责令，拒不改正再罚款 / not checking is fined after order and refusal',
    gives: 'yes',
    when: () => checking({}, 'order', 'refusal').finding,
  },
  {
    says: '严重后果代替拒绝 / serious consequence stands for refusal',
    gives: 'yes',
    when: () => checking({}, 'order', 'serious-consequence').finding,
  },
  {
    says: '严重后果不代替责令 / serious consequence never stands for the order',
    gives: 'no',
    when: () => checking({}, 'serious-consequence').finding,
  },
  {
    says: '没有拒绝也没有严重后果 / neither refusal nor serious consequence',
    gives: 'no',
    when: () => checking({}, 'order').finding,
  },
  {
    says: '非公共场所不适用第一款 / paragraph 1 is about public places',
    gives: 'no',
    when: () => installing({ placeClass: 'non-public' }).finding,
  },
  {
    says: '非公共场所不适用第二款 / so is paragraph 2',
    gives: 'no',
    when: () => checking({ placeClass: 'non-public' }, 'order', 'refusal').finding,
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => installing({ placeClass: undefined }).finding,
  },
  {
    says: '程序未知 / the steps are not known',
    gives: 'unknown',
    when: () => checking({ priorSteps: undefined }).finding,
  },
])

test('the bands of both paragraphs', () => {
  for (const [subject, min, max] of [
    ['individual', 5000, 10000],
    ['unit', 10000, 20000],
    ['person-in-charge', 5000, 10000],
    ['other-responsible', 5000, 10000],
  ] as const) {
    const status = 'original text seen'
    assert.deepEqual(installing({ subject }).bands, [
      { rule: '799/27(1)', min, max, mandatory: true, status },
    ])
    const refused = checking({ subject }, 'order', 'refusal')
    assert.deepEqual(refused.bands, [{ rule: '799/27(2)', min, max, mandatory: true, status }])
  }
  for (const subject of ['principal', 'directly-responsible'] as const) {
    assert.equal(installing({ subject }).finding.outcome, 'no')
    assert.equal(checking({ subject }, 'order', 'refusal').finding.outcome, 'no')
  }
})
test('what each asks for', () => {
  assert.deepEqual([installing().requires, installing().lacking], [[], []])
  assert.deepEqual(
    [checking().requires, checking().lacking],
    [
      ['order', 'refusal'],
      ['order', 'refusal'],
    ],
  )
  assert.deepEqual(checking({}, 'order', 'serious-consequence').requires, ['order', 'serious-consequence'])
  assert.equal(installing({ placeClass: '799-9' }).finding.outcome, 'yes')
})
