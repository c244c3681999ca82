/** Writes `ref/law.md` and `ref/law.html` from the articles and questions: `npm run law:page`. A test holds them current. */
import { globSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Article } from '#law/article.ts'
import { ARTICLES } from '#law/articles.ts'
import { QUESTIONS } from '#law/questions/questions.ts'
import type { Reading } from '#law/reading/book.ts'
import { openPage } from '#law/reading/open.ts'
import { readingPage } from '#law/reading/page.ts'
import { modules, ROOT } from './mutation/modules.ts'

/** Where an article is used is read from who imports its file: nobody keeps a list. */
export async function reading(): Promise<Reading> {
  const { closure } = modules()
  const usedBy = new Map<string, readonly string[]>()
  for (const file of globSync('law/{decree185,order799,procedure}/*.ts', { cwd: ROOT })) {
    if (file.endsWith('.test.ts') || file.endsWith('/articles.ts')) continue
    const { article } = (await import(path.join(ROOT, file))) as { article?: Article }
    if (article === undefined) continue
    const names = QUESTIONS.map(({ name }) => name)
    usedBy.set(
      article.id,
      names.filter((name) => closure(`law/questions/${name}.ts`).has(file)),
    )
  }
  return { articles: ARTICLES, questions: QUESTIONS, usedBy }
}

/** Each file from the root, with what has to stand in it. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const from = await reading()
  return new Map([
    ['ref/law.md', openPage(from)],
    ['ref/law.html', readingPage(from)],
  ])
}

if (import.meta.filename === process.argv[1])
  for (const [file, text] of await pages()) {
    writeFileSync(path.join(ROOT, file), text)
    process.stdout.write(`${file}\n`)
  }
