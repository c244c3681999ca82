/** 国务院令第799号 第十七条：保存期限 */
import { type Article, perRow } from '../article.ts'
import { daysBetween } from '../calendar/civil.ts'
import type { PlaceClass as Known } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/17',
  title: { zh: '保存期限', en: 'How long images are kept' },
  asks: {
    zh: '第七条场所的视频图像信息至少保存30日；此后已经实现处理目的的应当删除；法律、行政法规另有规定的从其规定。',
    en: 'In places of Article 7 images are kept for at least 30 days; after that, those whose purpose is served are to be deleted; other laws and administrative regulations may set another period.',
  },
  decides: {
    zh: '条例要求的最短保存日数；某日的录像应否删除。',
    en: 'The least number of days the Order asks for; whether the images of a day are to be deleted.',
  },
  open: [
    {
      zh: '何时实现处理目的没有日数上限，由单位申明期限，是否已经实现由人判断。',
      en: 'When a purpose is served has no ceiling in days: the unit declares its period, and a person says whether it is served.',
    },
    {
      zh: '自当日最后一幅图像结束时起算：第30日仍应保存，第31日起方可删除。',
      en: 'Counted from the end of the day’s last image: on the 30th day it is still kept, from the 31st it may go.',
    },
    {
      zh: '其他法律的更长期限（如反恐怖主义法第三十二条的90日）、因请求或者保全而锁定的录像不在本条计算。',
      en: 'The longer periods of other laws, such as 90 days under Counter-Terrorism Law 32, and images held for a request or a preservation order are not computed here.',
    },
  ],
  rows: [
    {
      id: '799/17/days',
      from: '2025-04-01',
      value: 30,
      source: '国务院令第799号第十七条',
      status: 'original text seen',
    },
  ],
}

/** A least number of days to keep: `days` is null unless the outcome is yes. */
export type Floor = { readonly finding: Finding; readonly days: Row | null }

const kept = perRow((row) =>
  yes(
    '799/17',
    {
      zh: `视频图像信息至少保存${row.value}日；此后已经实现处理目的的应当删除。`,
      en: `Images are kept for at least ${row.value} days; after that, those whose purpose is served are to be deleted.`,
    },
    ['placeClass', 'on'],
    [row],
  ),
)

/** The floor that the Order sets. A no is no leave to delete earlier: the Decree still asks for the prescribed period. */
export function orderFloor(placeClass: Known | undefined, on: string, book: Book): Floor {
  const binds = all(orderInForce(on, book), article7Place(placeClass))
  if (binds.outcome !== 'yes') return { finding: binds, days: null }
  const days = book.has('799/17/days', on)
  return { finding: all(binds, kept(days)), days }
}

const stillKept = perRow((row) =>
  no(
    '799/17',
    {
      zh: `录像未满${row.value}日，应当保存。`,
      en: `It is not yet older than ${row.value} days and has to be kept.`,
    },
    ['recordedOn', 'on'],
    [row],
  ),
)
const passed = perRow((row) =>
  yes(
    '799/17',
    { zh: `录像已超过${row.value}日。`, en: `It is older than ${row.value} days.` },
    ['recordedOn', 'on'],
    [row],
  ),
)
const AGE_OPEN = unknown('799/17', { zh: '录像日期未知。', en: 'The day of the recording is not known.' }, [
  'recordedOn',
])
const SERVED = yes(
  '799/17',
  { zh: '已经实现处理目的，应当删除。', en: 'Its purpose is served, so it is to be deleted.' },
  ['purposeServed'],
)
const NOT_SERVED = no(
  '799/17',
  { zh: '处理目的尚未实现，不要求删除。', en: 'Its purpose is not served, so nobody has to delete it.' },
  ['purposeServed'],
)
const SERVED_OPEN = unknown(
  '799/17',
  {
    zh: '是否已经实现处理目的未知，请人工判断。',
    en: 'Whether its purpose is served is not known; a person has to say.',
  },
  ['purposeServed'],
)

/**
 * Whether the images of a day have to be deleted by now under the Order alone (holds and longer periods of other laws
 * come before it). @param facts `recordedOn`: civil day of the day's last image.
 */
export function deletionDue(
  facts: {
    readonly placeClass?: Known | undefined
    readonly recordedOn?: string | undefined
    readonly purposeServed?: boolean | undefined
    readonly on: string
  },
  book: Book,
): Finding {
  const { placeClass, recordedOn, purposeServed, on } = facts
  const { finding, days } = orderFloor(placeClass, on, book)
  if (finding.outcome === 'no') return finding
  const served = purposeServed === undefined ? SERVED_OPEN : purposeServed ? SERVED : NOT_SERVED
  const row = days ?? book.has('799/17/days', on)
  const age =
    recordedOn === undefined
      ? AGE_OPEN
      : daysBetween(recordedOn, on) > (row.value as number)
        ? passed(row)
        : stillKept(row)
  return all(finding, age, served)
}
