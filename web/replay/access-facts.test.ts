import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { access } from '#law/questions/access.ts'
import { ask } from '#law/questions/ask.ts'
import { accessFacts } from './access-facts.ts'
import type { ActRow, Fields } from './form.ts'

const actOf = (act: ActRow['act'], needs: Partial<ActRow> = {}): ActRow => ({
  act,
  text: { zh: act, en: act },
  may: true,
  lacks: [],
  pictures: 'recorded',
  needs: null,
  needsOfficials: false,
  needsConcerned: false,
  camerasAtMost: 9,
  usualMinutes: 60,
  mostMinutes: 240,
  reachesBackHours: null,
  bases: [],
  ...needs,
})
const on = '2026-03-31'
const decided = (act: ActRow, fields: Partial<Fields>) =>
  ask(access, { ...JSON.parse(JSON.stringify(accessFacts(act, fields, on))), on }, LAW)

const officials = actOf('officials', { needsOfficials: true })
const wang = { name: '王一', unit: '朝阳分局', workId: '011', idSeen: true }
const li = { name: '李二', unit: '朝阳分局', workId: '012', idSeen: true }
const documents = [{ kind: '介绍信', number: '7', seen: true }]

test('staff with a purpose may view; without one they may not', () => {
  assert.equal(decided(actOf('replay'), { purpose: '核实财物丢失' }).outcome, 'yes')
  assert.equal(decided(actOf('replay'), { purpose: ' ' }).outcome, 'no')
  assert.deepEqual(decided(actOf('replay'), {}).missing, ['purpose'])
})
test('a second official who has no name yet is nobody; an ID or a paper not seen is none', () => {
  assert.equal(decided(officials, { officials: [wang, {}], documents }).outcome, 'no')
  assert.equal(decided(officials, { officials: [wang, { ...li, idSeen: false }], documents }).outcome, 'no')
  assert.equal(
    decided(officials, { officials: [wang, li], documents: [{ ...documents[0]!, seen: false }] }).outcome,
    'no',
  )
})
test('two officials with IDs and a paper: event and power are what the paper shows, as at the gate', () => {
  assert.equal(decided(officials, { officials: [wang, li], documents }).outcome, 'yes')
  const before = decided(officials, { officials: [wang, li] })
  assert.equal(before.outcome, 'no')
  assert.ok(before.factsUsed.includes('supportingDocument'))
})
test('the person concerned needs relation, interest and consent', () => {
  const act = actOf('person-concerned', { needsConcerned: true })
  const concerned = { relation: 'guardian', interest: 'health', consent: '张校长' } as const
  assert.equal(decided(act, { concerned }).outcome, 'yes')
  assert.equal(decided(act, { concerned: { ...concerned, consent: '' } }).outcome, 'no')
  assert.equal(decided(act, {}).outcome, 'no')
})
test("handing out is asked as the gate asks it: the way of the unit's own staff", () => {
  assert.equal(accessFacts(actOf('provide'), { purpose: '移交' }, on).route, 'unit-staff')
})
