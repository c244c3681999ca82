import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from './law.ts'
import { ask } from './questions/ask.ts'
import { retention } from './questions/retention.ts'
import { type PlaceClass, retentionFloor } from './retention-floor.ts'

const cases: [PlaceClass, boolean | null, string, number | null, number | null, string[]][] = [
  ['799-7-1', false, '2025-03-31', null, null, []],
  ['799-7-1', false, '2025-04-01', 30, 30, []],
  ['799-7-2', false, '2026-11-24', 30, 30, []],
  ['799-7-2', true, '2026-11-24', 90, 90, []],
  ['799-7-2', null, '2026-11-24', null, 90, ['keyTarget']],
  ['799-7-2', null, '2015-12-31', null, null, []],
  ['799-7-2', null, '2016-01-01', null, 90, ['keyTarget']],
  ['799-7-2', true, '2015-12-31', null, null, []],
  ['799-9', false, '2026-11-24', null, null, []],
  ['799-9', true, '2026-11-24', 90, 90, []],
  ['799-9', null, '2026-11-24', null, 90, ['keyTarget']],
  ['unknown', false, '2026-11-24', null, 30, ['placeClass']],
  ['unknown', false, '2025-03-31', null, null, []],
  ['unknown', true, '2026-11-24', 90, 90, []],
  ['unknown', null, '2026-11-24', null, 90, ['keyTarget', 'placeClass']],
]
for (const [placeClass, keyTarget, day, floorDays, longestDays, open] of cases)
  test(`floor of ${placeClass}, key target ${keyTarget}, on ${day}: ${floorDays}, kept ${longestDays}`, () =>
    assert.deepEqual(retentionFloor({ placeClass, keyTarget }, day), { floorDays, longestDays, open }))

test('the station’s floor is what the question answers, and hangs on what the question misses', () => {
  const names = { keyTarget: 'counterTerrorismKeyTarget', placeClass: 'placeClass' }
  for (const placeClass of ['799-7-1', '799-7-2', '799-9', 'non-public', 'unknown'] as const)
    for (const keyTarget of [true, false, null])
      for (const on of ['2015-12-31', '2016-01-01', '2025-03-31', '2025-04-01', '2026-11-24']) {
        const what = `${placeClass} ${keyTarget} ${on}`
        const said = ask(
          retention,
          {
            ...(placeClass === 'unknown' ? {} : { placeClass }),
            ...(keyTarget === null ? {} : { counterTerrorismKeyTarget: keyTarget }),
            on,
          },
          LAW,
        )
        const floor = retentionFloor({ placeClass, keyTarget }, on)
        assert.equal(floor.floorDays, said.answer?.floorDays ?? null, what)
        assert.deepEqual(
          floor.open.map((name) => names[name]),
          // Where the floor is known, what is missing says only whether images then go.
          floor.floorDays === null ? said.missing : [],
          what,
        )
        assert.deepEqual(retentionFloor({ placeClass, keyTarget }, on, LAW.book), floor, what)
      }
})
