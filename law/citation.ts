/** Rule ids in words: `799/16(2)` → 第799号令第十六条（二）/ Order 799 Art. 16(2). */
import type { RuleId, Text } from './reason/finding.ts'

/** The laws that rule ids begin with, by their short id. */
export const LAWS: { readonly [law: string]: Text } = {
  185: {
    zh: '《北京市公共安全图像信息系统管理办法》（市政府令第185号）',
    en: 'Beijing Government Decree 185',
  },
  799: {
    zh: '《公共安全视频图像信息系统管理条例》（国务院令第799号）',
    en: 'State Council Order 799',
  },
  ctl: { zh: '《反恐怖主义法》', en: 'Counter-Terrorism Law' },
  apl: { zh: '《行政处罚法》', en: 'Administrative Penalty Law' },
  compulsion: { zh: '《行政强制法》', en: 'Administrative Compulsion Law' },
  reconsideration: { zh: '《行政复议法》', en: 'Administrative Reconsideration Law' },
  legislation: { zh: '《立法法》', en: 'Legislation Law' },
  pipl: { zh: '《个人信息保护法》', en: 'Personal Information Protection Law' },
  mps: {
    zh: '《公安机关办理行政案件程序规定》',
    en: 'Procedure Rules of the public-security organs for administrative cases',
  },
}

const DIGITS = '零一二三四五六七八九'

/** 1–999 as it is written in articles: 十, 十四, 三十五, 一百零七, 二百一十四. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 999) throw new RangeError(`no article has the number ${n}`)
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const ten = tens > 1 || (tens > 0 && hundreds > 0) ? DIGITS[tens] : ''
  const zero = hundreds > 0 && tens === 0 && ones > 0 ? '零' : ''
  return `${hundreds > 0 ? `${DIGITS[hundreds]}百` : ''}${zero}${ten}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`
}

/** @throws Error for an id whose law isn't listed: a reason would cite nothing. */
export function citation(rule: RuleId): Text {
  const parts = /^([a-z0-9]+)\/(\d+)(?:\((\d+)\))?$/.exec(rule)
  const law = parts === null ? undefined : LAWS[parts[1]!]
  if (parts === null || law === undefined) throw new Error(`${rule} cites no law that is listed`)
  const [, , article, item] = parts
  return {
    zh: `${law.zh}第${chineseNumber(+article!)}条${item === undefined ? '' : `（${chineseNumber(+item)}）`}`,
    en: `${law.en}, Art. ${article}${item === undefined ? '' : `(${item})`}`,
  }
}
