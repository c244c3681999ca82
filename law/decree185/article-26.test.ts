import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, NO_FINE, ownDepartmentLiable } from './article-26.ts'

const on = '2026-11-24'
const goes = (byOfficials?: boolean, brokeRules?: boolean, day = on) =>
  ownDepartmentLiable({ byOfficials, brokeRules, on: day }, LAW.book)

sentences(article, [
  {
    says: '工作人员违反查看制度，移交其主管部门 / officials who broke the rules go to their department',
    gives: 'yes',
    when: () => goes(true, true),
  },
  {
    says: '不是工作人员 / they were no officials',
    gives: 'no',
    when: () => goes(false, true),
  },
  {
    says: '不是工作人员，是否违反未知 / no officials, whatever was broken',
    gives: 'no',
    when: () => goes(false),
  },
  {
    says: '没有违反制度 / no rule was broken',
    gives: 'no',
    when: () => goes(true, false),
  },
  {
    says: '没有违反制度，何人未知 / no rule was broken, whoever it was',
    gives: 'no',
    when: () => goes(undefined, false),
  },
  {
    says: '办法尚未施行 / the Decree is not in force yet',
    gives: 'no',
    when: () => goes(true, true, '2007-03-31'),
  },
  {
    says: '办法施行当日 / the Decree’s first day',
    gives: 'yes',
    when: () => goes(true, true, '2007-04-01'),
  },
  {
    says: '是否违反未知 / whether rules were broken is not known',
    gives: 'unknown',
    when: () => goes(true),
  },
  {
    says: '何人未知 / who it was is not known',
    gives: 'unknown',
    when: () => goes(undefined, true),
  },
  {
    says: '本条没有罚款 / the article fines nobody',
    gives: 'no',
    when: () => NO_FINE,
  },
])

test('it is this article that sends the record', () => {
  assert.equal(goes(true, true).reason?.rule, '185/26')
})
