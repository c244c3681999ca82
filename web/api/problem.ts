/** What the server says when it says no (RFC 9457), and what we say when it says nothing. */
import type { Language } from '../text/language.ts'

export type Bilingual = { readonly zh: string; readonly en: string }

export type LawReason = Bilingual & { readonly rule: string }

export type Problem = {
  readonly status: number
  /** `use/same-officer`; `fault` for a bug, `offline` where the station did not answer. */
  readonly code: string
  readonly title: Bilingual
  /** What is missing and who can grant it. */
  readonly next: Bilingual
  readonly articles: readonly string[]
  /** Why the law says no, each with its article; left out where it is asked nothing. */
  readonly law?: readonly LawReason[]
  readonly requestId?: string
}

/** Thrown by the client for every answer that is not a success. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

const fault: Problem = {
  status: 500,
  code: 'fault',
  title: { zh: '程序出错，未完成', en: 'A fault in the program: it was not done' },
  next: {
    zh: '请重试；若仍如此，把编号交给维护员。',
    en: 'Try again; if it persists, give the number to the technician.',
  },
  articles: [],
}

const offline: Problem = {
  status: 0,
  code: 'offline',
  title: { zh: '单位端没有应答', en: 'The station does not answer' },
  next: {
    zh: '请检查网络与主机；录像不受此影响。',
    en: 'Check the network and the machine; recording does not depend on this.',
  },
  articles: [],
}

function bilingual(value: unknown, otherwise: Bilingual): Bilingual {
  if (typeof value === 'string') return { zh: value, en: value }
  if (typeof value !== 'object' || value === null) return otherwise
  const { zh, en } = value as Partial<Bilingual>
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : otherwise
}

const isLawReason = (value: unknown): value is LawReason =>
  typeof value === 'object' &&
  value !== null &&
  ['rule', 'zh', 'en'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

/** Read a problem document; anything unreadable is a fault. */
export function readProblem(status: number, body: unknown): Problem {
  if (typeof body !== 'object' || body === null) return { ...fault, status }
  const p = body as Record<string, unknown>
  const code = typeof p.code === 'string' ? p.code : 'fault'
  return {
    status,
    code,
    title: bilingual(p.text ?? p.title, fault.title),
    next: bilingual(p.next, code === 'fault' ? fault.next : { zh: '', en: '' }),
    articles: Array.isArray(p.articles) ? p.articles.filter((a): a is string => typeof a === 'string') : [],
    ...(Array.isArray(p.law) ? { law: p.law.filter(isLawReason) } : {}),
    ...(typeof p.requestId === 'string' ? { requestId: p.requestId } : {}),
  }
}

/** Any thrown thing as a problem to show. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof TypeError) return offline
  return fault
}

/** `185/13` → `185 号令第十三条`, `Decree 185 Art. 13`. Unknown forms are shown as they are. */
export function articleName(article: string, language: Language): string {
  if (article === 'product') return language === 'zh' ? '本产品的规定' : 'a rule of this product'
  const match = /^(185|799)\/(\d+)(?:-(\d+)|\((\d+)\))?$/.exec(article)
  if (match === null) return article
  const [, law, number, dashed, bracketed] = match
  const item = dashed ?? bracketed
  if (language === 'en') {
    return `${law === '185' ? 'Decree 185' : 'Order 799'} Art. ${number}${item ? `(${item})` : ''}`
  }
  return `${law} 号令第${numeral(Number(number))}条${item ? `（${numeral(Number(item))}）` : ''}`
}

function numeral(n: number): string {
  const digits = '〇一二三四五六七八九'
  if (n < 10) return digits[n] ?? String(n)
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits[tens] : ''}十${n % 10 > 0 ? digits[n % 10] : ''}`
}
