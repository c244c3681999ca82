import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '#tests/law/sentences.ts'
import { article, consentGiven } from './article-10.ts'

const near = { nearClassified: true }

sentences(article, [
  {
    says: '不在周边不需要同意 / not near, no consent is needed',
    gives: 'yes',
    when: () => consentGiven({ nearClassified: false }),
  },
  {
    says: '安装前已征得同意 / there was consent before it was installed',
    gives: 'yes',
    when: () => consentGiven({ ...near, consentOn: '2026-03-01', installedOn: '2026-03-02' }),
  },
  {
    says: '没有同意文书 / there is no document of consent',
    gives: 'no',
    when: () => consentGiven({ ...near, consentOn: 'none' }),
  },
  {
    says: '安装之后才同意 / the consent came after it was installed',
    gives: 'no',
    when: () => consentGiven({ ...near, consentOn: '2026-03-02', installedOn: '2026-03-01' }),
  },
  {
    says: '是否在周边未知 / it is not known whether it is near',
    gives: 'unknown',
    when: () => consentGiven({ consentOn: 'none' }),
  },
  {
    says: '安装之日未知 / the day of installing is not known',
    gives: 'unknown',
    when: () => consentGiven({ ...near, consentOn: '2026-03-01' }),
  },
])

test('every state, with what is read and missing', () => {
  const told = (nearClassified?: boolean, consentOn?: string, installedOn?: string) => {
    const { outcome, used, missing, reason } = consentGiven({ nearClassified, consentOn, installedOn })
    assert.equal(reason?.rule, '799/10')
    return [outcome, [...used], [...missing]]
  }
  const [n, c, i] = ['nearClassified', 'consentOn', 'installedOn']
  const [early, late] = ['2026-03-01', '2026-03-02']
  assert.deepEqual(told(false, 'none', early), ['yes', [n], []])
  assert.deepEqual(told(true, early, late), ['yes', [c, i], []])
  assert.deepEqual(told(true, early, early), ['yes', [c, i], []])
  assert.deepEqual(told(undefined, early, late), ['yes', [c, i], []])
  assert.deepEqual(told(true, early, 'none'), ['yes', [c, i], []])
  assert.deepEqual(told(undefined, early, 'none'), ['yes', [c, i], []])
  assert.match(consentGiven({ ...near, consentOn: early, installedOn: 'none' }).reason!.text.en, /yet/)
  assert.deepEqual(told(true, late, early), ['no', [n, c, i], []])
  assert.deepEqual(told(true, 'none'), ['no', [n, c], []])
  assert.deepEqual(told(undefined, 'none'), ['unknown', [], [n]])
  assert.deepEqual(told(undefined, late, early), ['unknown', [], [n]])
  assert.deepEqual(told(), ['unknown', [], [n, c, i]])
  assert.deepEqual(told(undefined, undefined, early), ['unknown', [], [n, c]])
  assert.deepEqual(told(undefined, early), ['unknown', [], [n, i]])
  assert.deepEqual(told(true), ['unknown', [], [c, i]])
  assert.deepEqual(told(true, undefined, early), ['unknown', [], [c]])
  assert.deepEqual(told(true, early), ['unknown', [], [i]])
})
