/** What every measurement is given and answers; `bench/main.ts` is the table of them. */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'

/** A value held against what is hoped for and what must be. `pass` is against `minimum`. */
export interface Check {
  readonly name: string
  readonly value: number
  readonly target: number
  readonly minimum: number
  readonly pass: boolean
}

/** Something that the measurement needs is not on this machine; the message says what, and how to get it. Exit 2. */
export class MissingPart extends Error {}

export interface BenchRequest {
  /** For whatever the measurement generates, so that it can be had again. */
  readonly seed: number
  /** How often each figure is measured; figures are medians. */
  readonly runs: number
  /** The measurement's own option, as given or by default. */
  option(name: string, byDefault: number): number
  /** For people; never part of the answer. */
  say(line: string): void
}

export type Bench = (
  request: BenchRequest,
) => Promise<{ readonly checks: readonly Check[] } & Record<string, unknown>>

/** `more`: higher is better. */
export function check(
  name: string,
  value: number,
  limit: { more?: boolean; target: number; minimum: number },
): Check {
  const { more = false, target, minimum } = limit
  return { name, value, target, minimum, pass: more ? value >= minimum : value <= minimum }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Latencies in milliseconds. */
export function percentiles(values: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Three significant digits: what these measurements can tell. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}

export interface MachineFacts {
  readonly cpus: number
  readonly memoryMb: number
  readonly node: string
  /** Version of the bundled server, which the measurements use. */
  readonly postgres: string
  readonly fdatasyncPerS: number
  readonly sha256MBps: number
}

/** What the figures depend on, measured beside them. */
export function machineFacts(postgres: string): MachineFacts {
  return {
    cpus: availableParallelism(),
    memoryMb: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    postgres,
    fdatasyncPerS: fdatasyncPerS(),
    sha256MBps: sha256MBps(),
  }
}

function fdatasyncPerS(): number {
  const folder = mkdtempSync(join(tmpdir(), 'mj-bench-'))
  const file = openSync(join(folder, 'sync'), 'w')
  const block = randomBytes(4096)
  try {
    const started = performance.now()
    let done = 0
    for (; performance.now() - started < 500; done++) {
      writeSync(file, block, 0, block.length, done * block.length)
      fdatasyncSync(file)
    }
    return round((done * 1000) / (performance.now() - started))
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}

function sha256MBps(): number {
  const block = randomBytes(2 ** 20)
  const hash = createHash('sha256')
  const started = performance.now()
  let done = 0
  for (; performance.now() - started < 300; done++) hash.update(block)
  return round((done * block.length) / 1000 / (performance.now() - started))
}
