import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import {
  article,
  documentShown,
  enoughDifferent,
  enoughNamed,
  idsSeen,
  type Official,
  officialsConduct,
  onePerson,
} from './article-17.ts'

const on = '2026-11-24'
const a = { name: '王一', unit: '东城分局', workId: '012345', idSeen: true }
const b = { ...a, name: '李二', workId: '012346' }
const named = (...officials: Official[]) => enoughNamed(officials, on, LAW.book)
const different = (...officials: Official[]) => enoughDifferent(officials, on, LAW.book)

sentences(article, [
  {
    says: '二名工作人员够数 / two officials are enough',
    gives: 'yes',
    cites: ['185/17(1)'],
    when: () => named(a, b),
  },
  { says: '一名不够 / one is not', gives: 'no', cites: ['185/17(1)'], when: () => named(a) },
  { says: '没有人来 / nobody came', gives: 'no', cites: ['185/17(1)'], when: () => named() },
  {
    says: '来了谁未知 / who came is not known',
    gives: 'unknown',
    cites: ['185/17(1)'],
    when: () => enoughNamed(undefined, on, LAW.book),
  },
  {
    says: '二人是不同的人 / the two are different people',
    gives: 'yes',
    cites: ['185/17(1)'],
    when: () => different(a, b),
  },
  {
    says: '同一人登记两次 / one is written down twice',
    gives: 'no',
    cites: ['185/17(1)'],
    when: () => different(a, a),
  },
  {
    says: '缺证件号不能确定是否同一人 / without a number they may be one person',
    gives: 'unknown',
    cites: ['185/17(1)'],
    when: () => different(a, { name: '李二', unit: '东城分局' }),
  },
  {
    says: '每人都出示证件 / everybody showed the ID',
    gives: 'yes',
    cites: ['185/17(2)'],
    when: () => idsSeen([a, b]),
  },
  {
    says: '有一人没有出示 / somebody did not show it',
    gives: 'no',
    cites: ['185/17(2)'],
    when: () =>
      idsSeen([
        { ...a, idSeen: undefined },
        { ...b, idSeen: false },
      ]),
  },
  {
    says: '有一人是否出示未知 / whether somebody did is not known',
    gives: 'unknown',
    cites: ['185/17(2)'],
    when: () => idsSeen([a, { ...b, idSeen: undefined }]),
  },
  {
    says: '谁来未知则证件未知 / nobody named, nothing seen',
    gives: 'unknown',
    cites: ['185/17(2)'],
    when: () => idsSeen(undefined),
  },
  {
    says: '证明文件已出示 / the document was shown',
    gives: 'yes',
    cites: ['185/17(2)'],
    when: () => documentShown('介绍信'),
  },
  {
    says: '没有证明文件 / there is no document',
    gives: 'no',
    cites: ['185/17(2)'],
    when: () => documentShown('none'),
  },
  {
    says: '证明文件未出示 / it was not shown',
    gives: 'no',
    cites: ['185/17(2)'],
    when: () => documentShown(false),
  },
  {
    says: '是否出示未知 / whether it was is not known',
    gives: 'unknown',
    cites: ['185/17(2)'],
    when: () => documentShown(undefined),
  },
  {
    says: '自行填表并保密的，已尽义务 / who filled in the form and kept secrets did what is asked',
    gives: 'yes',
    cites: ['185/17(3)', '185/17(4)'],
    when: () => officialsConduct({ on, formFilledByThem: true, keptConfidential: true }, LAW.book),
  },
  {
    says: '没有填表 / the form was not filled in',
    gives: 'no',
    cites: ['185/27', '185/17(3)'],
    when: () => officialsConduct({ on, formFilledByThem: false, keptConfidential: true }, LAW.book),
  },
  {
    says: '泄露了内容 / something was given away',
    gives: 'no',
    cites: ['185/27', '185/17(4)'],
    when: () => officialsConduct({ on, formFilledByThem: true, keptConfidential: false }, LAW.book),
  },
  {
    says: '是否保密未知 / whether secrets were kept is not known',
    gives: 'unknown',
    cites: ['185/17(4)'],
    when: () => officialsConduct({ on, formFilledByThem: true }, LAW.book),
  },
  {
    says: '办法施行前没有义务 / before the Decree nothing was owed',
    gives: 'yes',
    cites: ['185/27'],
    when: () => officialsConduct({ on: '2007-03-31', formFilledByThem: false }, LAW.book),
  },
])

test('one person: one number, within one unit or under one name', () => {
  const cases: [Official, Official, boolean | null][] = [
    [a, { ...a, workId: '０１２ ３４５' }, true],
    [a, { ...a, unit: '东城公安分局' }, true],
    [a, { ...a, name: '王 一', unit: ' 东城分局 ' }, true],
    [a, { ...a, name: '李二' }, true],
    [a, { ...a, workId: '01-2345' }, true],
    [{ ...a, workId: 'ab1' }, { ...a, workId: 'AB1' }, true],
    [a, { ...a, workId: '012346' }, false],
    [{ ...a, workId: 'none' }, { ...a, workId: 'none' }, null],
    [a, { ...a, workId: 'none' }, null],
    [a, { name: '李二', unit: '应急局', workId: '012345' }, false],
    [a, { name: '李二', unit: '应急局' }, false],
    [a, { name: '李二' }, null],
    [a, { workId: '012345' }, null],
    [a, { workId: '012346' }, false],
    [a, { ...a, workId: '-' }, null],
    [{ ...a, workId: '-' }, { ...a, workId: '-' }, null],
    [a, {}, null],
    [a, { workId: '012345', name: '李二' }, null],
    [a, { workId: '012345', name: '王一' }, true],
  ]
  for (const [one, other, is] of cases) {
    assert.equal(onePerson(one, other), is, JSON.stringify(other))
    assert.equal(onePerson(other, one), is)
  }
})
test('two of three are enough, wherever they stand, and who may be either does not hide them', () => {
  const between = { workId: '012345', unit: '东城分局', name: '王一' }
  assert.equal(different(a, a, b).outcome, 'yes')
  assert.equal(different(a, b, a).outcome, 'yes')
  assert.equal(different({}, a, b).outcome, 'yes')
  assert.equal(
    different(
      a,
      { name: '王一', workId: '012345', unit: '应急局' },
      { name: '李二', workId: '012345', unit: '东城分局' },
    ).outcome,
    'yes',
  )
  assert.equal(different(a, between, a).outcome, 'no')
})
test('each cites its item and says what it read', () => {
  const rule = (finding: ReturnType<typeof named>) => leaves(finding).map(({ reason }) => reason!.rule)
  assert.deepEqual(rule(named(a)), ['185/17(1)'])
  assert.deepEqual(rule(different(a, a)), ['185/17(1)'])
  assert.deepEqual(rule(different(a, {})), ['185/17(1)'])
  assert.deepEqual(rule(idsSeen([{ idSeen: false }])), ['185/17(2)'])
  // Who has no work ID has shown none, whatever is ticked.
  assert.equal(idsSeen([a, { ...b, workId: 'none' }]).outcome, 'no')
  assert.deepEqual(rule(documentShown('none')), ['185/17(2)'])
  assert.deepEqual(
    rule(officialsConduct({ on, formFilledByThem: false, keptConfidential: false }, LAW.book)).slice(-2),
    ['185/17(3)', '185/17(4)'],
  )
  assert.deepEqual(gathered(enoughNamed(undefined, on, LAW.book), 'missing'), ['officials'])
})
test('the number is a dated row: another book asks for three, and before its first day nothing is said', () => {
  const [row] = article.rows
  assert.deepEqual([row!.value, row!.from], [2, '2007-04-01'])
  const book = new Book([row!, { ...row!, from: '2030-01-01', value: 3 }])
  assert.equal(enoughNamed([a, b], '2029-12-31', book).outcome, 'yes')
  assert.equal(enoughNamed([a, b], '2030-01-01', book).outcome, 'no')
  assert.equal(enoughDifferent([a, b, a], '2030-01-01', book).outcome, 'no')
  assert.equal(enoughDifferent([a, b, { ...a, workId: '3' }], '2030-01-01', book).outcome, 'yes')
  for (const asked of [enoughNamed, enoughDifferent]) {
    const before = asked([a], '2007-03-31', book)
    assert.deepEqual(
      [before.outcome, before.reason!.rule, before.missing, before.used],
      ['unknown', '185/17(1)', [], ['on']],
    )
  }
  assert.equal(enoughNamed([a], '2007-04-01', book).outcome, 'no')
})
