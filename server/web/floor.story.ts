/** The least retention on the page of storage: what it hangs on, and a keeper's answer. */
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import {
  Browser,
  makePerson,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

let s: TestStation
let keeper: Browser
let operator: Browser

before(async () => {
  s = await testStation()
  await makePerson(s, 'shen', ['keeper'], passwords.keeper)
  await makePerson(s, 'gao', ['operator', 'technician', 'principal'], passwords.admin)
  keeper = new Browser(s.app)
  operator = new Browser(s.app)
  await keeper.signIn('shen', passwords.keeper)
  await operator.signIn('gao', passwords.admin)
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

it('says why the floor is not known, until a keeper answers, with an entry', async () => {
  await s.owner.query("update station set place_class = 'unknown', key_target = null")
  const floor = async () => {
    const { floorDays, leastDays, floorOpen } = (await operator.ask('GET', '/storage?days=1')).body
    return { floorDays, leastDays, floorOpen }
  }
  const entries = async () => {
    const { rows } = await s.owner.query(
      `select body - 'before' - 'after' - 'by' - 'id' as body, body ? 'before' as before, body ? 'by' as by
       from (select convert_from(bytes, 'UTF8')::jsonb -> 'body' as body from ledger_entry where kind = 'config') e
       where body ->> 'what' = 'station.facts'`,
    )
    return rows
  }
  assert.deepEqual(await floor(), {
    floorDays: null,
    leastDays: 90,
    floorOpen: ['keyTarget', 'placeClass'],
  })
  const facts = { placeClass: '799-7-2', keyTarget: true, reason: '公安机关通知' }
  const refused = await operator.ask('POST', '/storage/facts', facts)
  assert.equal(refused.body.code, 'request/not-permitted')
  assert.equal((await floor()).leastDays, 90)
  assert.deepEqual(await entries(), [])

  assert.equal((await keeper.ask('POST', '/storage/facts', facts)).status, 200)
  assert.deepEqual(await floor(), { floorDays: 90, leastDays: 90, floorOpen: [] })
  assert.deepEqual(await entries(), [{ body: { what: 'station.facts' }, before: true, by: true }])
  const { rows } = await s.owner.query(
    "select t.value, p.login from setting t join person p on p.id = t.changed_by where t.name = 'station.facts'",
  )
  assert.deepEqual(rows, [{ value: facts, login: 'shen' }])
  assert.equal((await keeper.ask('POST', '/storage/facts', { ...facts, reason: '再次' })).status, 200)
  assert.equal((await entries()).length, 1, 'what is registered already is not entered again')

  const answered = { ...facts, keyTarget: false }
  assert.equal((await keeper.ask('POST', '/storage/facts', answered)).status, 200)
  assert.deepEqual(await floor(), { floorDays: 30, leastDays: 30, floorOpen: [] })
  const standing = (await keeper.ask('GET', '/session')).body.station
  assert.deepEqual([standing.placeClass, standing.keyTarget], ['799-7-2', false])
  assert.equal((await keeper.ask('POST', '/storage/facts', { ...facts, placeClass: '799-9' })).status, 200)
  assert.equal((await keeper.ask('POST', '/storage/facts', { ...answered, placeClass: '799-9' })).status, 200)
  assert.deepEqual(await floor(), { floorDays: null, leastDays: 30, floorOpen: [] }, 'no rule has a number')
  assert.equal((await entries()).length, 4)
})
