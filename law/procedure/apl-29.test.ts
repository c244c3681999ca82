import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '#tests/law/sentences.ts'
import { article, higherBand, mayBeFined, ONCE } from './apl-29.ts'

sentences(article, [
  {
    says: '尚未就此罚款 / there was no fine for it yet',
    gives: 'yes',
    when: () => mayBeFined('none'),
  },
  {
    says: '已就此罚款 / there was one already',
    gives: 'no',
    when: () => mayBeFined('2026-03-01'),
  },
  {
    says: '是否已罚款未知 / whether there was one is not known',
    gives: 'unknown',
    when: () => mayBeFined(undefined),
  },
  { says: '同一行为只罚一次 / one act is fined once', gives: 'yes', when: () => ONCE },
])

test('of several bands the higher one applies; none where none stands', () => {
  const band = (rule: string, min: number, max: number) => ({
    rule,
    min,
    max,
    mandatory: true,
    status: 'original text seen',
  })
  const [low, high, from] = [band('a', 0, 10000), band('b', 10000, 30000), band('c', 5000, 10000)]
  assert.equal(higherBand([]), null)
  assert.equal(higherBand([low]), low)
  assert.equal(higherBand([low, high]), high)
  assert.equal(higherBand([high, low]), high)
  assert.equal(higherBand([low, from]), from)
  assert.equal(higherBand([from, low]), from)
  assert.equal(higherBand([band('d', 9000, 9500), low]), low)
  const narrow = band('f', 20000, 25000)
  assert.equal(higherBand([high, narrow]), high)
  const same = band('e', 0, 10000)
  assert.equal(higherBand([low, same]), low)
})
