/** May these people look: Decree 185 Arts 12–18 and Order 799 Arts 16, 19–21, a route each. */
import { lapsedTraining, maintenanceView } from '../decree185/article-12.ts'
import { useStated, watchView } from '../decree185/article-13.ts'
import { forbidden } from '../decree185/article-14.ts'
import { eventOccurred, eventPower } from '../decree185/article-16.ts'
import { documentShown, enoughDifferent, enoughNamed, idsSeen } from '../decree185/article-17.ts'
import { inspectionPower } from '../decree185/article-18.ts'
import { decreeInForce } from '../decree185/article-27.ts'
import {
  boolean,
  date,
  type FactsOf,
  listOf,
  object,
  oneOf,
  orNone,
  stated,
  text,
  trying,
} from '../facts/fact.ts'
import { basisStated, stateOrganRoute, statutoryPower } from '../order799/article-20.ts'
import { consented, interestNamed, RELATIONS, relationListed } from '../order799/article-21.ts'
import { orderInForce } from '../order799/article-34.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, unknown } from '../reason/finding.ts'
import { MISSING, type MissingCode } from './access-missing.ts'
import { type Facts, question, type Try } from './question.ts'

export type AccessAct = 'view' | 'retrieve' | 'copy'

export type Access = {
  /** Lawful now; empty unless the outcome is yes. */
  readonly acts: readonly AccessAct[]
  /** What the route leaves open: a person has to decide. */
  readonly unknownActs: readonly AccessAct[]
  /** What isn't there, or isn't known to be, in the order of asking. */
  readonly missing: readonly MissingCode[]
}

const ROUTES = {
  watch: { zh: '值班监看', en: 'duty watch' },
  'unit-staff': { zh: '本单位人员', en: 'the unit’s own staff' },
  officials: { zh: '政府有关主管部门工作人员', en: 'officials of a competent department' },
  'state-organ': { zh: '国家机关', en: 'a state organ' },
  inspection: { zh: '公安机关监督检查', en: 'an inspection by the police' },
  'person-concerned': { zh: '本人、近亲属或者负有责任的人', en: 'the person concerned' },
  maintenance: { zh: '维护', en: 'maintenance' },
} as const
export type Route = keyof typeof ROUTES

const name = 'access'
const named = { zh: '姓名', en: 'name' }
const day = (zh: string, en: string) => orNone(date({ zh, en }))

const shape = {
  route: oneOf({ zh: '途径', en: 'route' }, ROUTES),
  officials: trying(
    listOf(
      { zh: '工作人员', en: 'officials' },
      {
        name: text(named, 100),
        workId: orNone(text({ zh: '工作证件号', en: 'work ID' }, 60)),
        unit: text({ zh: '单位', en: 'unit' }, 200),
        idSeen: boolean({ zh: '已查验证件', en: 'ID seen' }),
      },
      20,
    ),
    [],
  ),
  supportingDocument: orNone(stated({ zh: '证明文件', en: 'supporting document' })),
  event: orNone(
    object(
      { zh: '突发公共事件', en: 'sudden public event' },
      {
        kind: text({ zh: '种类', en: 'kind' }, 100),
        occurredOn: date({ zh: '发生之日', en: 'occurred on' }),
      },
    ),
  ),
  authority: oneOf(
    { zh: '来人所属机关的职权', en: 'power of those who come' },
    {
      competent: { zh: '有权', en: 'competent' },
      'not-competent': { zh: '无权', en: 'not competent' },
    },
  ),
  legalBasis: orNone(trying(text({ zh: '法律依据', en: 'legal basis' }), '《刑事诉讼法》第五十四条')),
  purpose: orNone(trying(text({ zh: '目的', en: 'purpose' }), 'life', 'health', 'property')),
  relation: orNone(oneOf({ zh: '与图像的关系', en: 'relation' }, RELATIONS)),
  consent: orNone(stated({ zh: '管理单位的同意', en: 'consent of the unit' })),
  training: object(
    { zh: '经办人员的培训', en: 'training of the staff' },
    {
      skillsUntil: day('岗位技能有效至', 'skills valid until'),
      confidentialityUntil: day('保密知识有效至', 'confidentiality valid until'),
    },
  ),
}
type Given = Facts<typeof shape>
export type AccessFacts = FactsOf<typeof shape> & { readonly on: string }

type Condition = readonly [MissingCode, (facts: Given, book: Book) => Finding]
/** The first says whether a rule opens the route on the day. */
type Opened = {
  readonly acts: readonly AccessAct[]
  readonly unknownActs: readonly AccessAct[]
  readonly conditions: readonly Condition[]
}

const DECREE: Condition = ['law-in-force', ({ on }, book) => decreeInForce(on, book)]
const OFFICIALS: readonly Condition[] = [
  ['two-officials', ({ officials, on }, book) => enoughNamed(officials, on, book)],
  ['different-officials', ({ officials, on }, book) => enoughDifferent(officials, on, book)],
  ['work-id', ({ officials }) => idsSeen(officials)],
  ['supporting-document', ({ supportingDocument }) => documentShown(supportingDocument)],
]

const OPENS: { readonly [R in Route]: Opened } = {
  watch: {
    acts: ['view'],
    unknownActs: [],
    conditions: [['law-in-force', ({ on }, book) => watchView(on, book)]],
  },
  'unit-staff': {
    acts: ['view', 'retrieve'],
    unknownActs: ['copy'],
    conditions: [DECREE, ['purpose', ({ purpose }) => useStated(purpose)]],
  },
  officials: {
    acts: ['view', 'retrieve', 'copy'],
    unknownActs: [],
    conditions: [
      DECREE,
      ['event', ({ event, on }) => eventOccurred(event, on)],
      ['authority', ({ authority }) => eventPower(authority)],
      ...OFFICIALS,
    ],
  },
  'state-organ': {
    acts: ['view', 'retrieve'],
    unknownActs: ['copy'],
    conditions: [
      ['law-in-force', ({ on }, book) => stateOrganRoute(on, book)],
      ['authority', ({ authority }) => statutoryPower(authority)],
      ['legal-basis', ({ legalBasis }) => basisStated(legalBasis)],
      ...OFFICIALS,
    ],
  },
  inspection: {
    acts: ['view'],
    unknownActs: ['retrieve', 'copy'],
    conditions: [DECREE, ['authority', ({ authority }) => inspectionPower(authority)], ...OFFICIALS],
  },
  'person-concerned': {
    acts: ['view'],
    unknownActs: ['copy'],
    conditions: [
      ['law-in-force', ({ on }, book) => orderInForce(on, book)],
      ['relation', ({ relation }) => relationListed(relation)],
      ['interest', ({ purpose, on }, book) => interestNamed(purpose, on, book)],
      ['consent', ({ consent }) => consented(consent)],
    ],
  },
  maintenance: {
    acts: ['view'],
    unknownActs: [],
    conditions: [['law-in-force', ({ on }, book) => maintenanceView(on, book)]],
  },
}

const USED = ['route', 'on']
const NONE: readonly never[] = []
/** Every outcome depends on the route, and on the day its rule is in force. */
const byRoute = (found: Finding): Finding => ({
  outcome: found.outcome,
  reason: null,
  used: USED,
  missing: NONE,
  rows: NONE,
  of: [found],
})

const NO_ROUTE = unknown(
  '185/14',
  { zh: '不知道是哪一种途径，无法判断。', en: 'Which route it is isn’t known, so nothing can be said.' },
  ['route'],
)

export const access = question({
  name,
  title: { zh: '可否查看、调取、复制', en: 'Access to images' },
  facts: shape,
  says: {
    yes: { zh: '至少可以查看。', en: 'At least viewing is lawful.' },
    no: { zh: '不可以。', en: 'It is not.' },
    unknown: {
      zh: '可否查看尚不能确定，请补齐所缺的事实或由人判断。',
      en: 'Whether it is lawful can not be said; see what is missing, or let a person judge.',
    },
  },
  turns: ['185/17/', '185/27/', '799/21/', '799/34/'],

  refuse: () => null,

  decide(facts, { book }) {
    const { route, training, on } = facts
    if (route === undefined) return { finding: NO_ROUTE, answer: () => null }
    const { acts, unknownActs, conditions } = OPENS[route]
    const first = conditions[0]![1](facts, book)
    // Where no rule is in force, what it would ask isn't asked.
    const found = first.outcome === 'yes' ? conditions.map(([, of]) => of(facts, book)) : [first]
    const finding = byRoute(all(...found))
    return {
      finding,
      answer: () => ({
        acts: finding.outcome === 'yes' ? acts : [],
        unknownActs:
          finding.outcome === 'yes' ? unknownActs : finding.outcome === 'no' ? [] : [...acts, ...unknownActs],
        missing: found.flatMap(({ outcome }, i) => (outcome === 'yes' ? [] : [conditions[i]![0]])),
      }),
      remarks: () => {
        const remarks = [...lapsedTraining(training, on)]
        const barred = finding.outcome === 'no' ? forbidden(on, book) : null
        return barred === null ? remarks : [barred, ...remarks]
      },
    }
  },

  /** One official less, and each ID seen or not. */
  tries({ officials }) {
    if (officials === undefined) return []
    const tries: Try[] = []
    const to = (list: readonly object[]) => tries.push({ fact: 'officials', to: list })
    officials.forEach((official, i) => {
      to(officials.toSpliced(i, 1))
      to(officials.with(i, { ...official, idSeen: official.idSeen !== true }))
    })
    return tries
  },

  tell: ({ acts, unknownActs, missing }) => {
    const lines = [
      line(
        '可以',
        'lawful',
        acts.map((act) => ACTS[act]),
      ),
      line(
        '不能确定',
        'not to be said',
        unknownActs.map((act) => ACTS[act]),
      ),
      line(
        '所缺',
        'missing',
        missing.map((code) => MISSING[code].name),
      ),
    ].filter((one) => one !== null)
    return lines.length > 0 ? lines : [{ zh: '没有可以的行为。', en: 'Nothing is lawful.' }]
  },
})

const ACTS = {
  view: { zh: '查看', en: 'view' },
  retrieve: { zh: '调取', en: 'retrieve' },
  copy: { zh: '复制', en: 'copy' },
}

function line(zh: string, en: string, words: readonly { readonly zh: string; readonly en: string }[]) {
  if (words.length === 0) return null
  return {
    zh: `${zh}：${words.map((word) => word.zh).join('、')}。`,
    en: `${en}: ${words.map((word) => word.en).join(', ')}.`,
  }
}
