/** 国务院令第799号 第十二条：产品与服务 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import type { Finding } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/12',
  title: { zh: '产品与服务', en: 'Products and services' },
  asks: {
    zh: '采用的产品、服务符合国家标准的强制性要求；提供者不设恶意程序，发现安全缺陷、漏洞等风险立即补救，按规定及时告知用户并报告主管部门。',
    en: 'Products and services meet the mandatory national standards; whoever supplies them plants no malicious program and, finding a flaw, remedies it at once, tells users and reports to the authority.',
  },
  decides: {
    zh: '产品、服务是否可以采用；提供者对发现的缺陷是否尽责。',
    en: 'Whether a product or service may be used; whether its supplier dealt with a flaw that was found.',
  },
  open: [
    {
      zh: '产品是否符合标准凭检测和认证，由人核实；“及时”没有时限。',
      en: 'Whether a product meets a standard is for tests and certificates; “timely” names no time.',
    },
  ],
  rows: [],
}

const standard = duty('799/12', 'meetsMandatoryStandards', {
  yes: { zh: '符合国家标准的强制性要求。', en: 'It meets the mandatory national standards.' },
  no: { zh: '不符合国家标准的强制性要求。', en: 'It does not meet the mandatory national standards.' },
  unknown: { zh: '是否符合强制性要求未知。', en: 'Whether it meets them is not known.' },
})
const clean = duty('799/12', 'noMaliciousProgram', {
  yes: { zh: '没有恶意程序。', en: 'There is no malicious program in it.' },
  no: { zh: '设有恶意程序。', en: 'There is a malicious program in it.' },
  unknown: { zh: '有无恶意程序未知。', en: 'Whether there is a malicious program is not known.' },
})

/** Whether a product or service may be used in a system. */
export function productFit(
  facts: {
    readonly meetsMandatoryStandards?: boolean
    readonly noMaliciousProgram?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return complies(
    orderInForce(facts.on, book),
    standard(facts.meetsMandatoryStandards),
    clean(facts.noMaliciousProgram),
  )
}

const flaw = duty('799/12', 'flawFound', {
  yes: { zh: '发现了安全缺陷或漏洞。', en: 'A flaw was found.' },
  no: { zh: '没有发现安全缺陷或漏洞。', en: 'No flaw was found.' },
  unknown: { zh: '是否发现缺陷未知。', en: 'Whether a flaw was found is not known.' },
})
const remedied = duty('799/12', 'remedied', {
  yes: { zh: '已立即补救。', en: 'It was remedied at once.' },
  no: { zh: '没有立即补救。', en: 'It was not remedied at once.' },
  unknown: { zh: '是否补救未知。', en: 'Whether it was remedied is not known.' },
})
const told = duty('799/12', 'usersTold', {
  yes: { zh: '已及时告知用户。', en: 'Users were told.' },
  no: { zh: '没有告知用户。', en: 'Users were not told.' },
  unknown: { zh: '是否告知用户未知。', en: 'Whether users were told is not known.' },
})
const reported = duty('799/12', 'authorityTold', {
  yes: { zh: '已报告主管部门。', en: 'It was reported to the authority.' },
  no: { zh: '没有报告主管部门。', en: 'It was not reported to the authority.' },
  unknown: { zh: '是否报告主管部门未知。', en: 'Whether it was reported is not known.' },
})

/** Whether a supplier dealt with a flaw as Article 12 asks. */
export function flawDealtWith(
  facts: {
    readonly flawFound?: boolean
    readonly remedied?: boolean
    readonly usersTold?: boolean
    readonly authorityTold?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return complies(
    orderInForce(facts.on, book),
    complies(
      flaw(facts.flawFound),
      remedied(facts.remedied),
      told(facts.usersTold),
      reported(facts.authorityTold),
    ),
  )
}
