/** The rules of procedure that serve both. */
import type { Article } from '../article.ts'
import { article as apl14 } from './apl-14.ts'
import { article as apl28 } from './apl-28.ts'
import { article as apl29 } from './apl-29.ts'
import { article as apl36 } from './apl-36.ts'
import { article as apl37 } from './apl-37.ts'
import { article as apl51 } from './apl-51.ts'
import { article as apl60 } from './apl-60.ts'
import { article as apl64 } from './apl-64.ts'
import { article as apl67 } from './apl-67.ts'
import { article as apl85 } from './apl-85.ts'
import { article as apl86 } from './apl-86.ts'
import { article as compulsion54 } from './compulsion-54.ts'
import { article as compulsion69 } from './compulsion-69.ts'
import { article as compulsion71 } from './compulsion-71.ts'
import { article as ctl32 } from './ctl-32.ts'
import { article as ctl97 } from './ctl-97.ts'
import { article as mps35 } from './mps-35.ts'
import { article as mps37 } from './mps-37.ts'
import { article as mps123 } from './mps-123.ts'
import { article as mps133 } from './mps-133.ts'
import { article as mps136 } from './mps-136.ts'
import { article as mps207 } from './mps-207.ts'
import { article as mps214 } from './mps-214.ts'
import { article as mps266 } from './mps-266.ts'
import { article as reconsideration20 } from './reconsideration-20.ts'
import { article as reconsideration88 } from './reconsideration-88.ts'
import { article as reconsideration90 } from './reconsideration-90.ts'

export const PROCEDURE: readonly Article[] = [
  apl14, //
  apl28,
  apl29,
  apl36,
  apl37,
  apl51,
  apl60,
  apl64,
  apl67,
  apl85,
  apl86,
  compulsion54,
  compulsion69,
  compulsion71,
  ctl32,
  ctl97,
  mps35,
  mps37,
  mps123,
  mps133,
  mps136,
  mps207,
  mps214,
  mps266,
  reconsideration20,
  reconsideration88,
  reconsideration90,
]
