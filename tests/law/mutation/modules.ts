/** The sources and tests of `law/`, and who imports whom: which tests can see a change in a file, nearest first. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.join(import.meta.dirname, '../../..')

/**
 * Tests that aren't asked: they compare a committed copy with what the sources say, and would see any change without
 * knowing whether it is right.
 */
const COPIES = ['tests/law/reading.test.ts', 'tests/law/holidays.test.ts']

/** Sources that aren't changed: generated days; the command, which needs Node and has its story; words and no rule. */
const LEFT_ALONE = ['law/calendar/holidays.generated.ts', 'law/main.ts', 'law/status.ts', 'law/reading/']

export type Modules = {
  readonly sources: readonly string[]
  readonly tests: readonly string[]
  text(file: string): string
  /** The file and all that it imports, through others too. */
  closure(file: string): ReadonlySet<string>
}

export function modules(): Modules {
  const all = ['law/**/*.ts', 'tests/law/**/*.ts'].flatMap((glob) => globSync(glob, { cwd: ROOT })).sort()
  const texts = new Map(all.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]))
  const imports = new Map(all.map((file) => [file, importsOf(file, texts.get(file)!)]))
  const closures = new Map<string, ReadonlySet<string>>()
  const closure = (file: string): ReadonlySet<string> => {
    const known = closures.get(file)
    if (known !== undefined) return known
    const seen = new Set<string>()
    const walk = (at: string): void => {
      if (seen.has(at)) return
      seen.add(at)
      for (const next of imports.get(at) ?? []) walk(next)
    }
    walk(file)
    closures.set(file, seen)
    return seen
  }
  const isTest = (file: string) => file.endsWith('.test.ts')
  return {
    sources: all.filter(
      (f) => f.startsWith('law/') && !isTest(f) && !LEFT_ALONE.some((left) => f.startsWith(left)),
    ),
    // A judge loads `law/` and its tests alone: what also needs other rooms, as the gate does, can't be asked there.
    tests: all.filter(
      (f) =>
        isTest(f) &&
        !COPIES.includes(f) &&
        !f.startsWith('tests/law/mutation/') &&
        [...closure(f)].every((one) => texts.has(one)),
    ),
    text: (file) => texts.get(file)!,
    closure,
  }
}

/** Everything that a judge has to load. */
export function filesOf({ sources, tests, closure }: Modules): readonly string[] {
  return [...new Set([...sources, ...tests].flatMap((file) => [...closure(file)]))]
}

/** The tests that import a file: the one beside it first, then those that import least. */
export function testsOf(file: string, { tests, closure }: Modules): readonly string[] {
  const beside = file.replace(/\.ts$/, '.test.ts')
  const rank = (test: string) => (test === beside ? 0 : closure(test).size)
  return tests.filter((test) => closure(test).has(file)).sort((a, b) => rank(a) - rank(b))
}

/** All files that a change in `file` reaches. */
export function reached(file: string, all: readonly string[], { closure }: Modules): readonly string[] {
  return all.filter((one) => closure(one).has(file))
}

function importsOf(file: string, text: string): readonly string[] {
  const found: string[] = []
  for (const [, kind, from] of text.matchAll(/^(?:import|export) (type )?[^'"]*?from '([^']+)'/gm)) {
    if (kind !== undefined) continue
    if (from!.startsWith('.')) found.push(path.posix.join(path.posix.dirname(file), from!))
    else if (from!.startsWith('#')) found.push(from!.slice(1))
  }
  return found
}
