/** 北京市人民政府令第185号 第十六条：突发公共事件时主管部门查看、调取、复制 */
import type { Article } from '../article.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/16',
  title: { zh: '突发公共事件时的查看、调取、复制', en: 'Access when a sudden public event occurs' },
  asks: {
    zh: '发生社会治安、自然灾害、事故灾难、公共卫生等突发公共事件时，有调查、处置权的政府有关主管部门有权查看、调取、复制图像信息，有关单位应当配合。',
    en: 'When a sudden public event occurs (public order, natural disaster, accident, public health and the like), departments with power to investigate or handle it may view, retrieve and copy, and units cooperate.',
  },
  decides: {
    zh: '事件是否已经发生、来人所属部门是否有权。',
    en: 'Whether an event has occurred, and whether the department has the power.',
  },
  open: [
    {
      zh: '列举之外的事件也可以是突发公共事件；由来人的证明文件说明，单位不作审查，也不以宣布、平台或登记为条件。',
      en: 'An event that is not one of the four named may be one: those who come say so in their paper, and the unit does not examine it. No declaration, platform or registration is a condition.',
    },
    {
      zh: '调查何时结束没有期限：事件发生后即可，没有截止日。',
      en: 'No time ends it: once the event has occurred, there is no last day.',
    },
    {
      zh: '有无调查、处置权由其职责法规定，此处作为事实给出。',
      en: 'Which department has the power follows from the laws on its duties; here it is given as a fact.',
    },
  ],
  rows: [],
}

export type Event = { readonly kind?: string | undefined; readonly occurredOn?: string | undefined }

const NO_EVENT = no(
  '185/16',
  {
    zh: '没有发生突发公共事件，本条途径不成立。',
    en: 'No sudden public event has occurred; this route is not open.',
  },
  ['event'],
)
const NOT_YET = no(
  '185/16',
  { zh: '事件在询问之日尚未发生。', en: 'On the day asked the event has not occurred.' },
  ['event.occurredOn', 'on'],
)
const OCCURRED = yes('185/16', { zh: '发生了突发公共事件。', en: 'A sudden public event has occurred.' }, [
  'event.occurredOn',
  'on',
])
const OPEN_EVENT = unknown(
  '185/16',
  { zh: '是否发生突发公共事件未知。', en: 'Whether a sudden public event has occurred is not known.' },
  ['event'],
)
const OPEN_DAY = unknown('185/16', { zh: '事件发生之日未知。', en: 'The day of the event is not known.' }, [
  'event.occurredOn',
])

/** Whether the event has occurred by the day. Its kind never decides. */
export function eventOccurred(event: Event | 'none' | undefined, on: string): Finding {
  if (event === undefined) return OPEN_EVENT
  if (event === 'none') return NO_EVENT
  if (event.occurredOn === undefined) return OPEN_DAY
  return event.occurredOn <= on ? OCCURRED : NOT_YET
}

export type Authority = 'competent' | 'not-competent'

/** Whether those who come have the power that a rule asks of them. */
export function power(rule: string, zh: string, en: string): (authority: Authority | undefined) => Finding {
  const used = ['authority']
  const has = yes(rule, { zh: `来人所属机关有${zh}。`, en: `Those who come have ${en}.` }, used)
  const lacks = no(rule, { zh: `来人所属机关没有${zh}。`, en: `Those who come do not have ${en}.` }, used)
  const open = unknown(
    rule,
    { zh: `来人所属机关有无${zh}未知。`, en: `Whether those who come have ${en} is not known.` },
    used,
  )
  return (authority) => (authority === undefined ? open : authority === 'competent' ? has : lacks)
}

/** Whether the department may investigate or handle the event. */
export const eventPower = power('185/16', '调查、处置权', 'power to investigate or handle the event')
