/** Beijing Government Decree 185. Each article has its line, in the decree's order. */
import type { Article } from '../article.ts'
import { article as article02 } from './article-02.ts'
import { article as article03 } from './article-03.ts'
import { article as article11 } from './article-11.ts'
import { article as article27 } from './article-27.ts'

export const DECREE_185: readonly Article[] = [
  article02, //
  article03,
  article11,
  article27,
]
