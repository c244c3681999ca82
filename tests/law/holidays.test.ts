import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { holidaysFile } from './holidays.ts'

test('the committed holidays are what the kept library says', () => {
  const committed = readFileSync(new URL('../../law/calendar/holidays.generated.ts', import.meta.url), 'utf8')
  assert.ok(committed === holidaysFile(), 'run `node tests/law/holidays.ts` and commit what changed')
})
