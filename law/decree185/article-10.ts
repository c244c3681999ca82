/** 北京市人民政府令第185号 第十条：与主体工程同步 */
import type { Article } from '../article.ts'
import { all, type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/10',
  title: { zh: '与主体工程同步', en: 'Together with the works' },
  asks: {
    zh: '新建、改建、扩建项目应当安装系统的，系统与主体工程同步规划、同步建设、同时投入使用。',
    en: 'Where a new, rebuilt or extended project must have a system, it is planned, built and put into use together with the main works.',
  },
  decides: {
    zh: '规划、建设、投入使用三个节点上，系统是否没有晚于主体工程。',
    en: 'Whether the system wasn’t later than the main works at each of the three milestones.',
  },
  open: [
    {
      zh: '“同步”“同时”没有日数，读为系统的节点不晚于主体工程的同一节点；早于主体工程不算违反。',
      en: '“Together” has no number of days; it is read as not later than the works at the same milestone. Earlier is no breach.',
    },
    {
      zh: '项目应否安装见“应否安装”之问；本条只看应当安装的项目。',
      en: 'Whether the project must have a system is the question of the duty to install; here it must.',
    },
    {
      zh: '主体工程分期的，每期各算。',
      en: 'Works in several stages are asked about stage by stage.',
    },
  ],
  rows: [],
}

/** Civil days; `none`: it is known that it hasn't happened. */
export type Milestones = {
  readonly plannedOn?: string | undefined
  readonly builtOn?: string | undefined
  readonly inUseOn?: string | undefined
}

const milestone = (name: keyof Milestones, says: Text) => {
  const facts = [`works.${name}`, `system.${name}`]
  const together = yes(
    article.id,
    { zh: `${says.zh}：系统不晚于主体工程。`, en: `${says.en}: the system was not later than the works.` },
    facts,
  )
  const later = no(
    article.id,
    { zh: `${says.zh}：系统晚于主体工程。`, en: `${says.en}: the system was later than the works.` },
    facts,
  )
  const notYet = yes(
    article.id,
    { zh: `${says.zh}：主体工程尚未到此节点。`, en: `${says.en}: the works haven’t come so far.` },
    [facts[0]!],
  )
  const open = (missing: readonly string[]) =>
    unknown(article.id, { zh: `${says.zh}：日期未知。`, en: `${says.en}: the day is not known.` }, missing)
  const OPEN_BOTH = open(facts)
  const OPEN_WORKS = open([facts[0]!])
  const OPEN_SYSTEM = open([facts[1]!])
  return (works: string | undefined, system: string | undefined): Finding => {
    if (works === 'none') return notYet
    if (works === undefined) return system === undefined ? OPEN_BOTH : OPEN_WORKS
    if (system === undefined) return OPEN_SYSTEM
    // “none” sorts after every day.
    return system > works ? later : together
  }
}
const PLANNED = milestone('plannedOn', { zh: '规划', en: 'Planning' })
const BUILT = milestone('builtOn', { zh: '建设', en: 'Building' })
const IN_USE = milestone('inUseOn', { zh: '投入使用', en: 'Putting into use' })

/** Whether a project's system kept pace with its main works. */
export function keptPace(facts: { readonly works: Milestones; readonly system: Milestones }): Finding {
  const { works, system } = facts
  return all(
    PLANNED(works.plannedOn, system.plannedOn),
    BUILT(works.builtOn, system.builtOn),
    IN_USE(works.inUseOn, system.inUseOn),
  )
}
