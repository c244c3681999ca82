import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { alarmLines } from './list.ts'
import { alarmTexts } from './text.ts'

const jobs = path.join(import.meta.dirname, '../jobs')

test('every alarm the jobs process raises has its words, and no words are for an alarm nobody raises', () => {
  const raised = new Set<string>()
  for (const file of readdirSync(jobs).filter((f) => f.endsWith('.ts') && !f.includes('.story.'))) {
    const text = readFileSync(path.join(jobs, file), 'utf8')
    for (const m of text.matchAll(/\bcode: '([a-z-]+)'/g)) raised.add(m[1]!)
  }
  assert.deepEqual([...raised].sort(), Object.keys(alarmTexts.zh).sort())
  for (const { what, next } of Object.values(alarmTexts.zh)) assert.match(what + next, /\p{Script=Han}/u)
  for (const { what, next } of Object.values(alarmTexts.en))
    assert.doesNotMatch(what + next, /\p{Script=Han}/u)
})

test('an alarm is told with its subject, its cause and what to do', () => {
  const since = new Date('2026-11-23T02:00:00Z')
  const told = alarmLines([{ code: 'camera-not-recording', subject: 'S-02 走廊', detail: 'refused', since }])
  assert.match(told, /^camera-not-recording {2}S-02 走廊 {2}refused {2}2026-11-23T02:00:00.000Z\n/)
  assert.match(told, /没有录像/)
  assert.match(alarmLines([]), /没有告警/)
})
