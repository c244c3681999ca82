import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { ask } from './ask.ts'
import { jurisdiction } from './jurisdiction.ts'

const on = '2026-11-24'
const whose = (facts: object) => ask(jurisdiction, { on, ...facts }, LAW)
const school = { placeClass: '799-7-2', district: '110108' }
const of185 = (level: string, district: string) => ({ rule: '185/11', level, district })
const of799 = (level: string, district: string) => ({ rule: '799/14', level, district })

test('affiliated to the municipal police: there under the Decree, with the district under the Order', () => {
  const { outcome, answer, reasons } = whose({ ...school, affiliation: 'municipal' })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { authorities: [of185('municipal', '110000'), of799('district', '110108')] })
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ['185/27', '185/2', '185/11', '799/34', '799/7', '799/14'],
  )
})
test('affiliated to another district: there under the Decree, where it lies under the Order', () => {
  const facts = { ...school, affiliation: 'district', affiliationDistrict: '110101' }
  assert.deepEqual(whose(facts).answer, {
    authorities: [of185('district', '110101'), of799('district', '110108')],
  })
  assert.deepEqual(whose(facts).factsUsed, [
    'on',
    'district',
    'affiliation',
    'affiliationDistrict',
    'placeClass',
  ])
})
test('without an affiliation: where it lies, under both', () => {
  for (const more of [{}, { affiliationDistrict: 'none' }])
    assert.deepEqual(whose({ ...school, affiliation: 'none', ...more }).answer, {
      authorities: [of185('district', '110108'), of799('district', '110108')],
    })
})
test('the Order has an authority for places of Article 7 alone', () => {
  for (const placeClass of ['799-9', 'non-public'])
    assert.deepEqual(whose({ ...school, placeClass, affiliation: 'municipal' }).answer, {
      authorities: [of185('municipal', '110000')],
    })
  assert.equal(whose({ ...school, placeClass: '799-7-1', affiliation: 'none' }).answer?.authorities.length, 2)
})
test('before the Order the Decree’s authority alone; before the Decree none', () => {
  const at = (day: string) => whose({ ...school, affiliation: 'none', on: day })
  assert.deepEqual(at('2025-03-31').answer, { authorities: [of185('district', '110108')] })
  assert.equal(at('2025-04-01').answer?.authorities.length, 2)
  assert.equal(at('2007-04-01').outcome, 'yes')
  assert.deepEqual([at('2007-03-31').outcome, at('2007-03-31').answer], ['no', { authorities: [] }])
})
test('outside Beijing the Decree doesn’t bind, and the county-level police is the Order’s', () => {
  const elsewhere = { placeClass: '799-7-2', district: '310101', affiliation: 'none' }
  assert.deepEqual(whose(elsewhere).answer, { authorities: [of799('county', '310101')] })
  const cafe = whose({ ...elsewhere, placeClass: '799-9' })
  assert.deepEqual([cafe.outcome, cafe.answer], ['no', { authorities: [] }])
})
test('an unknown affiliation leaves the Decree’s authority unknown, beside the Order’s', () => {
  const { outcome, answer, missing } = whose(school)
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { authorities: [of799('district', '110108')] })
  assert.deepEqual(missing, ['affiliation'])
  const before = whose({ ...school, on: '2025-03-31' })
  assert.deepEqual([before.outcome, before.answer, before.missing], ['unknown', null, ['affiliation']])
})
test('an unknown class leaves the Order’s authority unknown, beside the Decree’s', () => {
  const { outcome, missing } = whose({ district: '110108', affiliation: 'none' })
  assert.deepEqual([outcome, missing], ['yes', ['placeClass']])
})
test('an unknown place leaves all unknown', () => {
  const municipal = whose({ placeClass: '799-7-2', affiliation: 'municipal' })
  assert.deepEqual([municipal.outcome, municipal.missing], ['unknown', ['district']])
  assert.deepEqual(
    municipal.reasons.map(({ rule }) => rule),
    ['185/2', '799/14'],
  )
  const none = whose({ placeClass: '799-7-2', affiliation: 'none' })
  assert.deepEqual([none.outcome, none.missing], ['unknown', ['district']])
  assert.deepEqual(whose({}).missing, ['district', 'affiliation', 'placeClass'])
})
test('what contradicts itself is refused by name', () => {
  const code = (facts: object): string | null => {
    try {
      whose(facts)
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
    return null
  }
  const lacking = 'jurisdiction/affiliation-without-district affiliationDistrict'
  assert.equal(code({ ...school, affiliation: 'district' }), lacking)
  assert.equal(code({ ...school, affiliation: 'district', affiliationDistrict: 'none' }), lacking)
  const asked = 'jurisdiction/affiliation-district-not-asked affiliationDistrict'
  assert.equal(code({ ...school, affiliation: 'none', affiliationDistrict: '110101' }), asked)
  assert.equal(code({ ...school, affiliation: 'municipal', affiliationDistrict: '110101' }), asked)
  assert.equal(code({ ...school, affiliation: 'municipal', affiliationDistrict: '110000' }), null)
  assert.equal(code({ ...school, affiliation: 'municipal', affiliationDistrict: 'none' }), null)
  const affiliated = { ...school, affiliation: 'district' }
  for (const affiliationDistrict of ['110000', '110103', '110199'])
    assert.equal(
      code({ ...affiliated, affiliationDistrict }),
      'jurisdiction/no-such-district affiliationDistrict',
    )
  assert.equal(code({ ...affiliated, affiliationDistrict: '110103', on: '2010-06-30' }), null)
  assert.equal(code({ district: '110000' }), 'jurisdiction/no-such-district district')
  assert.equal(code({ district: '110118', on: '2015-11-12' }), 'jurisdiction/no-such-district district')
  assert.equal(code({ district: '110118', on: '2015-11-13' }), null)
  assert.equal(
    code({ ...affiliated, affiliationDistrict: '131003' }),
    'jurisdiction/affiliation-outside-beijing affiliationDistrict',
  )
  assert.equal(code({ affiliation: 'district', affiliationDistrict: '131003' }), null)
  assert.equal(code({ district: '131003', affiliation: 'district', affiliationDistrict: '131003' }), null)
  assert.equal(code({ affiliationDistrict: '110101', district: '110108' }), null)
})
test('the page names each authority', () => {
  const lines = (facts: object) => jurisdiction.tell(whose(facts).answer!).map(({ en }) => en)
  assert.deepEqual(lines({ ...school, affiliation: 'municipal' }), [
    '185/11: the municipal police (110000).',
    '799/14: the police of the district (110108).',
  ])
  assert.deepEqual(lines({ placeClass: '799-7-1', district: '310101' }), [
    '799/14: the county-level police (310101).',
  ])
  assert.deepEqual(lines({ on: '2007-03-31' }), ['There is nobody to file with.'])
})
test('it is asked again where a row of these begins', () => {
  assert.deepEqual(jurisdiction.turns, ['185/2/', '185/27/', '799/34/'])
})
