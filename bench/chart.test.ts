import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { drawRecorder } from './chart.ts'

test('the picture shows the figures that stand beside it', () => {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const figures = JSON.parse(read('recorder.json'))
  const drawn = drawRecorder(figures)
  assert.equal(read('recorder.svg'), drawn)
  for (const side of ['ours', 'ffmpegCopy', 'ffmpegPipe'])
    assert.ok(drawn.includes(`>${figures[side].cpuMsPerStreamSecond}`), side)
})
