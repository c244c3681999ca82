/**
 * Runs the tests of this tree. Kinds by name: `*.test.ts` (quick, all in one process), `*.story.ts` and `*.e2e.ts` (real
 * parts, a process each), `*.root.ts` (as root). A file that needs more says so in a line `// needs: chromium ffmpeg`.
 * The last line on stdout is one JSON object {passed, failed, notRun}; everything for people goes to stderr.
 * Arguments are parts of file names to run only those.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { run } from 'node:test'

const part = process.env.MJ_TEST_PART ?? 'user'
const have = new Set((process.env.MJ_TEST_HAVE ?? '').split(' '))
const wanted = process.argv.slice(2)
const storyMs = 300_000

async function find(kind: string): Promise<string[]> {
  const out: string[] = []
  for await (const f of glob(`**/*.${kind}.ts`, {
    exclude: (n) => ['node_modules', '.cache', 'dist', 'data'].includes(n),
  }))
    out.push(f)
  return out.filter((f) => wanted.length === 0 || wanted.some((w) => f.includes(w))).sort()
}

function lacks(file: string): string[] {
  const line = /^\/\/ needs: (.+)$/m.exec(readFileSync(file, 'utf8'))
  return line
    ? line[1]!
        .trim()
        .split(/\s+/)
        .filter((n) => !have.has(n))
    : []
}

let passed = 0
let failed = 0
const notRun: string[] = []

/** One group of files; failures are printed whole, successes counted. */
async function runGroup(files: string[], isolation: 'none' | 'process', timeout: number): Promise<void> {
  if (files.length === 0) return
  const started = Date.now()
  const mine = { passed: 0, failed: 0 }
  const stream = run({ files, isolation, concurrency: false, timeout, forceExit: isolation === 'process' })
  for await (const event of stream) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') mine.passed++
    if (event.type === 'test:fail') {
      const error = event.data.details.error as
        | (Error & { code?: string; failureType?: string; cause?: unknown })
        | undefined
      // A parent that failed only because a subtest did is already told.
      if (error?.failureType === 'subtestsFailed') continue
      mine.failed++
      const inner =
        error?.cause instanceof Error
          ? (error.cause.stack ?? error.cause.message)
          : String(error?.cause ?? error?.stack)
      process.stderr.write(
        `\nFAILED ${files.length === 1 ? files[0] : (event.data.file ?? '')} › ${event.data.name}\n${inner}\n`,
      )
    }
    if (event.type === 'test:stderr' && process.env.MJ_TEST_VERBOSE) process.stderr.write(event.data.message)
  }
  passed += mine.passed
  failed += mine.failed
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const what = files.length === 1 ? files[0] : `${files.length} files`
  process.stderr.write(`${what}: ${mine.passed} passed, ${mine.failed} failed, ${seconds} s\n`)
  if (mine.passed + mine.failed === 0) {
    failed++
    process.stderr.write(`FAILED ${what}: it ran no test\n`)
  }
}

type Said = { readonly passed: number; readonly failed: number; readonly notRun: readonly string[] }

/** The quick tests share one process, which can't be this one: two runs of node:test in one process wait for each other. */
async function runQuick(): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, ...wanted], {
    env: { ...process.env, MJ_TEST_PART: 'quick' },
    stdio: ['ignore', 'pipe', 2],
  })
  let out = ''
  child.stdout!.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  try {
    const said = JSON.parse(out.trim().split('\n').at(-1)!) as Said
    passed += said.passed
    failed += said.failed
    notRun.push(...said.notRun)
  } catch {
    failed++
    process.stderr.write(`FAILED the quick tests ended without a result: exit ${code ?? signal}\n`)
  }
}

/**
 * Three lanes of what runs on this machine: the quick tests begin one, root's tests are one where they run beside, and
 * when these are through their lane is given to the stories (a message says so). Stories mostly wait and fill all, each in
 * its own process. One that takes a minute or more says `// long` and goes first, so that no lane ends empty; one that measures time says
 * `// alone` and goes last.
 */
async function runTests(stories: string[]): Promise<void> {
  const says = (word: string) => (f: string) => new RegExp(`^// ${word}$`, 'm').test(readFileSync(f, 'utf8'))
  const alone = stories.filter(says('alone'))
  const together = stories.filter((f) => !alone.includes(f))
  const long = together.filter(says('long'))
  const waiting = [...long, ...together.filter((f) => !long.includes(f))]
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      await runGroup([file], 'process', storyMs)
  }
  let third = process.env.MJ_TEST_ROOT ? undefined : lane()
  process.once('message', () => {
    third ??= lane()
  })
  await Promise.all([lane(), runQuick().then(lane)])
  await third
  for (const file of alone) await runGroup([file], 'process', storyMs)
}

async function ready(kind: string): Promise<string[]> {
  const files = await find(kind)
  return files.filter((f) => {
    const lacking = lacks(f)
    if (lacking.length) notRun.push(`${f}: ${lacking.join(' ')}`)
    return lacking.length === 0
  })
}

if (part === 'quick') {
  await runGroup(await ready('test'), 'none', 120_000)
} else if (part === 'user') {
  await runTests([...(await ready('story')), ...(await ready('e2e'))])
  if (!process.env.MJ_TEST_ROOT) for (const f of await find('root')) notRun.push(`${f}: root`)
} else {
  for (const file of await ready('root')) await runGroup([file], 'process', storyMs)
}
process.stdout.write(`\n${JSON.stringify({ passed, failed, notRun })}\n`)
process.exit(0)
