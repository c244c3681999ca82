/** How long images are kept: Order 799 Art. 17, and Counter-Terrorism Law 32 for key targets. */
import { perRow, perRows } from '../article.ts'
import { boolean, integer, orNone } from '../facts/fact.ts'
import { placeClass } from '../facts/place-class.ts'
import { orderFloor } from '../order799/article-17.ts'
import { keyTargetFloor } from '../procedure/ctl-32.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, not, type Outcome, type Row, unknown } from '../reason/finding.ts'
import { question } from './question.ts'

export type Retention = {
  readonly floorDays: number
  /** Null: no rule that is known to bind asks for deletion. */
  readonly deleteAfter: 'purpose-served' | null
  /** Null: not told, or none is declared. */
  readonly declaredDays: number | null
  /** Rules that bind and give a floor. */
  readonly sources: readonly string[]
}

const UNNUMBERED = unknown(
  '185/13(3)',
  {
    zh: '第185号令要求按规定期限留存，未规定日数；条例和反恐怖主义法在此也没有给出日数，须另查本行业或者上级的规定。',
    en: 'Decree 185 asks for the prescribed period and names no number of days; neither the Order nor the Counter-Terrorism Law gives one here, so another rule has to be looked for.',
  },
  [],
)

/** Without knowing whether it is a key target: what either would give. */
const either = (zh: string, en: string, ...missing: readonly string[]) =>
  perRows((key, order) => {
    const days = String(order.value)
    return unknown(
      'ctl/32',
      {
        zh: `是防范恐怖袭击重点目标的，至少保存${key.value}日；${zh.replace('#', days)}`,
        en: `A key target for protection against terrorist attacks keeps at least ${key.value} days; ${en.replace('#', days)}`,
      },
      ['counterTerrorismKeyTarget', ...missing],
      [],
      [key, order],
    )
  })
const EITHER = {
  yes: either('不是的，至少保存#日。', 'otherwise it is at least # days.'),
  unknown: either(
    '不是的，第七条场所至少保存#日，其他场所没有规定日数。',
    'otherwise it is at least # days in places of Article 7, and no number elsewhere.',
    'placeClass',
  ),
}
const EITHER_UNNUMBERED = perRow((key) =>
  unknown(
    'ctl/32',
    {
      zh: `是防范恐怖袭击重点目标的，至少保存${key.value}日；不是的，没有规定日数。`,
      en: `A key target for protection against terrorist attacks keeps at least ${key.value} days; otherwise no rule gives a number.`,
    },
    ['counterTerrorismKeyTarget'],
    [],
    [key],
  ),
)

function undecided(order: Outcome, on: string, book: Book): Finding {
  const key = book.has('ctl/32/days', on)
  return order === 'no' ? EITHER_UNNUMBERED(key) : EITHER[order](key, book.has('799/17/days', on))
}

const BELOW = perRow((row) =>
  no(
    row.id.slice(0, row.id.lastIndexOf('/')),
    {
      zh: `申明的日数少于最短期限${row.value}日；以最短期限为准，请更正申明。`,
      en: `The declared period is shorter than the floor of ${row.value} days; the floor counts, and the declaration has to be corrected.`,
    },
    ['declaredDays'],
    [row],
  ),
)

const turned = new WeakMap<Finding, Finding>()
function opposite(finding: Finding): Finding {
  let other = turned.get(finding)
  if (other === undefined) {
    other = not(finding)
    turned.set(finding, other)
  }
  return other
}

export const retention = question({
  name: 'retention',
  title: { zh: '录像保存期限', en: 'How long images are kept' },
  facts: {
    placeClass,
    counterTerrorismKeyTarget: boolean({
      zh: '是否为防范恐怖袭击的重点目标',
      en: 'a key target for protection against terrorist attacks',
    }),
    declaredDays: orNone(integer({ zh: '单位申明的保存日数', en: 'days the unit declares' }, 1, 3650)),
  },
  says: {
    yes: { zh: '最短保存日数已知。', en: 'The least number of days is known.' },
    no: { zh: '没有保存期限。', en: 'Nothing has to be kept.' },
    unknown: {
      zh: '最短保存日数尚不能确定，请人工核实；在此之前不要删除。',
      en: 'The least number of days can not be said; a person has to look, and until then nothing should be deleted.',
    },
  },
  turns: ['799/17/', '799/34/', 'ctl/'],

  refuse: () => null,

  decide({ placeClass, counterTerrorismKeyTarget, declaredDays, on }, { book }) {
    const order = orderFloor(placeClass, on, book)
    const key = keyTargetFloor(counterTerrorismKeyTarget, on, book)
    const keyed = key.finding.outcome
    const ordered = order.finding.outcome
    const finding =
      keyed === 'unknown'
        ? undecided(ordered, on, book)
        : keyed === 'yes'
          ? ordered === 'yes'
            ? all(order.finding, key.finding)
            : key.finding
          : ordered === 'no'
            ? UNNUMBERED
            : all(order.finding, opposite(key.finding))
    const floors: Row[] = []
    if (order.days !== null) floors.push(order.days)
    if (key.days !== null) floors.push(key.days)
    return {
      finding,
      answer: () => (finding.outcome === 'yes' ? answer(floors, ordered === 'yes', declaredDays) : null),
      remarks: () => {
        if (finding === UNNUMBERED) return [order.finding, key.finding]
        if (finding.outcome !== 'yes') return []
        const remarks: Finding[] = []
        // Whether images are also to be deleted once their purpose is served hangs on the class.
        if (ordered === 'unknown') remarks.push(order.finding)
        const floor = longest(floors)
        if (typeof declaredDays === 'number' && declaredDays < (floor.value as number))
          remarks.push(BELOW(floor))
        return remarks
      },
    }
  },

  tell: ({ floorDays, deleteAfter, declaredDays, sources }) => [
    {
      zh: `最短保存${floorDays}日（${sources.join('、')}）。`,
      en: `Kept for at least ${floorDays} days (${sources.join(', ')}).`,
    },
    deleteAfter === null
      ? {
          zh: '未见要求到期删除的规定。',
          en: 'No rule that is known to bind asks for deletion after that.',
        }
      : {
          zh: '此后已经实现处理目的的应当删除；没有日数上限。',
          en: 'After that, what has served its purpose is to be deleted; there is no ceiling in days.',
        },
    ...(declaredDays === null
      ? []
      : [{ zh: `单位申明${declaredDays}日。`, en: `The unit declares ${declaredDays} days.` }]),
  ],
})

const longest = (floors: readonly Row[]): Row =>
  floors.reduce((most, row) => ((row.value as number) > (most.value as number) ? row : most))

function answer(
  floors: readonly Row[],
  deleted: boolean,
  declaredDays: number | 'none' | undefined,
): Retention {
  return {
    floorDays: longest(floors).value as number,
    deleteAfter: deleted ? 'purpose-served' : null,
    declaredDays: typeof declaredDays === 'number' ? declaredDays : null,
    sources: floors.map(({ id }) => id.slice(0, id.lastIndexOf('/'))),
  }
}
