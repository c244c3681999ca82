/** 北京市人民政府令第185号 第十三条：图像信息安全管理制度 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

const source = '北京市人民政府令第185号第十三条'

export const article: Article = {
  id: '185/13',
  title: { zh: '图像信息安全管理', en: 'Safe handling of images' },
  asks: {
    zh: '使用单位建立值班监看制度，发现可疑信息及时报告公安机关；建立使用登记制度，登记录制人员、调取时间、调取用途等；按规定期限留存，期限内不擅自删改、破坏原始数据记录。',
    en: 'The unit keeps a duty watch and reports suspicious information to the police promptly; keeps a register of use (who recorded, when retrieved, for what use); keeps images for the prescribed period and neither alters nor destroys originals within it.',
  },
  decides: {
    zh: '三项制度是否建立并遵守；值班监看、本单位人员查看调取是否有据。',
    en: 'Whether the three are there and kept; whether the watch and the unit’s own staff may look.',
  },
  open: [
    { zh: '“及时”没有时限，由人判断。', en: '“Promptly” names no time; people judge.' },
    {
      zh: '本单位人员复制图像，办法没有写明，须由人判断。',
      en: 'The Decree does not speak of the unit’s own staff copying images; a person has to decide.',
    },
    { zh: '留存日数不在本条，见留存期限之问。', en: 'How many days is the question of retention.' },
  ],
  rows: [
    {
      id: '185/13/register',
      from: '2007-04-01',
      value: ['recorded-by', 'retrieved-at', 'use'],
      source: `${source}第（二）项`,
      status: 'original text seen',
    },
  ],
}

const watch = duty('185/13(1)', 'watchRegime', {
  yes: { zh: '建立了值班监看制度。', en: 'There is a duty watch.' },
  no: { zh: '没有值班监看制度。', en: 'There is no duty watch.' },
  unknown: { zh: '有无值班监看制度未知。', en: 'Whether there is a duty watch is not known.' },
})
const reported = duty('185/13(1)', 'suspiciousReported', {
  yes: { zh: '可疑信息已及时报告公安机关。', en: 'What was suspicious was reported to the police promptly.' },
  no: { zh: '可疑信息没有及时报告公安机关。', en: 'What was suspicious was not reported promptly.' },
  unknown: { zh: '可疑信息是否及时报告未知。', en: 'Whether it was reported promptly is not known.' },
})
const register = everyOne(
  '185/13(2)',
  'registerHolds',
  { zh: '使用登记事项', en: 'entries of the register of use' },
  {
    'recorded-by': { zh: '录制人员', en: 'who recorded' },
    'retrieved-at': { zh: '调取时间', en: 'when retrieved' },
    use: { zh: '调取用途', en: 'for what use' },
  },
)
const kept = duty('185/13(3)', 'keptForPeriod', {
  yes: { zh: '按规定期限留存。', en: 'Images are kept for the prescribed period.' },
  no: { zh: '没有按规定期限留存。', en: 'Images are not kept for the prescribed period.' },
  unknown: { zh: '是否按期限留存未知。', en: 'Whether they are kept that long is not known.' },
})
const untouched = duty('185/13(3)', 'originalsUntouched', {
  yes: { zh: '期限内原始数据记录未被删改、破坏。', en: 'Originals within the period are untouched.' },
  no: {
    zh: '期限内原始数据记录被擅自删改或破坏。',
    en: 'Originals within the period were altered or destroyed.',
  },
  unknown: { zh: '原始数据记录是否完整未知。', en: 'Whether originals are untouched is not known.' },
})

/** Whether the unit has done what Article 13 asks. `registerHolds`: codes of the row `185/13/register`. */
export function imageRegime(
  facts: {
    readonly watchRegime?: boolean
    /** Leave it out where it isn't known; true where nothing suspicious was found. */
    readonly suspiciousReported?: boolean
    readonly registerHolds?: readonly string[]
    readonly keptForPeriod?: boolean
    readonly originalsUntouched?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  const force = decreeInForce(facts.on, book)
  if (force.outcome !== 'yes') return complies(force, force)
  return complies(
    force,
    watch(facts.watchRegime),
    reported(facts.suspiciousReported),
    register(facts.registerHolds, book.has('185/13/register', facts.on)),
    kept(facts.keptForPeriod),
    untouched(facts.originalsUntouched),
  )
}

const WATCH = yes(
  '185/13(1)',
  { zh: '值班监看由制度规定，当班人员查看实时画面。', en: 'The duty watch looks at pictures of now.' },
  ['route'],
)

/** Whether the duty watch may look. */
export function watchView(on: string, book: Book): Finding {
  return all(decreeInForce(on, book), WATCH)
}

const STATED = yes(
  '185/13(2)',
  {
    zh: '用途已登记，本单位人员可以查看、调取。',
    en: 'The use is registered; the unit’s staff may view and retrieve.',
  },
  ['route', 'purpose'],
)
const UNSTATED = no(
  '185/13(2)',
  {
    zh: '没有用途，不能登记，也不能查看。',
    en: 'Without a use there is nothing to register and nothing to view.',
  },
  ['purpose'],
)
const OPEN = unknown(
  '185/13(2)',
  { zh: '用途未知，须先登记用途。', en: 'The use is not known; it has to be registered first.' },
  ['purpose'],
)

/** Whether the unit's own staff have stated what the images are for. `none`: for nothing. */
export function useStated(purpose: string | undefined): Finding {
  return purpose === undefined ? OPEN : purpose === 'none' ? UNSTATED : STATED
}
