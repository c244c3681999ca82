/** Every process of a product, by who started whom: a power cut ends them all. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Pid → its parent's, of all processes there are. */
function parents(): Map<number, number> {
  const out = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      // The name in brackets may hold anything; what follows the last bracket is the state and the parent.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      out.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // Ended while we looked.
    }
  }
  return out
}

/** A process and all it started, and they started. */
export function familyOf(pid: number): number[] {
  const parent = parents()
  const out = [pid]
  for (let i = 0; i < out.length; i++) for (const [child, its] of parent) if (its === out[i]) out.push(child)
  return out
}

/** Kills a whole family at once; resolves when none of it is left. */
export async function killFamily(pid: number): Promise<void> {
  // Stopped first, so that nobody starts a successor while the others die.
  process.kill(pid, 'SIGSTOP')
  const family = familyOf(pid)
  for (const one of family) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It was quicker.
    }
  }
  const left = () => family.filter((one) => existsSync(`/proc/${one}/root`) && !isGone(one))
  for (let tries = 0; left().length > 0; tries++) {
    if (tries > 200) throw new Error(`still there: ${left().join(', ')}`)
    await sleep(50)
  }
}

function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return true
  }
}
