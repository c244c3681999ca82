/** State Council Order 799. Each article has its line, in the Order's order. */
import type { Article } from '../article.ts'
import { article as article07 } from './article-07.ts'
import { article as article14 } from './article-14.ts'
import { article as article17 } from './article-17.ts'
import { article as article34 } from './article-34.ts'

export const ORDER_799: readonly Article[] = [
  article07, //
  article14,
  article17,
  article34,
]
