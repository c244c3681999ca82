/** The rules of procedure that serve both. */
import type { Article } from '../article.ts'
import { article as ctl32 } from './ctl-32.ts'
import { article as ctl97 } from './ctl-97.ts'
import { article as mps35 } from './mps-35.ts'

export const PROCEDURE: readonly Article[] = [
  ctl32, //
  ctl97,
  mps35,
]
