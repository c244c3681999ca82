/**
 * An expected, named no. It becomes `application/problem+json` (RFC 9457) with both languages; its texts stand in
 * the duty's `refusals.ts`. A bug is never a Refusal: it throws anything else and becomes a 500 with a request id.
 */
export type RefusalText = { readonly zh: string; readonly en: string }

export type RefusalRow = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 423 | 429 | 503
  readonly title: RefusalText
  /** What to do next, and who can grant it. `{name}` is replaced by a parameter. */
  readonly next: RefusalText
  /** Articles, e.g. `185/14`. Empty where it is a rule of the product: then the text says so. */
  readonly articles: readonly string[]
}

export type RefusalTable = { readonly [code: string]: RefusalRow }

/** Why the law says no, or can't say yes: `185/17(1)`, in both languages. */
export type LawReason = RefusalText & { readonly rule: string }

export class Refusal extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly law: readonly LawReason[]
  constructor(
    code: string,
    params: Readonly<Record<string, string | number>> = {},
    law: readonly LawReason[] = [],
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.params = params
    this.law = law
  }
}
