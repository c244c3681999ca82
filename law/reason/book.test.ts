import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Book } from './book.ts'
import { leaves, withRemarks, yes } from './finding.ts'
import { inForce } from './in-force.ts'

const row = (from: string, value: number | boolean | string, id = 'x/1/a') => ({
  id,
  from,
  value,
  source: 's',
  status: 't',
})

test('two rows of one id from one day are refused, wherever they stand', () => {
  for (const days of [
    ['2007-04-01', '2025-04-01', '2007-04-01'],
    ['2007-04-01', '2025-04-01', '2025-04-01'],
  ])
    assert.throws(() => new Book(days.map((day) => row(day, 1))), /two rows/)
  assert.doesNotThrow(() => new Book([row('2007-04-01', 1), row('2007-04-01', 1, 'x/1/b')]))
})
test('rows may be written in any order', () => {
  const days = ['2010-01-01', '2007-04-01', '2025-04-01', '2020-01-01', '2015-01-01']
  const book = new Book(days.map((day) => row(day, +day.slice(0, 4))))
  for (const day of days) assert.equal(book.number('x/1/a', day), +day.slice(0, 4))
  assert.equal(book.number('x/1/a', '2019-12-31'), 2015)
})
test('a row that has to be there, and a figure that has to be a number', () => {
  const book = new Book([row('2007-04-01', 'thirty')])
  assert.equal(book.has('x/1/a', '2007-04-01').value, 'thirty')
  assert.throws(() => book.has('x/1/a', '2007-03-31'), /has no row on 2007-03-31/)
  assert.throws(() => book.number('x/1/a', '2007-04-01'), /not a number/)
})
test('a law that was repealed is no longer in force, and says since when', () => {
  const force = inForce('185/27', { zh: '办法', en: 'the Decree' })
  const book = new Book([
    row('2007-04-01', true, '185/27/in-force'),
    row('2030-01-01', false, '185/27/in-force'),
  ])
  assert.equal(force('2029-12-31', book).outcome, 'yes')
  const repealed = force('2030-01-01', book)
  assert.equal(repealed.outcome, 'no')
  assert.deepEqual([repealed.used, repealed.rows[0]!.from], [['on'], '2030-01-01'])
  assert.match(repealed.reason!.text.zh, /不再施行/)
  assert.equal(force('2029-12-31', book), force('2010-01-01', book), 'made once a row')
})
test('without remarks a finding stays the one it is', () => {
  const finding = yes('185/11', { zh: '是', en: 'so' })
  assert.equal(withRemarks(finding), finding)
  assert.equal(leaves(withRemarks(finding, yes('185/12', { zh: '附', en: 'besides' }))).length, 2)
})
