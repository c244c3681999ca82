import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, exemptUnderNine, mayInstallInOtherPublicPlace as mayInstall } from './article-09.ts'

sentences(article, [
  {
    says: '宾馆大堂由宾馆必要地安装 / a hotel may equip its lobby where that is necessary',
    gives: 'yes',
    when: () => mayInstall({ necessary: true, keepsPlaceSafe: true }),
  },
  {
    says: '没有安全防范义务的人不得安装 / nobody else may',
    gives: 'no',
    when: () => mayInstall({ necessary: true, keepsPlaceSafe: false }),
  },
  {
    says: '并非必需的不得安装 / what isn’t necessary may not be installed',
    gives: 'no',
    when: () => mayInstall({ necessary: false, keepsPlaceSafe: true }),
  },
  {
    says: '是否必需未知 / it is not known whether it is necessary',
    gives: 'unknown',
    when: () => mayInstall({ keepsPlaceSafe: true }),
  },
  {
    says: '安装者有无义务未知 / it is not known who has the duty',
    gives: 'unknown',
    when: () => mayInstall({ necessary: true }),
  },
])

test('each finding names its fact and cites paragraph 1', () => {
  for (const [facts, used, missing] of [
    [{ necessary: true, keepsPlaceSafe: true }, ['necessary', 'keepsPlaceSafe'], []],
    [{ necessary: false }, ['necessary'], []],
    [{ keepsPlaceSafe: false }, ['keepsPlaceSafe'], []],
    [{}, [], ['necessary', 'keepsPlaceSafe']],
  ] as const) {
    const finding = mayInstall(facts)
    assert.deepEqual(gathered(finding, 'used'), used)
    assert.deepEqual(gathered(finding, 'missing'), missing)
    for (const { reason } of leaves(finding)) assert.equal(reason?.rule, '799/9(1)')
  }
})
test('the exemption is the five of paragraph 2, from the Order’s first day', () => {
  assert.equal(LAW.book.at('799/9/exempt', '2025-03-31'), null)
  const row = LAW.book.has('799/9/exempt', '2025-04-01')
  assert.deepEqual(row.value, ['799/11', '799/14', '799/15', '799/16(2)', '799/17'])
  const finding = exemptUnderNine(row)
  assert.equal(finding.outcome, 'yes')
  assert.equal(finding.reason?.rule, '799/9(2)')
  assert.deepEqual([finding.used, finding.rows], [['placeClass'], [row]])
})
