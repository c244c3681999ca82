/** State Council Order 799. Each article has its line, in the Order's order. */
import type { Article } from '../article.ts'
import { article as article02 } from './article-02.ts'
import { article as article07 } from './article-07.ts'
import { article as article09 } from './article-09.ts'
import { article as article14 } from './article-14.ts'
import { article as article17 } from './article-17.ts'
import { article as article20 } from './article-20.ts'
import { article as article21 } from './article-21.ts'
import { article as article34 } from './article-34.ts'

export const ORDER_799: readonly Article[] = [
  article02, //
  article07,
  article09,
  article14,
  article17,
  article20,
  article21,
  article34,
]
