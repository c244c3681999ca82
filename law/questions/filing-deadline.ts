/** By when a system has to be filed: Decree 185 Art. 11 and Order 799 Art. 14, each with its own clock. */
import { decreeFiling } from '../decree185/article-11.ts'
import { date, orNone } from '../facts/fact.ts'
import { placeClass } from '../facts/place-class.ts'
import { orderFiling } from '../order799/article-14.ts'
import { type Clock, clock, clockRemarks } from '../procedure/mps-35.ts'
import { any, type Finding, type Text, yes } from '../reason/finding.ts'
import { contradiction, isBefore, isDay, question } from './question.ts'

export type FilingDeadline = {
  readonly clocks: readonly Clock[]
  /** The earliest `dueOn`, before it moves; null where no clock runs. */
  readonly earliest: string | null
}

const COUNTED_TO_FILING = yes(
  '185/11',
  {
    zh: '剩余日数与是否逾期，算至备案之日。',
    en: 'Days left, and whether it was late, are told for the day of filing.',
  },
  ['filedOn'],
)

const name = 'filing-deadline'

export const filingDeadline = question({
  name,
  title: { zh: '备案期限', en: 'Filing deadline' },
  facts: {
    placeClass,
    builtOn: orNone(date({ zh: '建成之日', en: 'built on' })),
    acceptedOn: orNone(date({ zh: '竣工验收合格之日', en: 'passed completion acceptance on' })),
    inUseOn: orNone(date({ zh: '投入使用之日', en: 'put into use on' })),
    filedOn: orNone(date({ zh: '备案之日', en: 'filed on' })),
  },
  says: {
    yes: { zh: '有备案义务。', en: 'There is a duty to file.' },
    no: { zh: '当日没有备案义务。', en: 'On that day there is no duty to file.' },
    unknown: {
      zh: '是否有备案义务尚不能确定，请人工核实。',
      en: 'Whether there is a duty to file can not be said; a person has to look.',
    },
  },
  turns: ['185/11/', '185/27/', '799/14/', '799/34/'],

  refuse({ builtOn, acceptedOn, inUseOn }) {
    const beforeBuilt = (day: string | undefined) =>
      isBefore(day, builtOn) || (builtOn === 'none' && isDay(day))
    if (beforeBuilt(acceptedOn))
      return contradiction(
        `${name}/accepted-before-built`,
        'acceptedOn',
        '系统在建成之前已验收合格；请核对日期。',
        'it was accepted before it was built; check the days.',
      )
    if (beforeBuilt(inUseOn))
      return contradiction(
        `${name}/in-use-before-built`,
        'inUseOn',
        '系统在建成之前已投入使用；请核对日期。',
        'it was put into use before it was built; check the days.',
      )
    return null
  },

  decide(facts, { book, days }) {
    const decree = decreeFiling(facts, book)
    const order = orderFiling(facts, book)
    const { filedOn, on } = facts
    const filed = isDay(filedOn)
    const clocks = (): Clock[] => {
      const running: Clock[] = []
      for (const [rule, duty] of [
        ['185/11', decree],
        ['799/14', order],
      ] as const)
        if (duty.startsOn !== null)
          running.push(clock(rule, duty.startsOn, duty.days!.value as number, filed ? filedOn : on, days))
      return running
    }
    const finding = any(decree.finding, order.finding)
    return {
      finding,
      answer: () => (finding.outcome === 'unknown' ? null : answer(clocks())),
      remarks: () => {
        const remarks: Finding[] = [...clockRemarks(clocks())]
        // One clock runs; whether the other does is told too, since it would be a second day to keep.
        if (finding.outcome === 'yes')
          for (const duty of [decree, order])
            if (duty.finding.outcome === 'unknown') remarks.push(duty.finding)
        if (filed && finding.outcome === 'yes') remarks.push(COUNTED_TO_FILING)
        return remarks
      },
    }
  },

  tell: ({ clocks, earliest }) =>
    earliest === null
      ? [{ zh: '没有正在进行的备案期限。', en: 'No time for filing runs.' }]
      : [
          ...clocks.map(clockLine),
          { zh: `最早的届满日：${earliest}。`, en: `Earliest last day: ${earliest}.` },
        ],
})

function answer(clocks: readonly Clock[]): FilingDeadline {
  let earliest: string | null = null
  for (const { dueOn } of clocks) if (earliest === null || dueOn < earliest) earliest = dueOn
  return { clocks, earliest }
}

function clockLine({ rule, startsOn, dueOn, rolledTo, horizon, daysLeft, overdue }: Clock): Text {
  const moved: Text =
    rolledTo === undefined
      ? { zh: '', en: '' }
      : rolledTo === null
        ? {
            zh: `，是否顺延未知（放假安排公布至${horizon}）`,
            en: `, whether it moves is not known (holidays are published to ${horizon})`,
          }
        : { zh: `，顺延至${rolledTo}`, en: `, moved to ${rolledTo}` }
  const state: Text =
    overdue === null
      ? { zh: '是否逾期尚不能确定', en: 'whether it is overdue can not be said' }
      : overdue
        ? { zh: `已逾期${-daysLeft}日`, en: `${-daysLeft} days overdue` }
        : { zh: `剩余${daysLeft}日`, en: `${daysLeft} days left` }
  return {
    zh: `${rule}：自${startsOn}起算，${dueOn}届满${moved.zh}；${state.zh}。`,
    en: `${rule}: counts from ${startsOn}, ends on ${dueOn}${moved.en}; ${state.en}.`,
  }
}
