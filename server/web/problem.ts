/**
 * RFC 9457 problems. A Refusal becomes its row of the merged tables; anything else is a fault: 500, a request id
 * to give to the technician, and nothing of what went wrong.
 */
import type { LawReason, Refusal, RefusalRow, RefusalTable, RefusalText } from '#station/refusal.ts'

export type Problem = {
  readonly type: string
  /** In the language asked for; zh-CN where none was. */
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly articles: readonly string[]
  readonly text: RefusalText
  readonly next: RefusalText
  /** Where the law says no: its reasons, decided by law/. */
  readonly law?: readonly LawReason[]
  readonly requestId: string
}

export const problemType = 'application/problem+json; charset=utf-8'

/** Merges the duties' tables. Throws where two rows share a code: then one text would hide the other. */
export function mergeRefusals(tables: readonly RefusalTable[]): RefusalTable {
  const merged: Record<string, RefusalRow> = {}
  for (const table of tables) {
    for (const [code, row] of Object.entries(table)) {
      if (merged[code] && merged[code] !== row) throw new Error(`the refusal ${code} stands in two tables`)
      merged[code] = row
    }
  }
  return merged
}

const fill = (text: string, params: Refusal['params']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))

const english = (acceptLanguage: string | undefined): boolean =>
  /^\s*en\b/i.test((acceptLanguage ?? '').slice(0, 100))

/** The problem of a refusal. Throws Error for a code no table has: a bug, not a no. */
export function problemOf(
  refusal: Refusal,
  table: RefusalTable,
  requestId: string,
  acceptLanguage?: string,
): Problem {
  const row = table[refusal.code]
  if (!row) throw new Error(`no refusal table has the code ${refusal.code}`)
  const text = { zh: fill(row.title.zh, refusal.params), en: fill(row.title.en, refusal.params) }
  const next = { zh: fill(row.next.zh, refusal.params), en: fill(row.next.en, refusal.params) }
  const language = english(acceptLanguage) ? 'en' : 'zh'
  return {
    type: `urn:mingjian:problem:${refusal.code}`,
    title: text[language],
    status: row.status,
    detail: next[language],
    code: refusal.code,
    articles: row.articles,
    text,
    next,
    ...(refusal.law.length > 0 ? { law: refusal.law } : {}),
    requestId,
  }
}

export const faultText = { zh: '程序出错，未完成', en: 'A fault in the program: it was not done' }

/** What is said of a bug: its number, nothing else. */
export function faultOf(requestId: string, acceptLanguage?: string): Problem {
  const next = {
    zh: `请重试；若仍如此，把编号 ${requestId} 交给维护员。`,
    en: `Try again; if it persists, give the number ${requestId} to the technician.`,
  }
  const language = english(acceptLanguage) ? 'en' : 'zh'
  return {
    type: 'urn:mingjian:problem:fault',
    title: faultText[language],
    status: 500,
    detail: next[language],
    code: 'fault',
    articles: [],
    text: faultText,
    next,
    requestId,
  }
}
