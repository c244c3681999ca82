/** Every penalty article, by the id it is asked for with: those that fine, and those that only refer elsewhere. */

import { notBuiltFine, penalty as p19 } from './decree185/article-19.ts'
import { outsideScopeFine, penalty as p20 } from './decree185/article-20.ts'
import { penalty as p21, reservedPlaceFine } from './decree185/article-21.ts'
import { notFiledFine, penalty as p22 } from './decree185/article-22.ts'
import { penalty as p23, unsafeRunningFine } from './decree185/article-23.ts'
import { penalty as p24, regimeFine } from './decree185/article-24.ts'
import { penalty as p25, refusedFine } from './decree185/article-25.ts'
import { NO_FINE as n26 } from './decree185/article-26.ts'
import { penalty as o26, unlawfulInstallingFine } from './order799/article-26.ts'
import { installing, notChecking, notCheckingFine, prohibitedPositionFine } from './order799/article-27.ts'
import { noConsentFine, penalty as o28 } from './order799/article-28.ts'
import { notFiledOrderFine, penalty as o29 } from './order799/article-29.ts'
import { penalty as o30, tamperingFine } from './order799/article-30.ts'
import { NO_FINE as n31 } from './order799/article-31.ts'
import { NO_FINE as n32 } from './order799/article-32.ts'
import { NO_FINE as n33 } from './order799/article-33.ts'
import type { Case, Fine, Penalty, Referral } from './procedure/fine.ts'
import type { Book } from './reason/book.ts'
import { type Finding, no } from './reason/finding.ts'

export type Fining = { readonly penalty: Penalty; readonly fine: (facts: Case, book: Book) => Fine }
export type Fineless = { readonly none: Finding; readonly referral: readonly Referral[] }

const SIGN = no('799/13', {
  zh: '没有显著提示标识的只责令改正，不罚款。',
  en: 'A missing sign is ordered to be corrected; there is no fine.',
})
const OTHER_LAWS: readonly Referral[] = [
  'cybersecurity-law',
  'data-security-law',
  'personal-information-law',
  'public-security',
  'criminal',
]

export const PENALTIES = {
  '185/19': { penalty: p19, fine: notBuiltFine },
  '185/20': { penalty: p20, fine: outsideScopeFine },
  '185/21': { penalty: p21, fine: reservedPlaceFine },
  '185/22': { penalty: p22, fine: notFiledFine },
  '185/23': { penalty: p23, fine: unsafeRunningFine },
  '185/24': { penalty: p24, fine: regimeFine },
  '185/25': { penalty: p25, fine: refusedFine },
  '185/26': { none: n26, referral: ['own-department', 'criminal'] },
  '799/13': { none: SIGN, referral: [] },
  '799/26': { penalty: o26, fine: unlawfulInstallingFine },
  '799/27(1)': { penalty: installing, fine: prohibitedPositionFine },
  '799/27(2)': { penalty: notChecking, fine: notCheckingFine },
  '799/28': { penalty: o28, fine: noConsentFine },
  '799/29': { penalty: o29, fine: notFiledOrderFine },
  '799/30': { penalty: o30, fine: tamperingFine },
  '799/31': { none: n31, referral: OTHER_LAWS },
  '799/32': { none: n32, referral: ['superior-organ', 'criminal'] },
  '799/33': { none: n33, referral: OTHER_LAWS },
} as const satisfies { readonly [rule: string]: Fining | Fineless }

export type PenaltyRule = keyof typeof PENALTIES
