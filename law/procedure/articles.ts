/** The rules of procedure that serve both. */
import type { Article } from '../article.ts'
import { article as mps35 } from './mps-35.ts'

export const PROCEDURE: readonly Article[] = [
  mps35, //
]
