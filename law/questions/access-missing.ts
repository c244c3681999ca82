/** What access can lack, by code: `answer.missing` of `access` is written in these; `law list missing` prints them. */
import type { RuleId, Text } from '../reason/finding.ts'

export type Missing = { readonly rules: readonly RuleId[]; readonly name: Text; readonly next: Text }

export const MISSING = {
  'law-in-force': {
    rules: ['185/27', '799/34'],
    name: { zh: '当日施行的规定', en: 'a rule in force on the day' },
    next: { zh: '请核对日期；此前依其他法律，由人判断。', en: 'Check the day; before it other law decides.' },
  },
  event: {
    rules: ['185/16'],
    name: { zh: '已经发生的突发公共事件', en: 'a sudden public event that has occurred' },
    next: {
      zh: '请来人说明事件；不是突发公共事件的，可依《条例》第二十条。',
      en: 'Ask which event; without one, Order 799 Art. 20 may be the route.',
    },
  },
  authority: {
    rules: ['185/16', '185/18', '799/20'],
    name: { zh: '来人所属机关的职权', en: 'the power of those who come' },
    next: { zh: '请查看证明文件中的机关和职权。', en: 'See which body the paper names, and its power.' },
  },
  'legal-basis': {
    rules: ['799/20'],
    name: { zh: '法律、行政法规的依据', en: 'a law or administrative regulation as basis' },
    next: { zh: '请来人写明依据的法律和条款。', en: 'Ask for the law and the article relied on.' },
  },
  'two-officials': {
    rules: ['185/17', '799/20'],
    name: { zh: '第二名工作人员', en: 'a second official' },
    next: { zh: '工作人员不少于二人：请等第二人到场。', en: 'At least two: wait for the second.' },
  },
  'different-officials': {
    rules: ['185/17', '799/20'],
    name: { zh: '另一名不同的工作人员', en: 'a different second official' },
    next: { zh: '同一人登记了两次：请登记另一人。', en: 'One person is named twice: enter another.' },
  },
  'work-id': {
    rules: ['185/17', '799/20'],
    name: { zh: '每人的工作证件', en: 'everybody’s work ID' },
    next: { zh: '请查验每名登记人员的证件。', en: 'Look at the ID of everybody named.' },
  },
  'supporting-document': {
    rules: ['185/17', '799/20'],
    name: { zh: '证明文件', en: 'a supporting document' },
    next: { zh: '请查看证明文件并登记名称和编号。', en: 'Look at the document; enter its kind and number.' },
  },
  relation: {
    rules: ['799/21'],
    name: { zh: '与图像的关系', en: 'the relation to the images' },
    next: {
      zh: '须为本人、近亲属，或者负有监护、看护、代管责任的人。',
      en: 'It has to be the person, a close relative, or who guards, cares or holds in charge.',
    },
  },
  interest: {
    rules: ['799/21'],
    name: { zh: '保护生命健康、财产安全的目的', en: 'life, health or property as the purpose' },
    next: { zh: '请写明所保护的利益。', en: 'Say what is to be protected.' },
  },
  consent: {
    rules: ['799/21'],
    name: { zh: '管理单位的同意', en: 'the unit’s consent' },
    next: { zh: '请由能代表单位的人决定是否同意。', en: 'Let whoever speaks for the unit decide.' },
  },
  purpose: {
    rules: ['185/13', '799/16'],
    name: { zh: '使用的事由', en: 'what the images are for' },
    next: { zh: '请先登记事由。', en: 'Register it first.' },
  },
} as const satisfies { readonly [code: string]: Missing }

export type MissingCode = keyof typeof MISSING
