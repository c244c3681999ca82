/** What running processes have used, as Linux tells it in /proc. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/** What Linux counts in towards programs, whatever its own tick is (USER_HZ, 100 on every architecture we run on). */
const TICK_MS = 10

type Stat = { readonly parent: number; readonly cpuMs: number }

/** User and system time, that of children it has waited for included. Null where there is no such process. */
function statOf(pid: number): Stat | null {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return null
  }
  // The name in brackets may hold spaces and brackets itself; the fields after it are numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[1]), cpuMs: ticks * TICK_MS }
}

/**
 * CPU time of these processes so far, ms. One that has ended counts nothing here: its parent has taken it over.
 * Whether those that are measured are still at work is for the measurement to see.
 */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.cpuMs ?? 0), 0)
}

/** Proportional set size of these processes, MiB: pages shared by n processes count 1/n for each. */
export function pssMb(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const match = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))
      return sum + Number(match?.[1] ?? 0) / 1024
    } catch {
      return sum
    }
  }, 0)
}

/** The next message of a child of ours. @throws where it ends before it answers. */
export async function answerOf(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController()
  const { signal } = settled
  try {
    const [answer] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code, by]) => {
        throw new Error(`a process of the measurement ended with ${code ?? by}`)
      }),
    ])
    return answer
  } finally {
    settled.abort()
  }
}

/** A process and everything below it, as it is now. */
export function withDescendants(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = statOf(Number(name))?.parent
    if (parent === undefined) continue
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const all = [root]
  for (const pid of all) all.push(...(children.get(pid) ?? []))
  return all
}
