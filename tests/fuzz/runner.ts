import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random as generator } from '../rtsp/pictures.ts'
import { mutate } from './mutate.ts'
import type { FuzzTarget, Random } from './targets.ts'

export type Finding = {
  readonly target: string
  readonly round: number
  readonly file: string
  readonly error: unknown
}
export type FuzzResult = { readonly rounds: number; readonly findings: readonly Finding[] }

/** Longer than this for one input is a finding: nothing from a camera may hold up the others. */
const SLOW_MS = 1000
/** Enough to see what is broken; the same hole is found again and again. */
const MOST_FINDINGS = 5

/**
 * Runs the targets in turn for `seconds`. The input of round n depends on `seed`, the target and n only,
 * so a finding comes back with the same seed whatever the machine's speed.
 * @param folder where failing inputs are written, one file each
 */
export function fuzz(
  targets: readonly FuzzTarget[],
  { seconds, seed, folder }: { seconds: number; seed: number; folder: string },
): FuzzResult {
  const findings: Finding[] = []
  const until = performance.now() + seconds * 1000
  let rounds = 0
  while (performance.now() < until && findings.length < MOST_FINDINGS) {
    for (const target of targets) {
      const input = inputOf(target, seed, rounds)
      const started = performance.now()
      let error: unknown = null
      try {
        target.run(input)
        const ms = performance.now() - started
        if (ms > SLOW_MS) error = new Error(`took ${Math.round(ms)} ms`)
      } catch (thrown) {
        error = thrown ?? new Error('threw nothing')
      }
      if (error === null) continue
      const digest = createHash('sha256').update(input).digest('hex').slice(0, 12)
      const file = join(folder, `${target.name.replaceAll('/', '-')}-${digest}.bin`)
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, input)
      findings.push({ target: target.name, round: rounds, file, error })
    }
    rounds++
  }
  return { rounds, findings }
}

/** The input of one round. Every eighth is left as generated: valid traffic must pass too. */
export function inputOf(target: FuzzTarget, seed: number, round: number): Buffer {
  const name = createHash('sha256').update(target.name).digest().readUInt32BE()
  const next = generator((seed ^ name ^ Math.imul(round + 1, 0x9e3779b1)) >>> 0)
  const random: Random = {
    below: (limit) => Math.floor(next() * limit),
    of: (list) => list[Math.floor(next() * list.length)]!,
  }
  const input = target.generate(random)
  return round % 8 === 0 ? input : mutate(input, random)
}
