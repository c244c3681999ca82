import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, keptPace, type Milestones } from './article-10.ts'

const works = { plannedOn: '2025-01-10', builtOn: '2026-03-01', inUseOn: '2026-09-01' }
const pace = (system: Milestones, of: Milestones = works) => keptPace({ works: of, system })

sentences(article, [
  {
    says: '三个节点同日 / on the same day at each milestone',
    gives: 'yes',
    when: () => pace(works),
  },
  {
    says: '系统早于主体工程不算违反 / earlier than the works is no breach',
    gives: 'yes',
    when: () => pace({ plannedOn: '2025-01-09', builtOn: '2026-02-28', inUseOn: '2026-08-31' }),
  },
  {
    says: '校舍已使用而系统晚一日 / the school is in use and the system a day later',
    gives: 'no',
    when: () => pace({ ...works, inUseOn: '2026-09-02' }),
  },
  {
    says: '校舍已使用而系统没有 / the school is in use and the system is not',
    gives: 'no',
    when: () => pace({ ...works, inUseOn: 'none' }),
  },
  {
    says: '系统投入使用之日未知 / the day the system was put into use is not known',
    gives: 'unknown',
    when: () => pace({ ...works, inUseOn: undefined }),
  },
  {
    says: '主体工程尚未到节点的不晚 / works that haven’t come so far can’t be overtaken',
    gives: 'yes',
    when: () => pace({ ...works, inUseOn: undefined }, { ...works, inUseOn: 'none' }),
  },
])

test('each milestone decides alone, and is named', () => {
  for (const name of Object.keys(works) as (keyof typeof works)[]) {
    const facts = [`works.${name}`, `system.${name}`]
    const later = pace({ ...works, [name]: '2027-01-01' })
    assert.deepEqual([later.outcome, gathered(later, 'used')], ['no', facts])
    const open = pace({ ...works, [name]: undefined })
    assert.deepEqual([open.outcome, gathered(open, 'missing')], ['unknown', [facts[1]]])
    const openWorks = pace(works, { ...works, [name]: undefined })
    assert.deepEqual([openWorks.outcome, gathered(openWorks, 'missing')], ['unknown', [facts[0]]])
    const openBoth = pace({ ...works, [name]: undefined }, { ...works, [name]: undefined })
    assert.deepEqual(gathered(openBoth, 'missing'), facts)
    const notYet = pace({ ...works, [name]: 'none' }, { ...works, [name]: 'none' })
    assert.equal(notYet.outcome, 'yes')
    assert.ok(gathered(notYet, 'used').includes(facts[0]!) && !gathered(notYet, 'used').includes(facts[1]!))
    for (const finding of [later, open, openWorks, openBoth, notYet])
      for (const { reason } of leaves(finding)) assert.equal(reason?.rule, '185/10')
  }
  assert.deepEqual(gathered(pace(works), 'used'), [
    ...['works.plannedOn', 'system.plannedOn', 'works.builtOn', 'system.builtOn'],
    ...['works.inUseOn', 'system.inUseOn'],
  ])
})
