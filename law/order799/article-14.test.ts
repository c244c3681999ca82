import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, orderFiling } from './article-14.ts'

const on = '2026-11-24'
const filing = (facts: Partial<Parameters<typeof orderFiling>[0]>) => orderFiling({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '学校投入使用的系统应当备案 / a school has to file the system it put into use',
    gives: 'yes',
    cites: ['799/34', '799/7', '799/14'],
    when: () => filing({ placeClass: '799-7-2', inUseOn: '2026-03-30' }).finding,
  },
  {
    says: '第九条场所不必备案 / a place of Article 9 needn’t file',
    gives: 'no',
    cites: ['799/9'],
    when: () => filing({ placeClass: '799-9', inUseOn: '2026-03-30' }).finding,
  },
  {
    says: '尚未投入使用的不起算 / what is not in use yet needn’t be filed yet',
    gives: 'no',
    cites: ['799/14'],
    when: () => filing({ inUseOn: 'none' }).finding,
  },
  {
    says: '施行前一日没有义务 / on the eve of the Order nothing is owed',
    gives: 'no',
    cites: ['799/34'],
    when: () => filing({ placeClass: '799-7-1', inUseOn: '2024-01-01', on: '2025-03-31' }).finding,
  },
  {
    says: '类别未知则期限未知 / an unknown class leaves the time unknown',
    gives: 'unknown',
    cites: ['799/7'],
    when: () => filing({ inUseOn: '2026-03-30' }).finding,
  },
  {
    says: '投入使用之日未知 / the day it was put into use is not known',
    gives: 'unknown',
    cites: ['799/14'],
    when: () => filing({ placeClass: '799-7-1' }).finding,
  },
])

test('30 days from use; 90 days from the Order for what was in use before it', () => {
  const counted = (inUseOn: string) => {
    const { startsOn, days } = filing({ placeClass: '799-7-2', inUseOn })
    return [startsOn, days?.value]
  }
  assert.deepEqual(counted('2025-03-31'), ['2025-04-01', 90])
  assert.deepEqual(counted('2025-04-01'), ['2025-04-01', 30])
  assert.deepEqual(counted('2026-03-30'), ['2026-03-30', 30])
})
test('only facts that could still decide are missing', () => {
  assert.deepEqual(gathered(filing({}).finding, 'missing'), ['placeClass', 'inUseOn'])
  assert.deepEqual(gathered(filing({ placeClass: '799-7-2' }).finding, 'missing'), ['inUseOn'])
  assert.deepEqual(gathered(filing({ inUseOn: '2026-01-01' }).finding, 'missing'), ['placeClass'])
  assert.deepEqual(gathered(filing({ placeClass: '799-9' }).finding, 'missing'), [])
})

test('the days of the text in force count, and never a text that began after the day asked for', () => {
  const days = (from: string, value: number) => ({ ...article.rows[0]!, from, value })
  const book = new Book([
    ...LAW.book.rows.filter(({ id }) => id !== '799/14/days'),
    ...[days('2025-04-01', 30), days('2026-04-01', 20), days('2026-06-01', 10)],
  ])
  const counted = (inUseOn: string, day: string) =>
    orderFiling({ placeClass: '799-7-1', inUseOn, on: day }, book).days?.value
  assert.equal(counted('2026-03-31', '2026-11-24'), 30)
  assert.equal(counted('2026-04-01', '2026-11-24'), 20)
  assert.equal(counted('2026-07-01', '2026-05-01'), 20)
})
test('what was in use before the Order has the same duty, under its own figure', () => {
  const { finding, days } = filing({ placeClass: '799-7-2', inUseOn: '2025-03-31' })
  assert.equal(finding.outcome, 'yes')
  assert.equal(days?.id, '799/14/days-already-in-use')
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['799/34', '799/7', '799/14'],
  )
})
