/** 国务院令第799号 第十八条：网络传输服务 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/18',
  title: { zh: '网络传输服务', en: 'Network transmission' },
  asks: {
    zh: '为系统提供网络传输服务的电信业务经营者，加强传输安全管理，采取措施保障网络安全稳定，维护数据的完整性、保密性和可用性。',
    en: 'A telecom operator that carries the images of a system manages the security of transmission and keeps the network stable and the data whole, confidential and available.',
  },
  decides: {
    zh: '传输者是否受本条约束；传输的数据是否完整、保密、可用。',
    en: 'Whether whoever carries the images is bound; whether what is carried stays whole, confidential and available.',
  },
  open: [
    {
      zh: '措施的具体要求在电信、网络安全的法律和标准中。单位自有线路不属本条。',
      en: 'What measures exactly is for the laws and standards on telecoms and networks. A unit’s own lines are not meant.',
    },
  ],
  rows: [],
}

const operator = duty('799/18', 'carriedByOperator', {
  yes: { zh: '图像由电信业务经营者传输。', en: 'A telecom operator carries the images.' },
  no: { zh: '图像在单位自有线路上传输。', en: 'The images travel on the unit’s own lines.' },
  unknown: { zh: '由谁传输未知。', en: 'Who carries the images is not known.' },
})
const whole = duty('799/18', 'whole', {
  yes: { zh: '传输的数据完整。', en: 'What is carried stays whole.' },
  no: { zh: '传输的数据不完整。', en: 'What is carried does not stay whole.' },
  unknown: { zh: '数据是否完整未知。', en: 'Whether it stays whole is not known.' },
})
const confidential = duty('799/18', 'confidential', {
  yes: { zh: '传输的数据保密。', en: 'What is carried stays confidential.' },
  no: { zh: '传输的数据不保密。', en: 'What is carried is open to others.' },
  unknown: { zh: '数据是否保密未知。', en: 'Whether it stays confidential is not known.' },
})
const available = duty('799/18', 'available', {
  yes: { zh: '网络稳定，数据可用。', en: 'The network is stable and the data available.' },
  no: { zh: '网络不稳定或数据不可用。', en: 'The network is not stable, or the data not available.' },
  unknown: { zh: '网络是否稳定未知。', en: 'Whether the network is stable is not known.' },
})

/** Whether Article 18 binds whoever carries the images. */
export function carrierBound(carriedByOperator: boolean | undefined, on: string, book: Book): Finding {
  return all(orderInForce(on, book), operator(carriedByOperator))
}

/** Whether the carrier does what Article 18 asks. */
export function carriedSafely(
  facts: {
    readonly carriedByOperator?: boolean
    readonly whole?: boolean
    readonly confidential?: boolean
    readonly available?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return complies(
    carrierBound(facts.carriedByOperator, facts.on, book),
    whole(facts.whole),
    confidential(facts.confidential),
    available(facts.available),
  )
}
