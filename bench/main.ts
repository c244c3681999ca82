/**
 * `npm run -s bench -- NAME [--json] [--runs N] [--seed N] [--option N …]`: one measurement, beside a reference of the
 * same run. Answers on stdout, says what it does on stderr. Exit 0: no minimum missed; 1: one missed; 2: bad input.
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { ensurePostgresLinks } from '#db/postgres/links.ts'
import { type Bench, MissingPart, machineFacts } from './frame.ts'

const BENCHES: { readonly [name: string]: () => Promise<{ bench: Bench }> } = {
  gate: () => import('./gate.ts'),
  law: () => import('./law.ts'),
  ledger: () => import('./ledger.ts'),
  recorder: () => import('./recorder.ts'),
}

/** `--name value` pairs after the name; everything but --json is a number. */
function readOptions(args: string[]): { name: string; json: boolean; numbers: Map<string, number> } {
  const { tokens } = parseArgs({ args, strict: false, allowPositionals: true, tokens: true })
  let name = ''
  let json = false
  const numbers = new Map<string, number>()
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.kind === 'positional' && name === '') name = token.value
    else if (token.kind === 'option' && token.name === 'json') json = true
    else if (token.kind === 'option') {
      const next = tokens[i + 1]
      const text = token.value ?? (next?.kind === 'positional' ? next.value : '')
      if (token.value === undefined) i++
      if (!/^[0-9]+(\.[0-9]+)?$/.test(text)) throw new RangeError(`--${token.name} takes a number`)
      numbers.set(token.name, Number(text))
    } else throw new RangeError(`don't know what to do with ${JSON.stringify(args)}`)
  }
  if (!Object.hasOwn(BENCHES, name)) throw new RangeError(`name one of: ${Object.keys(BENCHES).join(', ')}`)
  return { name, json, numbers }
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>
  try {
    options = readOptions(process.argv.slice(2))
  } catch (error) {
    console.error((error as Error).message)
    return 2
  }
  const { name, json, numbers } = options
  const unused = new Set(numbers.keys())
  const option = (key: string, byDefault: number) => {
    unused.delete(key)
    return numbers.get(key) ?? byDefault
  }
  const seed = option('seed', 1)
  const runs = option('runs', 3)
  const { postgres } = await ensurePostgresLinks()
  const { stdout } = await promisify(execFile)(postgres, ['--version'])
  const machine = machineFacts(stdout.trim().split(' ').at(-1) ?? 'unknown')
  const { bench } = await BENCHES[name]!()
  const at = new Date().toISOString()
  let measured: Awaited<ReturnType<Bench>>
  try {
    measured = await bench({ seed, runs, option, say: (line) => console.error(line) })
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error
    console.error(error.message)
    return 2
  }
  for (const key of unused) console.error(`--${key} means nothing to ${name}`)
  const { checks, ...figures } = measured
  const answer = { bench: name, seed, at, runs, machine, checks, ...figures }
  if (json) console.log(JSON.stringify(answer))
  else {
    console.log(JSON.stringify({ machine, ...figures }, null, 2))
    for (const { pass, name: what, value, target, minimum } of checks)
      console.log(`${pass ? 'ok    ' : 'MISSED'} ${what}: ${value} (target ${target}, minimum ${minimum})`)
  }
  return checks.every(({ pass }) => pass) && unused.size === 0 ? 0 : unused.size > 0 ? 2 : 1
}

process.exitCode = await main()
