import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chineseNumber, citation } from './citation.ts'

test('articles are numbered as they are written', () => {
  for (const [number, written] of [
    [1, '一'],
    [10, '十'],
    [14, '十四'],
    [20, '二十'],
    [99, '九十九'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [133, '一百三十三'],
    [207, '二百零七'],
    [214, '二百一十四'],
    [999, '九百九十九'],
  ] as const)
    assert.equal(chineseNumber(number), written)
  for (const none of [0, 1000, 1.5, -1]) assert.throws(() => chineseNumber(none), RangeError)
})
test('a rule cites its law, article and item, and what cites no law is a fault', () => {
  assert.deepEqual(citation('799/16(2)'), {
    zh: '《公共安全视频图像信息系统管理条例》（国务院令第799号）第十六条（二）',
    en: 'State Council Order 799, Art. 16(2)',
  })
  assert.equal(citation('apl/64').zh, '《行政处罚法》第六十四条')
  for (const none of ['surely/1', '185', '185/', '185/x', 'x185/1'])
    assert.throws(() => citation(none), /cites no law/)
})
