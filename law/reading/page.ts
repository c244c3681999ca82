/** `ref/law.html`: the law as we read it, for a lawyer to go through and to print. Self-contained, without script. */
import type { Article } from '../article.ts'
import type { Kind, Shape } from '../facts/fact.ts'
import type { Question } from '../questions/question.ts'
import type { RuleId } from '../reason/finding.ts'
import { STATUS } from '../status.ts'
import { type Chapter, chapters, numberInWords, type Reading, rowName, valueInWords } from './book.ts'
import { STYLE } from './style.ts'

const OUTCOMES = { yes: '是', no: '否', unknown: '不能确定' } as const

/** @returns the whole document. */
export function readingPage(reading: Reading): string {
  const { articles, questions } = reading
  const open = articles.reduce((sum, article) => sum + article.open.length, 0)
  const rows = articles.reduce((sum, article) => sum + article.rows.length, 0)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>规则对照读本 · 明鉴</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top">
<p class="series">明鉴 · 规则对照读本</p>
<h1>我们怎样读这些规定</h1>
<p class="lead">逐条说明：规定要求什么（我们自己的表述，不是原文），代码据此判断什么，所用数值自何日起、出自何处、核对到何种程度，还有哪些没有形式化、为什么。请对照原文审读；凡与原文不一致的，以原文为准。</p>
<p class="facts"><span>${articles.length}条</span><span>${rows}项注明日期的数值</span><span>${open}处未决</span><span>${questions.length}个可问的问题</span></p>
</header>
<nav class="contents" aria-label="目录">
${chapters(reading).map(contents).join('\n')}
<section>
<h2><a href="#questions">可问的问题</a></h2>
<ol>${questions.map(({ name, title }) => `<li><a href="#${questionAnchor(name)}">${escaped(title.zh)}</a></li>`).join('')}</ol>
</section>
</nav>
<main>
${chapters(reading)
  .map((chapter) => chapterBody(chapter, reading))
  .join('\n')}
<section class="law" id="questions">
<h2>可问的问题</h2>
<p class="note">每个问题只有三种结论：是、否、不能确定。不能确定是需要人工处理的事项，不是对任何人的认定；没有说明的事实一律作未知处理，从不推定为“否”。</p>
${questions.map((question) => questionBody(question, reading)).join('\n')}
</section>
</main>
<footer>由 <code>npm run law:page</code> 自规则代码生成。代码计算期限、幅度与资格，供人判断；从不作出处罚决定。</footer>
</body>
</html>
`
}

function contents({ law, name, articles }: Chapter): string {
  const items = articles.map(
    ({ id, title }) =>
      `<li><a href="#${anchor(id)}"><span>${numberInWords(id)}</span>${escaped(title.zh)}</a></li>`,
  )
  return `<section>
<h2><a href="#law-${law}">${escaped(name.zh)}</a></h2>
<ol>${items.join('')}</ol>
</section>`
}

function chapterBody({ law, name, articles }: Chapter, reading: Reading): string {
  return `<section class="law" id="law-${law}">
<h2>${escaped(name.zh)}</h2>
${articles.map((article) => articleBody(article, reading)).join('\n')}
</section>`
}

function articleBody(article: Article, { usedBy, questions }: Reading): string {
  const { id, title, asks, decides, open } = article
  const used = questions.filter(({ name }) => usedBy.get(id)?.includes(name))
  return `<article id="${anchor(id)}">
<h3><span class="number">${numberInWords(id)}</span><span>${escaped(title.zh)}</span><a class="id" href="#${anchor(id)}">${id}</a></h3>
<dl>
<dt>要求</dt><dd class="asks">${escaped(asks.zh)}</dd>
<dt>代码判断</dt><dd>${escaped(decides.zh)}</dd>
${article.rows.length === 0 ? '' : `<dt>数值</dt><dd>${figures(article)}</dd>\n`}<dt>未决</dt><dd>${
    open.length === 0
      ? '<span class="quiet">无。</span>'
      : `<ol class="open">${open.map(({ zh }) => `<li>${escaped(zh)}</li>`).join('')}</ol>`
  }</dd>
<dt>用于</dt><dd>${
    used.length === 0
      ? '<span class="quiet">目前没有问题以本条为据。</span>'
      : used
          .map(({ name, title }) => `<a href="#${questionAnchor(name)}">${escaped(title.zh)}</a>`)
          .join('、')
  }</dd>
</dl>
</article>`
}

function figures(article: Article): string {
  const rows = article.rows.map(
    (row) => `<tr>
<td data-is="名称"><code>${escaped(rowName(article, row))}</code></td>
<td data-is="值" class="value">${escaped(valueInWords(row.value))}</td>
<td data-is="自" class="day">${row.from}</td>
<td data-is="出处">${escaped(row.source)}</td>
<td data-is="核对">${escaped(STATUS[row.status] ?? row.status)}</td>
</tr>`,
  )
  return `<table>
<thead><tr><th>名称</th><th>值</th><th>自</th><th>出处</th><th>核对</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

function questionBody({ name, title, says, facts }: Question, { articles, usedBy }: Reading): string {
  const stands = articles.filter(({ id }) => usedBy.get(id)?.includes(name))
  const outcomes = Object.entries(OUTCOMES).map(
    ([outcome, word]) =>
      `<li><b class="${outcome}">${word}</b>${escaped(says[outcome as keyof typeof OUTCOMES].zh)}</li>`,
  )
  const cited = stands.map(({ id }) => `<a href="#${anchor(id)}">${id}</a>`)
  return `<article id="${questionAnchor(name)}">
<h3><span class="number">问</span><span>${escaped(title.zh)}</span><a class="id" href="#${questionAnchor(name)}">${name}</a></h3>
<dl>
<dt>结论</dt><dd><ul class="outcomes">${outcomes.join('')}</ul></dd>
<dt>事实</dt><dd>${shape(facts)}</dd>
<dt>所据</dt><dd class="cited">${cited.join(' ')}</dd>
</dl>
</article>`
}

function shape(facts: Shape): string {
  const items = Object.values(facts).map(
    ({ name, kind, required }) =>
      `<li>${escaped(name.zh)}${required ? '（必须）' : ''}${kindInWords(kind)}</li>`,
  )
  return `<ul class="shape">${items.join('')}</ul>`
}

function kindInWords(kind: Kind): string {
  if (kind.is === 'one-of') {
    const words = Object.values(kind.values).map(({ zh }) => zh)
    return `<span class="quiet">：${escaped(words.slice(0, 8).join('、'))}${words.length > 8 ? `等${words.length}种` : ''}</span>`
  }
  return kind.is === 'object' || kind.is === 'list' ? shape(kind.of) : ''
}

const anchor = (id: RuleId): string => `a-${id.replace('/', '-')}`
const questionAnchor = (name: string): string => `q-${name}`

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!)
