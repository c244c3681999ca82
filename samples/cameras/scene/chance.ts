/** Repeatable chance: the same numbers for the same seed, on every machine. */

/** A number in [0, 1) that depends only on its whole-number arguments. */
export function chance(seed: number, a: number, b = 0): number {
  let h = (seed | 0) ^ Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}

/** A stream of numbers in [0, 1) (mulberry32). */
export function chanceStream(seed: number): () => number {
  let s = seed >>> 0
  return () => {
    s = (s + 0x6d2b79f5) >>> 0
    let h = Math.imul(s ^ (s >>> 15), s | 1)
    h ^= h + Math.imul(h ^ (h >>> 7), h | 61)
    return ((h ^ (h >>> 14)) >>> 0) / 4294967296
  }
}

/** Picks one of a list by the same rule. */
export function pick<T>(list: readonly T[], seed: number, a: number, b = 0): T {
  return list[Math.floor(chance(seed, a, b) * list.length)]!
}
