/**
 * Runs the tests of this tree. Kinds by name: `*.test.ts` (quick, all in one process), `*.story.ts` and `*.e2e.ts` (real
 * parts, a process each), `*.root.ts` (as root). A file that needs more says so in a line `// needs: chromium ffmpeg`.
 * The last line on stdout is one JSON object {passed, failed, notRun}; everything for people goes to stderr.
 * Arguments are parts of file names to run only those.
 */
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { run } from 'node:test'

const part = process.env.MJ_TEST_PART ?? 'user'
const have = new Set((process.env.MJ_TEST_HAVE ?? '').split(' '))
const wanted = process.argv.slice(2)

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
  const before = { passed, failed }
  const stream = run({ files, isolation, concurrency: isolation === 'process' ? 1 : false, timeout })
  for await (const event of stream) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') passed++
    if (event.type === 'test:fail') {
      // A parent that failed only because a subtest did is already told.
      const cause = event.data.details.error as (Error & { code?: string; cause?: unknown }) | undefined
      if (cause?.code === 'ERR_TEST_FAILURE' && String(cause.message).includes('subtest')) continue
      failed++
      process.stderr.write(`\nFAILED ${event.data.file ?? ''} › ${event.data.name}\n`)
      const inner =
        cause?.cause instanceof Error
          ? (cause.cause.stack ?? cause.cause.message)
          : String(cause?.cause ?? cause?.stack)
      process.stderr.write(`${inner}\n`)
    }
    if (event.type === 'test:stderr' && process.env.MJ_TEST_VERBOSE) process.stderr.write(event.data.message)
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const what = files.length === 1 ? files[0] : `${files.length} files`
  process.stderr.write(
    `${what}: ${passed - before.passed} passed, ${failed - before.failed} failed, ${seconds} s\n`,
  )
}

async function ready(kind: string): Promise<string[]> {
  const files = await find(kind)
  return files.filter((f) => {
    const lacking = lacks(f)
    if (lacking.length) notRun.push(`${f}: ${lacking.join(' ')}`)
    return lacking.length === 0
  })
}

if (part === 'user') {
  await runGroup(await ready('test'), 'none', 120_000)
  for (const kind of ['story', 'e2e']) {
    for (const file of await ready(kind)) await runGroup([file], 'process', 300_000)
  }
  if (!process.env.MJ_TEST_ROOT) for (const f of await find('root')) notRun.push(`${f}: root`)
} else {
  for (const file of await ready('root')) await runGroup([file], 'process', 300_000)
}
process.stdout.write(`\n${JSON.stringify({ passed, failed, notRun })}\n`)
process.exit(0)
