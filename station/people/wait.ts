/** How long a sign-in must wait after failed ones. Pure. */
import type { Attempts } from './session-store.ts'

type Rule = { readonly free: number; readonly firstS: number; readonly mostS: number }

/**
 * Per login and address: five free tries, then 15 s doubling to 15 min. Per address: fifty an hour, then the same.
 * Per login from everywhere: twenty an hour, then at most one minute, and never for an address that signed in as
 * this login today: an attacker elsewhere must not keep the operator from the wall.
 */
const rules = {
  pair: { free: 5, firstS: 15, mostS: 900 },
  address: { free: 50, firstS: 15, mostS: 900 },
  login: { free: 20, firstS: 5, mostS: 60 },
} as const satisfies Record<string, Rule>

function left(rule: Rule, failed: number, last: Date | null, now: Date): number {
  if (failed < rule.free || last === null) return 0
  const delayS = Math.min(rule.firstS * 2 ** Math.min(failed - rule.free, 20), rule.mostS)
  return Math.max(0, Math.ceil((last.getTime() + delayS * 1000 - now.getTime()) / 1000))
}

/** Seconds to wait before a password is looked at; 0 = now. */
export function secondsToWait(attempts: Attempts, now: Date): number {
  return Math.max(
    left(rules.pair, attempts.pair, attempts.pairLast, now),
    left(rules.address, attempts.fromAddress, attempts.addressLast, now),
    attempts.known ? 0 : left(rules.login, attempts.forLogin, attempts.loginLast, now),
  )
}
