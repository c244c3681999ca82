import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '#tests/law/sentences.ts'
import { article, supervises } from './article-04.ts'

sentences(article, [
  {
    says: '海淀公安监督海淀的系统 / Haidian’s police supervises the systems of Haidian',
    gives: 'yes',
    when: () => supervises({ organ: 'district-police', organDistrict: '110108', district: '110108' }),
  },
  {
    says: '市公安局监督各区的系统 / the municipal police supervises those of every district',
    gives: 'yes',
    when: () => supervises({ organ: 'municipal-police' }),
  },
  {
    says: '东城公安不监督海淀的系统 / Dongcheng’s police doesn’t supervise those of Haidian',
    gives: 'no',
    when: () => supervises({ organ: 'district-police', organDistrict: '110101', district: '110108' }),
  },
  {
    says: '行业主管部门只是协助 / a trade department helps',
    gives: 'no',
    when: () => supervises({ organ: 'trade-department' }),
  },
  {
    says: '区政府只是协助 / a district government helps',
    gives: 'no',
    when: () => supervises({ organ: 'district-government' }),
  },
  {
    says: '所在区未知 / it is not known where the system lies',
    gives: 'unknown',
    when: () => supervises({ organ: 'district-police', organDistrict: '110108' }),
  },
  {
    says: '机关未知 / the organ is not known',
    gives: 'unknown',
    when: () => supervises({ district: '110108' }),
  },
])

test('facts read and missing are named', () => {
  const told = (facts: Parameters<typeof supervises>[0]) => {
    const { reason, used, missing } = supervises(facts)
    assert.equal(reason?.rule, '185/4')
    return [used, missing]
  }
  const districts = { organDistrict: '110108', district: '110108' }
  assert.deepEqual(told({ organ: 'municipal-police', ...districts }), [['organ'], []])
  assert.deepEqual(told({ organ: 'trade-department', ...districts }), [['organ'], []])
  const all = ['organ', 'organDistrict', 'district']
  assert.deepEqual(told({ organ: 'district-police', ...districts }), [all, []])
  assert.deepEqual(told({ organ: 'district-police', ...districts, district: '110101' }), [all, []])
  assert.deepEqual(told({ organ: 'district-police' }), [['organ'], ['organDistrict', 'district']])
  assert.deepEqual(told({ organ: 'district-police', district: '110108' }), [['organ'], ['organDistrict']])
  assert.deepEqual(told({ organ: 'district-police', organDistrict: '110108' }), [['organ'], ['district']])
  assert.deepEqual(told({}), [[], ['organ']])
})
