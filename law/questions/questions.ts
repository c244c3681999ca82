/** Every question that can be asked. */
import { filingDeadline } from './filing-deadline.ts'
import type { Question } from './question.ts'
import { retention } from './retention.ts'

export const QUESTIONS: readonly Question[] = [
  filingDeadline, //
  retention,
]
