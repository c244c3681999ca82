/** Every question that can be asked. */

import { access } from './access.ts'
import { applicability } from './applicability.ts'
import { dutyToInstall } from './duty-to-install.ts'
import { filingDeadline } from './filing-deadline.ts'
import { jurisdiction } from './jurisdiction.ts'
import { limits } from './limits.ts'
import { penalty } from './penalty.ts'
import type { Question } from './question.ts'
import { retention } from './retention.ts'

export const QUESTIONS: readonly Question[] = [
  applicability, //
  dutyToInstall,
  filingDeadline,
  jurisdiction,
  retention,
  access,
  penalty,
  limits,
]
