import assert from 'node:assert/strict'
import { test } from 'node:test'
import { step } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, correctionOrdered, orderGoesWith, orderPaper } from './apl-28.ts'

sentences(article, [
  {
    says: '有责令改正的文书 / there is an order to correct with its document',
    gives: 'yes',
    when: () => correctionOrdered([step('warning'), step('order')]),
  },
  {
    says: '没有任何程序 / no step was taken',
    gives: 'no',
    when: () => correctionOrdered([]),
  },
  {
    says: '只有警告 / there is only a warning',
    gives: 'no',
    when: () => correctionOrdered([step('warning')]),
  },
  {
    says: '责令没有文书 / the order has no document',
    gives: 'no',
    when: () => correctionOrdered([{ ...step('order'), document: 'none' }]),
  },
  {
    says: '责令的文书未知 / whether the order has a document is not known',
    gives: 'unknown',
    when: () => correctionOrdered([{ kind: 'order', on: '2026-03-02' }]),
  },
  {
    says: '程序未知 / the steps are not known',
    gives: 'unknown',
    when: () => correctionOrdered(undefined),
  },
])

test('the paper each rule calls for', () => {
  const papers = {
    责令限期整改通知书: ['185/19', '185/23'],
    责令改正通知书: ['185/20', '185/22', '185/24', '185/25', '799/13', '799/27(2)', '799/28', '799/30'],
    责令限期改正通知书: ['799/26', '799/29'],
    责令拆除: ['185/21'],
  }
  for (const [paper, rules] of Object.entries(papers))
    for (const rule of rules) {
      assert.equal(orderPaper(rule).zh, paper, rule)
      const remark = orderGoesWith(rule)
      assert.equal(orderGoesWith(rule), remark)
      assert.deepEqual([remark.outcome, remark.reason?.rule], ['yes', 'apl/28'])
      assert.ok(remark.reason?.text.zh.includes(paper))
    }
})
