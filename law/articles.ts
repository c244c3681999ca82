/** Every article that is written, law by law, in the law's own order. */
import type { Article } from './article.ts'
import { DECREE_185 } from './decree185/articles.ts'
import { ORDER_799 } from './order799/articles.ts'
import { PROCEDURE } from './procedure/articles.ts'

export const ARTICLES: readonly Article[] = [...DECREE_185, ...ORDER_799, ...PROCEDURE]
