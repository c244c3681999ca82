/**
 * A duty that comes round again and again, by itself: what it throws is told and waited out, and never reaches the
 * others. It remembers nothing between rounds that the tables and the disk do not say.
 */

export type Duty = {
  readonly name: string
  readonly everyMs: number
  /** One round. */
  act(signal: AbortSignal): Promise<void>
}

export type DutyFailure = { readonly name: string; readonly failures: number; readonly error: unknown }

const LONGEST_WAIT_MS = 60_000

/**
 * Runs one duty until `signal` aborts. After a failure it waits twice as long, up to a minute (or its own pace where
 * that is slower), and its own pace again after a round that went through.
 * @param told each failure, and `null` once it works again.
 */
export async function runDuty(
  duty: Duty,
  signal: AbortSignal,
  told: (failure: DutyFailure | null, name: string) => void,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await duty.act(signal)
      if (failures > 0) told(null, duty.name)
      failures = 0
    } catch (error) {
      failures++
      told({ name: duty.name, failures, error }, duty.name)
    }
    const most = Math.max(duty.everyMs, LONGEST_WAIT_MS)
    await pause(
      failures === 0 ? duty.everyMs : Math.min(most, Math.max(500, duty.everyMs) * 2 ** failures),
      signal,
    )
  }
}

/** Resolves after `ms`, or at once when aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
