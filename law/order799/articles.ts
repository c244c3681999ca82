/** State Council Order 799. Each article has its line, in the Order's order. */
import type { Article } from '../article.ts'
import { article as article02 } from './article-02.ts'
import { article as article07 } from './article-07.ts'
import { article as article08 } from './article-08.ts'
import { article as article09 } from './article-09.ts'
import { article as article10 } from './article-10.ts'
import { article as article11 } from './article-11.ts'
import { article as article12 } from './article-12.ts'
import { article as article13 } from './article-13.ts'
import { article as article14 } from './article-14.ts'
import { article as article15 } from './article-15.ts'
import { article as article16 } from './article-16.ts'
import { article as article17 } from './article-17.ts'
import { article as article18 } from './article-18.ts'
import { article as article19 } from './article-19.ts'
import { article as article20 } from './article-20.ts'
import { article as article21 } from './article-21.ts'
import { article as article22 } from './article-22.ts'
import { article as article23 } from './article-23.ts'
import { article as article24 } from './article-24.ts'
import { article as article25 } from './article-25.ts'
import { article as article26 } from './article-26.ts'
import { article as article27 } from './article-27.ts'
import { article as article28 } from './article-28.ts'
import { article as article29 } from './article-29.ts'
import { article as article30 } from './article-30.ts'
import { article as article31 } from './article-31.ts'
import { article as article32 } from './article-32.ts'
import { article as article33 } from './article-33.ts'
import { article as article34 } from './article-34.ts'

export const ORDER_799: readonly Article[] = [
  article02, //
  article07,
  article08,
  article09,
  article10,
  article11,
  article12,
  article13,
  article14,
  article15,
  article16,
  article17,
  article18,
  article19,
  article20,
  article21,
  article22,
  article23,
  article24,
  article25,
  article26,
  article27,
  article28,
  article29,
  article30,
  article31,
  article32,
  article33,
  article34,
]
