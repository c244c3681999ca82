import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from './client.ts'
import { articleName, problemOf, readProblem } from './problem.ts'

test('articles are named as the law names them', () => {
  assert.equal(articleName('185/13', 'zh'), '185 号令第十三条')
  assert.equal(articleName('799/21', 'en'), 'Order 799 Art. 21')
  assert.equal(articleName('185/12-4', 'zh'), '185 号令第十二条（四）')
  assert.equal(articleName('799/8', 'zh'), '799 号令第八条')
  assert.equal(articleName('product', 'en'), 'a rule of this product')
  assert.equal(articleName('GA/T 1400', 'zh'), 'GA/T 1400')
})

test('an answer that is no problem document is a fault, never a silent yes', () => {
  assert.equal(readProblem(502, undefined).code, 'fault')
  assert.equal(readProblem(500, { title: 'x' }).status, 500)
  assert.equal(problemOf(new TypeError('fetch failed')).code, 'offline')
  const refused = readProblem(403, {
    code: 'use/same-officer',
    text: { zh: '甲', en: 'a' },
    next: { zh: '乙', en: 'b' },
    articles: ['185/17'],
  })
  assert.deepEqual([refused.title.zh, refused.next.en, refused.articles], ['甲', 'b', ['185/17']])
  assert.equal(refused.law, undefined)
  const law = [{ rule: '185/17(1)', zh: '丙', en: 'c' }, { rule: 1 }, null, { rule: '185/17', zh: '丁' }]
  assert.deepEqual(readProblem(403, { code: 'use/unlawful', law }).law, [law[0]])
  assert.equal(readProblem(403, { code: 'use/unlawful', law: 'x' }).law, undefined)
})

test('an address carries each value whole and leaves empty ones out', () => {
  const route = { path: '/uses/:id/x', name: 'a.b', method: 'GET', session: 'required' } as never
  assert.equal(
    addressOf(route, {
      params: { id: 'a/b' },
      query: { q: '门 1', cameras: ['c', 'd'], none: undefined, empty: '' },
    }),
    '/api/uses/a%2Fb/x?q=%E9%97%A8+1&cameras=c&cameras=d',
  )
})
