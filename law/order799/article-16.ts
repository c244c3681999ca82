/** 国务院令第799号 第十六条：管理单位使用图像 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/16',
  title: { zh: '管理单位使用图像', en: 'Use by the managing unit' },
  asks: {
    zh: '管理单位使用图像遵守法律，保护秘密、隐私和个人信息，不滥用、泄露；第七条场所并须有重要岗位人员管理制度、授权与访问控制、如实记录事由内容及调用人单位姓名的信息调用登记等措施。',
    en: 'The unit uses images lawfully, protects secrets, privacy and personal information, neither abuses nor leaks them. In places of Article 7 also: vetting, secrecy teaching and training of key staff; authorisation and access control; a register of use with reason, content, caller’s unit and name.',
  },
  decides: {
    zh: '使用是否守法；第七条场所的各项措施是否具备、登记事项是否齐全。',
    en: 'Whether use is lawful; in places of Article 7, whether the measures are there and the register holds everything.',
  },
  open: [
    {
      zh: '“其他措施”不列举；复制由本单位人员进行的，本条没有写明。',
      en: '“Other measures” are not listed. Copying by the unit’s own staff is not spoken of.',
    },
    {
      zh: '第九条场所不适用第二款，仍适用第一款。',
      en: 'Places of Article 9 are exempt from (2), not from (1).',
    },
  ],
  rows: [
    {
      id: '799/16/register',
      from: '2025-04-01',
      value: ['reason', 'content', 'unit', 'name'],
      source: '国务院令第799号第十六条第二款第（三）项',
      status: 'original text seen',
    },
    {
      id: '799/16/key-staff',
      from: '2025-04-01',
      value: ['vetting', 'secrecy-teaching', 'training'],
      source: '国务院令第799号第十六条第二款第（一）项',
      status: 'original text seen',
    },
  ],
}

const notAbused = duty('799/16(1)', 'notAbused', {
  yes: { zh: '没有滥用图像。', en: 'Images are not abused.' },
  no: { zh: '滥用了图像。', en: 'Images were abused.' },
  unknown: { zh: '是否滥用未知。', en: 'Whether images were abused is not known.' },
})
const notLeaked = duty('799/16(1)', 'notLeaked', {
  yes: { zh: '没有泄露图像。', en: 'Images are not leaked.' },
  no: { zh: '泄露了图像。', en: 'Images were leaked.' },
  unknown: { zh: '是否泄露未知。', en: 'Whether images were leaked is not known.' },
})

/** Whether the unit uses images as (1) asks: in every place the Order speaks of. */
export function lawfulUse(
  facts: { readonly notAbused?: boolean; readonly notLeaked?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(orderInForce(facts.on, book), notAbused(facts.notAbused), notLeaked(facts.notLeaked))
}

const staff = everyOne(
  '799/16(2)',
  'keyStaff',
  { zh: '重要岗位人员管理制度', en: 'regimes for key staff' },
  {
    vetting: { zh: '入职审查', en: 'vetting' },
    'secrecy-teaching': { zh: '保密教育', en: 'secrecy teaching' },
    training: { zh: '岗位培训', en: 'training' },
  },
)
const control = duty('799/16(2)', 'accessControl', {
  yes: { zh: '有授权管理和访问控制。', en: 'There is authorisation and access control.' },
  no: { zh: '没有授权管理或访问控制。', en: 'There is no authorisation or no access control.' },
  unknown: { zh: '有无访问控制未知。', en: 'Whether there is access control is not known.' },
})
const register = everyOne(
  '799/16(2)',
  'registerHolds',
  { zh: '信息调用登记事项', en: 'entries of the register of use' },
  {
    reason: { zh: '事由', en: 'reason' },
    content: { zh: '内容', en: 'content' },
    unit: { zh: '调用人员的单位', en: 'the caller’s unit' },
    name: { zh: '调用人员的姓名', en: 'the caller’s name' },
  },
)

/** Whether the measures of (2) are there: in places of Article 7. Lists are codes of the article's rows. */
export function measuresAgainstAbuse(
  facts: {
    readonly placeClass?: PlaceClass
    readonly keyStaff?: readonly string[]
    readonly accessControl?: boolean
    readonly registerHolds?: readonly string[]
    readonly on: string
  },
  book: Book,
): Finding {
  const { on } = facts
  const binds = all(orderInForce(on, book), article7Place(facts.placeClass))
  const keyStaff = book.at('799/16/key-staff', on)
  const entries = book.at('799/16/register', on)
  if (keyStaff === null || entries === null) return complies(binds, binds)
  return complies(
    binds,
    staff(facts.keyStaff, keyStaff),
    control(facts.accessControl),
    register(facts.registerHolds, entries),
  )
}
