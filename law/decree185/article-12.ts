/** 北京市人民政府令第185号 第十二条：安全运行的措施 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding, no, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

const source = '北京市人民政府令第185号第十二条'

export const article: Article = {
  id: '185/12',
  title: { zh: '安全运行', en: 'Safe operation' },
  asks: {
    zh: '使用单位培训密切接触系统的人员（岗位技能、保密知识）；建立安全检查、运行维护、应急处理制度；保持画面清晰、系统正常；不擅自改变用途和摄像设备位置。委托他人运营、维护、管理的，双方明确安全运行的责任。',
    en: 'The unit trains those in close contact with the system (skills, confidentiality); keeps regimes for safety checks, operation and maintenance, and emergencies; keeps pictures clear and the system working; changes neither purpose nor camera position without leave. Where others run or maintain it, both sides define who answers for safe operation.',
  },
  decides: {
    zh: '各项措施是否齐备；培训到某日是否仍有效；为维护而查看画面是否有据。',
    en: 'Whether the measures are all there; whether training holds on a day; that a picture may be looked at for maintenance.',
  },
  open: [
    {
      zh: '培训有效期由单位规定，办法没有日数；培训到期不影响他人依法查看，也不使值班中断。',
      en: 'How long training holds is for the unit to say; the Decree names no days. Its lapse bars nobody’s lawful access and leaves no watch empty.',
    },
    {
      zh: '“清晰”“正常”没有数值，由检测参数与人判断。“擅自”指未经单位规定的批准。',
      en: '“Clear” and “working” have no figures; measured parameters and people say. “Without leave” means without the approval the unit has laid down.',
    },
  ],
  rows: [
    {
      id: '185/12/regimes',
      from: '2007-04-01',
      value: ['safety-check', 'operation-and-maintenance', 'emergency'],
      source: `${source}第（二）项`,
      status: 'original text seen',
    },
  ],
}

const trained = duty('185/12(1)', 'staffTrained', {
  yes: { zh: '密切接触系统的人员已受技能和保密培训。', en: 'Those in close contact are trained.' },
  no: { zh: '有人员未受技能或保密培训。', en: 'Somebody in close contact is not trained.' },
  unknown: { zh: '人员是否受过培训未知。', en: 'Whether they are trained is not known.' },
})
const regimes = everyOne(
  '185/12(2)',
  'regimes',
  { zh: '安全运行制度', en: 'regimes of safe operation' },
  {
    'safety-check': { zh: '安全检查', en: 'safety check' },
    'operation-and-maintenance': { zh: '运行维护', en: 'operation and maintenance' },
    emergency: { zh: '应急处理', en: 'emergency' },
  },
)
const working = duty('185/12(3)', 'clearAndWorking', {
  yes: { zh: '画面清晰，系统正常。', en: 'Pictures are clear and the system works.' },
  no: { zh: '画面不清晰或系统不正常。', en: 'Pictures are not clear, or the system does not work.' },
  unknown: { zh: '画面和系统状况未知。', en: 'The state of pictures and system is not known.' },
})
const unchanged = duty('185/12(4)', 'unchangedWithoutLeave', {
  yes: {
    zh: '用途和摄像设备位置未被擅自改变。',
    en: 'Neither purpose nor camera position was changed without leave.',
  },
  no: { zh: '擅自改变了用途或摄像设备位置。', en: 'Purpose or camera position was changed without leave.' },
  unknown: { zh: '用途和位置是否被擅自改变未知。', en: 'Whether either was changed is not known.' },
})
const agreed = duty('185/12', 'responsibilitiesAgreed', {
  yes: {
    zh: '与受托单位明确了安全运行的责任。',
    en: 'Both sides have defined who answers for safe operation.',
  },
  no: { zh: '未与受托单位明确责任。', en: 'Nothing is agreed with those who run it.' },
  unknown: { zh: '是否与受托单位明确责任未知。', en: 'Whether anything is agreed is not known.' },
})
const outsourced = duty('185/12', 'outsourced', {
  yes: { zh: '系统委托他人运营、维护或管理。', en: 'Others run, maintain or manage the system.' },
  no: { zh: '系统由本单位自行运营、维护。', en: 'The unit runs and maintains the system itself.' },
  unknown: { zh: '系统是否委托他人未知。', en: 'Whether others run it is not known.' },
})

/** Whether the unit has done what Article 12 asks. `regimes`: codes of the row `185/12/regimes`. */
export function safeOperation(
  facts: {
    readonly staffTrained?: boolean
    readonly regimes?: readonly string[]
    readonly clearAndWorking?: boolean
    readonly unchangedWithoutLeave?: boolean
    readonly outsourced?: boolean
    readonly responsibilitiesAgreed?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  const force = decreeInForce(facts.on, book)
  if (force.outcome !== 'yes') return complies(force, force)
  return complies(
    force,
    trained(facts.staffTrained),
    regimes(facts.regimes, book.has('185/12/regimes', facts.on)),
    working(facts.clearAndWorking),
    unchanged(facts.unchangedWithoutLeave),
    complies(outsourced(facts.outsourced), agreed(facts.responsibilitiesAgreed)),
  )
}

export type Training = {
  readonly skillsUntil?: string | undefined
  readonly confidentialityUntil?: string | undefined
}

const lapsed = (fact: string, zh: string, en: string): Finding =>
  no(
    '185/12(1)',
    {
      zh: `${zh}培训已到期或没有：请补训；不影响本次查看是否合法。`,
      en: `Training in ${en} has lapsed or is not there: train again. It is no condition of this access.`,
    },
    [fact],
  )
const LAPSED = {
  skillsUntil: lapsed('training.skillsUntil', '岗位技能', 'skills'),
  confidentialityUntil: lapsed('training.confidentialityUntil', '保密知识', 'confidentiality'),
}

/** What a reader ought to know of the trainings told: those that don't hold on the day. The last day still holds. */
export function lapsedTraining(training: Training | undefined, on: string): readonly Finding[] {
  const remarks: Finding[] = []
  for (const kind of ['skillsUntil', 'confidentialityUntil'] as const) {
    const until = training?.[kind]
    if (until !== undefined && (until === 'none' || until < on)) remarks.push(LAPSED[kind])
  }
  return remarks
}

const MAINTENANCE = yes(
  '185/12(3)',
  {
    zh: '为保持画面清晰、系统正常，维护人员可以查看所需的画面。',
    en: 'To keep pictures clear and the system working, whoever maintains it may look at the pictures needed.',
  },
  ['route'],
)

/** Whether a picture may be looked at for maintenance. */
export function maintenanceView(on: string, book: Book): Finding {
  return all(decreeInForce(on, book), MAINTENANCE)
}
