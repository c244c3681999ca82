/** 国务院令第799号 第十五条：运行安全 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/15',
  title: { zh: '运行安全', en: 'Security of operation' },
  asks: {
    zh: '第七条场所的管理单位建立管理制度，完善防攻击、防入侵、防病毒、防篡改、防泄露措施，定期维护，保障连续稳定安全运行和图像原始完整；委托他人运营的，以协议约定网络安全、数据安全、个人信息保护义务并监督。',
    en: 'In places of Article 7 the managing unit keeps regimes and measures against attack, intrusion, viruses, tampering and leaks, maintains regularly, keeps the system running and images original and whole; where others run it, an agreement sets their duties of network, data and personal-information protection, and it supervises them.',
  },
  decides: {
    zh: '五项措施、制度、维护、原始完整是否具备；委托的是否有协议并监督。',
    en: 'Whether the five measures, the regimes, maintenance and whole originals are there; for outsourced operation, an agreement and supervision.',
  },
  open: [
    {
      zh: '措施是否足够依网络安全等法律和标准判断；“定期”没有日数。',
      en: 'Whether a measure is enough is for the laws and standards on network security; “regularly” names no days.',
    },
  ],
  rows: [
    {
      id: '799/15/measures',
      from: '2025-04-01',
      value: ['attack', 'intrusion', 'virus', 'tampering', 'leak'],
      source: '国务院令第799号第十五条第一款',
      status: 'original text seen',
    },
  ],
}

const regimes = duty('799/15(1)', 'regimes', {
  yes: { zh: '建立了管理制度。', en: 'There are regimes.' },
  no: { zh: '没有管理制度。', en: 'There are no regimes.' },
  unknown: { zh: '有无管理制度未知。', en: 'Whether there are regimes is not known.' },
})
const measures = everyOne(
  '799/15(1)',
  'measures',
  { zh: '安全技术措施', en: 'security measures' },
  {
    attack: { zh: '防攻击', en: 'against attack' },
    intrusion: { zh: '防入侵', en: 'against intrusion' },
    virus: { zh: '防病毒', en: 'against viruses' },
    tampering: { zh: '防篡改', en: 'against tampering' },
    leak: { zh: '防泄露', en: 'against leaks' },
  },
)
const maintained = duty('799/15(1)', 'maintainedRegularly', {
  yes: { zh: '定期维护设备设施。', en: 'It is maintained regularly.' },
  no: { zh: '没有定期维护。', en: 'It is not maintained regularly.' },
  unknown: { zh: '是否定期维护未知。', en: 'Whether it is maintained regularly is not known.' },
})
const whole = duty('799/15(1)', 'originalsWhole', {
  yes: { zh: '图像原始完整。', en: 'Images are original and whole.' },
  no: { zh: '图像不再原始完整。', en: 'Images are no longer original and whole.' },
  unknown: { zh: '图像是否原始完整未知。', en: 'Whether images are whole is not known.' },
})
const outsourced = duty('799/15(2)', 'outsourced', {
  yes: { zh: '系统委托他人运营。', en: 'Others run the system.' },
  no: { zh: '系统由本单位运营。', en: 'The unit runs the system.' },
  unknown: { zh: '是否委托运营未知。', en: 'Whether others run it is not known.' },
})
const agreement = duty('799/15(2)', 'agreement', {
  yes: { zh: '签有安全保密协议。', en: 'There is an agreement on security and secrecy.' },
  no: { zh: '没有安全保密协议。', en: 'There is no agreement on security and secrecy.' },
  unknown: { zh: '有无协议未知。', en: 'Whether there is an agreement is not known.' },
})
const supervised = duty('799/15(2)', 'supervised', {
  yes: { zh: '监督受托方履行。', en: 'The unit supervises them.' },
  no: { zh: '没有监督受托方。', en: 'The unit does not supervise them.' },
  unknown: { zh: '是否监督受托方未知。', en: 'Whether it supervises them is not known.' },
})

/** Whether operation is as secure as Article 15 asks. `measures`: codes of the row `799/15/measures`. */
export function secureOperation(
  facts: {
    readonly placeClass?: PlaceClass
    readonly regimes?: boolean
    readonly measures?: readonly string[]
    readonly maintainedRegularly?: boolean
    readonly originalsWhole?: boolean
    readonly outsourced?: boolean
    readonly agreement?: boolean
    readonly supervised?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  const binds = all(orderInForce(facts.on, book), article7Place(facts.placeClass))
  const row = book.at('799/15/measures', facts.on)
  if (row === null) return complies(binds, binds)
  return complies(
    binds,
    regimes(facts.regimes),
    measures(facts.measures, row),
    maintained(facts.maintainedRegularly),
    whole(facts.originalsWhole),
    complies(outsourced(facts.outsourced), agreement(facts.agreement), supervised(facts.supervised)),
  )
}
