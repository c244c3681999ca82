/** Beijing Government Decree 185. Each article has its line, in the decree's order. */
import type { Article } from '../article.ts'
import { article as article01 } from './article-01.ts'
import { article as article02 } from './article-02.ts'
import { article as article03 } from './article-03.ts'
import { article as article04 } from './article-04.ts'
import { article as article05 } from './article-05.ts'
import { article as article06 } from './article-06.ts'
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

export const DECREE_185: readonly Article[] = [
  article01, //
  article02,
  article03,
  article04,
  article05,
  article06,
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
]
