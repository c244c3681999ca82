/** `ref/law.md`: what can't be computed and why, article by article, in both languages. */
import { citation } from '../citation.ts'
import { chapters, numberInWords, type Reading } from './book.ts'

/** @returns the page, its last line ended. */
export function openPage(reading: Reading): string {
  const lines = [
    '# 不能计算的事项 / What can not be computed',
    '',
    '逐条列出代码没有形式化的内容及其原因，以及有疑义的文字我们如何理解。“不能确定”是需要人工处理的事项，不是对任何人的',
    '认定。供通读的版本：[law.html](law.html)。由 `npm run law:page` 生成。',
    '',
    'Article by article: what the code does not formalise and why, and how a doubtful word is read. “Unknown” is a task for',
    'a person, never a finding against anyone. Written by `npm run law:page` from `law/`.',
  ]
  for (const { name, articles } of chapters(reading)) {
    lines.push('', `## ${name.zh} / ${name.en}`)
    for (const { id, title, open } of articles) {
      if (open.length === 0) continue
      lines.push(
        '',
        `### ${numberInWords(id)} ${title.zh} / ${citation(id).en.split(', ').at(-1)} ${title.en}`,
      )
      for (const { zh, en } of open) lines.push('', `- ${zh}`, `  <br>${en}`)
    }
    const closed = articles.filter(({ open }) => open.length === 0)
    if (closed.length > 0)
      lines.push(
        '',
        `没有未决之处 / nothing left open: ${closed.map(({ id }) => numberInWords(id)).join('、')}`,
      )
  }
  return `${lines.join('\n')}\n`
}
