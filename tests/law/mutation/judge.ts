/**
 * A worker that judges mutants: what the changed file reaches is loaded anew under a number of its own, everything else
 * stays loaded, and `node:test` is a list that ends at the first failure. Random tests draw from one seed and don't
 * shrink, so that a mutant has the same end every time.
 */
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import type { Task, Verdict } from './jury.ts'

const { root, texts } = workerData as { root: string; texts: ReadonlyMap<string, string> }
const base = `${pathToFileURL(root).href}/`
const SHIM = 'mingjian:tests'

type Collected = { readonly name: string; readonly run: () => unknown }
const collected: Collected[] = []
Object.assign(globalThis, {
  mingjianTest: (name: string, ...rest: unknown[]) => {
    const run = rest.at(-1)
    if (typeof run !== 'function') throw new Error(`${name} has no body`)
    collected.push({ name, run: () => run({}) })
  },
})

let task: Task | null = null
let reached: ReadonlySet<string> = new Set()
const stripped = new Map<string, string>()

function strip(file: string): string {
  let text = stripped.get(file)
  if (text === undefined) {
    text = stripTypeScriptTypes(texts.get(file)!)
    stripped.set(file, text)
  }
  return text
}
const fileOf = (url: string): string | null => {
  const [plain] = url.split('?')
  const file = plain!.startsWith(base) ? plain!.slice(base.length) : null
  return file !== null && texts.has(file) ? file : null
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test' && fileOf(context.parentURL ?? '') !== null)
      return { url: SHIM, shortCircuit: true }
    const resolved = next(specifier, context)
    const file = fileOf(resolved.url)
    if (file === null || task === null || !reached.has(file)) return resolved
    return { ...resolved, url: `${resolved.url.split('?')[0]}?${task.number}` }
  },
  load(url, context, next) {
    if (url === SHIM)
      return {
        format: 'module',
        source: 'export const test = globalThis.mingjianTest',
        shortCircuit: true,
      }
    const file = fileOf(url)
    if (file === null) return next(url, context)
    const changed = task !== null && url.includes('?') && file === task.file && task.source !== null
    return {
      format: 'module',
      source: changed ? stripTypeScriptTypes(task!.source!) : strip(file),
      shortCircuit: true,
    }
  },
})
fc.configureGlobal({ seed: 185, endOnFailure: true })

async function judge(given: Task): Promise<Verdict> {
  task = given
  reached = new Set(given.reached)
  let at = ''
  try {
    for (const test of given.tests) {
      at = test
      collected.length = 0
      await import(`${base}${test}?${given.number}`)
      for (const { name, run } of [...collected]) {
        const about = /^([a-z-]+): /.exec(name)?.[1]
        if (about !== undefined && given.others.includes(about)) continue
        at = `${test} › ${name}`
        await run()
      }
    }
  } catch (error) {
    return { number: given.number, killedBy: at, why: String(error).slice(0, 500) }
  }
  return { number: given.number, killedBy: null, why: '' }
}

parentPort!.on('message', async (given: Task) => parentPort!.postMessage(await judge(given)))
parentPort!.postMessage('ready')
