/** The command as people run it: what it prints and how it ends. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { QUESTIONS } from '#law/questions/questions.ts'

const main = path.join(import.meta.dirname, '../../law/main.ts')
function law(args: string[], facts?: unknown) {
  const input = typeof facts === 'string' ? facts : JSON.stringify(facts ?? {})
  const { stdout, status } = spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8' })
  return { stdout, status }
}
const decide = (facts: unknown, name = 'filing-deadline') => law(['decide', name, '--facts', '-'], facts)

test('yes, no and unknown end with 0 and print one object', () => {
  for (const [facts, outcome] of [
    [{ on: '2026-03-31', acceptedOn: '2026-03-16' }, 'yes'],
    [{ on: '2007-03-31' }, 'no'],
    [{ on: '2026-03-31' }, 'unknown'],
  ] as const) {
    const { stdout, status } = decide(facts)
    assert.equal(status, 0)
    assert.equal(JSON.parse(stdout).outcome, outcome)
    assert.ok(Array.isArray(JSON.parse(stdout).wouldChange))
  }
})
const step = (kind: string, on: string) => ({ kind, on, document: '1' })
const fine = (other: object) => ({
  rule: '799/29',
  subject: 'unit',
  placeClass: '799-7-2',
  actedOn: '2026-02-02',
  decidedOn: '2026-04-01',
  on: '2026-04-01',
  ...other,
})
test('bad input ends with 2 and prints a problem in both languages', () => {
  for (const [{ stdout, status }, code] of [
    [decide({ on: '2026-03-31' }, 'surely'), 'law/unknown-question'],
    [decide({ on: '2026-03-31', surely: 1 }), 'law/unknown-fact'],
    [decide({ on: '2026-02-30' }), 'law/impossible-date'],
    [decide(fine({ decidedOn: '2026-02-01' }), 'penalty'), 'penalty/decided-before-act'],
    [
      decide(fine({ priorSteps: [step('refusal', '2026-03-01'), step('order', '2026-03-02')] }), 'penalty'),
      'penalty/steps-out-of-order',
    ],
    [decide('{'), 'law/not-json'],
    [law(['decide', 'filing-deadline', '--facts', 'no/such/file']), 'law/unreadable-file'],
    [law(['decide', 'filing-deadline']), 'law/usage'],
    [law(['list', 'surely']), 'law/usage'],
    [law(['decide', 'filing-deadline', '--surely']), 'law/usage'],
  ] as const) {
    assert.equal(status, 2)
    const problem = JSON.parse(stdout)
    assert.equal(problem.code, code)
    assert.ok(problem.zh !== '' && problem.en !== '')
  }
})
test('a page says all there is to say, in the language asked for', () => {
  const facts = { on: '2026-03-31', acceptedOn: '2026-03-16' }
  const zh = law(['explain', 'filing-deadline', '--facts', '-'], facts)
  assert.equal(zh.status, 0)
  for (const part of [
    '备案期限',
    '结论：是',
    '第185号）第十一条',
    '2026-04-15',
    '缺少的事实',
    '自 2007-04-01',
  ])
    assert.ok(zh.stdout.includes(part), part)
  const en = law(['explain', 'filing-deadline', '--facts', '-', '--lang', 'en'], facts)
  for (const part of [
    'Filing deadline',
    'Outcome: yes',
    'Decree 185, Art. 11',
    'class of the place',
    'from 2007-04-01',
  ])
    assert.ok(en.stdout.includes(part), part)
  assert.equal(law(['explain', 'filing-deadline', '--facts', '-', '--lang', 'fr'], facts).status, 2)
})
test('lists are printed', () => {
  const listed = JSON.parse(law(['list', 'questions']).stdout) as { name: string }[]
  assert.deepEqual(
    listed.map(({ name }) => name),
    QUESTIONS.map(({ name }) => name),
  )
  const rows = JSON.parse(law(['list', 'parameters']).stdout) as { id: string; source: string }[]
  assert.ok(rows.some(({ id }) => id === '799/17/days') && rows.every(({ source }) => source !== ''))
})
