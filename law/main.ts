/**
 * `npm run -s law -- decide|explain QUESTION --facts FILE [--lang zh|en]` and `… list NAME`. Answers and problems go to
 * stdout, as JSON (`explain`: a page). Exit 0 for all three outcomes; 2 for bad input. The one file of this room that
 * needs Node.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { explain, type Language } from './explain.ts'
import { BadFacts } from './facts/problem.ts'
import { LAW } from './law.ts'
import { LISTS } from './lists.ts'
import { answerTo, factsOf, questionCalled } from './questions/ask.ts'
import { QUESTIONS } from './questions/questions.ts'

const LARGEST = 1_000_000

function run(args: string[]): string {
  const { values, positionals } = options(args)
  const [command, name, ...more] = positionals
  if (more.length > 0 || name === undefined) throw usage()
  if (command === 'list' && values.facts === undefined) {
    const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined
    if (list === undefined) throw usage()
    return `${JSON.stringify(list(), null, 2)}\n`
  }
  if ((command !== 'decide' && command !== 'explain') || values.facts === undefined) throw usage()
  const language = values.lang ?? 'zh'
  if (language !== 'zh' && language !== 'en') throw usage()
  const question = questionCalled(QUESTIONS, name)
  const facts = factsOf(question, readFacts(values.facts))
  const answered = answerTo(question, facts, LAW)
  return command === 'decide'
    ? `${JSON.stringify(answered)}\n`
    : explain(question, facts, answered, LAW, language satisfies Language)
}

function options(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { facts: { type: 'string' }, lang: { type: 'string' }, json: { type: 'boolean' } },
    })
  } catch {
    throw usage()
  }
}

const usage = (): BadFacts =>
  new BadFacts({
    code: 'law/usage',
    path: '',
    zh: `用法：npm run -s law -- decide|explain 问题 --facts 文件 [--lang zh|en]；或 list ${Object.keys(LISTS).join('|')}。`,
    en: `usage: npm run -s law -- decide|explain QUESTION --facts FILE [--lang zh|en], or list ${Object.keys(LISTS).join('|')}.`,
  })

/** @param file where the caller stands; `-` is standard input. @throws BadFacts */
function readFacts(file: string): unknown {
  const at = file === '-' ? 0 : path.resolve(process.env.MJ_CALLER_CWD ?? process.cwd(), file)
  let text: string
  try {
    text = readFileSync(at, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable'
    throw new BadFacts({
      code: 'law/unreadable-file',
      path: '',
      zh: `读不了事实文件（${why}）；请检查路径和权限。`,
      en: `the file of facts can't be read (${why}); check its path and permissions.`,
    })
  }
  if (text.length > LARGEST)
    throw new BadFacts({
      code: 'law/too-large',
      path: '',
      zh: `事实文件过大，最多${LARGEST}字。`,
      en: `the file of facts is too large; at most ${LARGEST} characters.`,
    })
  try {
    return JSON.parse(text)
  } catch {
    throw new BadFacts({
      code: 'law/not-json',
      path: '',
      zh: '事实文件不是 JSON。',
      en: 'the file of facts is not JSON.',
    })
  }
}

try {
  process.stdout.write(run(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof BadFacts)) throw error
  const { code, ...rest } = error.problem
  process.stdout.write(`${JSON.stringify({ type: `urn:mingjian:problem:${code}`, code, ...rest })}\n`)
  process.stderr.write(`${error.problem.zh}\n${error.problem.en}\n`)
  process.exitCode = 2
}
