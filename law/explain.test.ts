import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkingDays } from './calendar/working-days.ts'
import { explain, explained, factAt } from './explain.ts'
import { boolean, date, listOf, object, oneOf, orNone, text } from './facts/fact.ts'
import { LAW } from './law.ts'
import { type Answered, answerTo, factsOf } from './questions/ask.ts'
import { penalty } from './questions/penalty.ts'
import { question } from './questions/question.ts'
import { Book } from './reason/book.ts'
import { all, unknown, yes } from './reason/finding.ts'

const named = (zh: string, en: string) => ({ zh, en })
const status = 'original text seen'
const rows = [
  { id: '185/27/in-force', from: '2007-04-01', value: true, source: '第27条', status },
  { id: '185/27/in-force', from: '2030-01-01', value: false, source: '第27条', status },
  { id: '799/34/in-force', from: '2025-04-01', value: true, source: '第34条', status },
  { id: '185/11/list', from: '2007-04-01', value: ['甲', null, 3], source: '第11条', status },
]
const law = { book: new Book(rows), days: new WorkingDays() }
const list = rows[3]!

/** A question that reads a fact of every kind. */
const tried = question({
  name: 'tried',
  title: named('试问', 'A trial'),
  facts: {
    route: oneOf(named('途径', 'route'), { a: named('甲', 'first'), b: named('乙', 'second') }),
    seen: boolean(named('已查验', 'seen')),
    until: orNone(date(named('截止', 'until'))),
    place: object(named('场所', 'place'), {
      name: text(named('名称', 'name')),
      key: boolean(named('重点', 'key')),
    }),
    people: listOf(named('人员', 'people'), {
      name: text(named('姓名', 'full name')),
      seen: boolean(named('查验', 'checked')),
    }),
  },
  says: {
    yes: named('可以。', 'It is.'),
    no: named('不可以。', 'It is not.'),
    unknown: named('不知道。', 'Not known.'),
  },
  turns: ['185/'],
  refuse: () => null,
  decide: ({ route }) => ({
    finding:
      route === undefined
        ? unknown('185/11', named('途径未知。', 'No route is known.'), ['route', 'place.key'])
        : all(
            yes(
              '185/11(2)',
              named('有途径。', 'There is a route.'),
              ['route', 'seen', 'until', 'place', 'people'],
              [list],
            ),
            yes('185/11', named('场所已知。', 'The place is known.'), ['place.key', 'on']),
          ),
    answer: () => (route === undefined ? null : { route }),
  }),
  tell: ({ route }) => [named(`途径${route}。`, `Route ${route}.`)],
})
const page = (raw: object, language: 'zh' | 'en') => {
  const facts = factsOf(tried, raw)
  return explain(tried, facts, answerTo(tried, facts, law), law, language)
}
const whole = {
  on: '2026-01-02',
  route: 'a',
  seen: false,
  until: 'none',
  place: { name: '校门', key: true },
  people: [{ name: '王一', seen: true }, { name: '李二' }],
}

test('a page in zh: outcome, content, reasons, facts, what would change it, figures with their source, versions', () => {
  assert.equal(
    page(whole, 'zh'),
    `试问（tried）
询问之日：2026-01-02
结论：是。可以。

内容
  途径a。

理由
  有途径。（《北京市公共安全图像信息系统管理办法》（市政府令第185号）第十一条（二））
  场所已知。（《北京市公共安全图像信息系统管理办法》（市政府令第185号）第十一条）

所依据的事实
  途径：甲
  已查验：否
  截止：无
  场所：名称 校门，重点 是
  人员：2 项；姓名 王一，查验 是；姓名 李二
  重点：是
  询问之日：2026-01-02

适用的数值
  185/11/list = 甲、无、3（自 2007-04-01；出处：第11条；可靠程度：已核对原文）

所引规定的版本
  《北京市公共安全图像信息系统管理办法》（市政府令第185号）第二十七条：自 2007-04-01

本页由规则计算得出，供人参考；“不能确定”是需要人工处理的事项，不是对任何人的认定。
`,
  )
})
test('a page in en, where something is missing and each value would decide', () => {
  assert.equal(
    page({ on: '2026-01-02', place: { key: false } }, 'en'),
    `A trial (tried)
Day asked for: 2026-01-02
Outcome: unknown. Not known.

Reasons
  No route is known. (Beijing Government Decree 185, Art. 11)

Facts that are missing
  route
  key

What would change the outcome
  route → first; second: yes

Versions of the rules cited
  Beijing Government Decree 185, Art. 27: from 2007-04-01

Computed from the rules, for people to judge. “Unknown” is a task for a person, never a finding against anyone.
`,
  )
})
test('an absent fact that was read is not known; lists and values in en', () => {
  const said = page(
    { on: '2030-01-01', route: 'b', until: '2031-01-01', people: [{ name: 'A' }, { seen: false }] },
    'en',
  )
  for (const line of [
    'route: second',
    'seen: not known',
    'until: 2031-01-01',
    'place: not known',
    'people: 2 in all; full name A; checked no',
    '185/11/list = 甲, none, 3 (from 2007-04-01; source: 第11条; how well known: original text seen)',
    'Beijing Government Decree 185, Art. 27: from 2030-01-01',
  ])
    assert.ok(said.includes(`  ${line}\n`), `${line}\n${said}`)
  assert.ok(!said.includes('Order 799'))
})
test('the parts of the page, without those that have nothing to say', () => {
  const facts = factsOf(tried, { on: '2026-01-02' })
  const parts = explained(tried, facts, answerTo(tried, facts, law), law, 'zh')
  assert.deepEqual(
    parts.sections.map(({ is }) => is),
    ['reasons', 'missing', 'changes', 'versions'],
  )
  assert.deepEqual(
    [parts.title, parts.day, parts.outcome, parts.says],
    ['试问', '2026-01-02', '不能确定', '不知道。'],
  )
})
test('a figure of another book has no first day, and says so', () => {
  const facts = factsOf(tried, whole)
  const other = {
    ...law,
    book: new Book(rows.map((row) => (row === list ? { ...row, source: '别处' } : row))),
  }
  const { sections } = explained(tried, facts, answerTo(tried, facts, law), other, 'zh')
  assert.match(sections.find(({ is }) => is === 'figures')!.lines[0]!, /自 未知/)
})
test('a figure’s first day is that of its own row, not of one like it', () => {
  const like = [
    { ...list, id: '185/11/other', from: '2008-01-01' },
    { ...list, from: '2006-01-01', value: ['乙'] },
  ]
  const facts = factsOf(tried, whole)
  const other = { ...law, book: new Book([...like, ...rows]) }
  const { sections } = explained(tried, facts, answerTo(tried, facts, law), other, 'zh')
  assert.match(sections.find(({ is }) => is === 'figures')!.lines[0]!, /自 2007-04-01/)
})
test('parts of an object are set apart as the language does', () => {
  const place = { name: 'Gate', key: false }
  assert.ok(page({ on: '2026-01-02', route: 'a', place }, 'en').includes('  place: name Gate, key no\n'))
  assert.ok(page({ on: '2026-01-02', route: 'a', place }, 'zh').includes('  场所：名称 Gate，重点 否\n'))
})
test('what would change it: values that are listed and lead to one outcome stand on one line, others apart', () => {
  const facts = factsOf(tried, { on: '2026-01-02' })
  const wouldChange = [
    { fact: 'route', to: 'a', outcome: 'yes' },
    { fact: 'until', to: '2026-01-01', outcome: 'yes' },
    { fact: 'until', to: 'none', outcome: 'yes' },
    { fact: 'route', to: 'b', outcome: 'yes' },
    { fact: 'seen', to: true, outcome: 'no' },
  ] as const
  const told = (changes: Answered<object>['wouldChange'], language: 'zh' | 'en') =>
    explained(
      tried,
      facts,
      { ...answerTo(tried, facts, law), wouldChange: changes },
      law,
      language,
    ).sections.find(({ is }) => is === 'changes')!.lines
  assert.deepEqual(told(wouldChange, 'zh'), [
    '途径 → 甲；乙：是',
    '截止 → 2026-01-01：是',
    '截止 → 无：是',
    '已查验 → 是：否',
  ])
  const apart = wouldChange.map((one) => (one.to === 'b' ? { ...one, outcome: 'no' as const } : one))
  assert.deepEqual(told(apart, 'en').slice(0, 4), [
    'route → first: yes',
    'until → 2026-01-01: yes',
    'until → none: yes',
    'route → second: no',
  ])
})
test('like outcomes of two listed facts stand apart', () => {
  const raw = {
    rule: '799/29',
    subject: 'unit',
    placeClass: '799-7-2',
    actedOn: '2026-02-02',
    endedOn: 'none',
    decidedOn: '2026-06-01',
    priorSteps: [
      { kind: 'order', on: '2026-03-01', document: '1' },
      { kind: 'refusal', on: '2026-04-01', document: '2' },
    ],
    on: '2026-06-01',
  }
  const facts = factsOf(penalty, raw)
  const said = explain(penalty, facts, answerTo(penalty, facts, LAW), LAW, 'en').split('\n')
  for (const [fact, value] of [
    ['penalty article', /Art\. 13/],
    ['whom the fine is for', /individual/],
  ] as const)
    assert.ok(
      said.some((line) => line.trim().startsWith(`${fact} → `) && value.test(line) && line.endsWith(': no')),
      `${fact}:\n${said.join('\n')}`,
    )
})
test('a path leads to its declaration, or nowhere', () => {
  assert.equal(factAt(tried.facts, 'place.key')?.name.en, 'key')
  assert.equal(factAt(tried.facts, 'route')?.name.en, 'route')
  for (const path of ['none.key', 'route.key', 'place.no', 'toString', 'place.toString', 'none'])
    assert.equal(factAt(tried.facts, path), undefined, path)
})
