import { articleName, type Problem } from '../api/problem.ts'
import { type Texts, useLanguage, useText } from '../text/language.ts'
import { Shape } from './Status.tsx'

const zh = {
  articles: '依据',
  product: '本产品的规定，非法规要求',
  registered: '本次未予许可已登记。',
  number: '编号',
}
const en: typeof zh = {
  articles: 'Basis',
  product: 'a rule of this product, not of the law',
  registered: 'This refusal has been registered.',
  number: 'number',
}
const text: Texts<typeof zh> = { zh, en }

/** A no: what was refused, under which article, what is missing and who can grant it. */
export function Refused({ problem, registered = false }: { problem: Problem; registered?: boolean }) {
  const t = useText(text)
  const language = useLanguage()
  const fault = problem.status >= 500 || problem.status === 0
  return (
    <div className={fault ? 'refused is-fault' : 'refused'} role="alert">
      <h3>
        <span className={fault ? 'bad' : 'warn'}>
          <Shape tone={fault ? 'bad' : 'warn'} />
        </span>
        {problem.title[language]}
        <span className="mono quiet">{problem.code}</span>
      </h3>
      {problem.next[language] !== '' && <p>{problem.next[language]}</p>}
      {problem.law !== undefined && problem.law.length > 0 && (
        <ul className="small">
          {problem.law.map((reason) => (
            <li key={`${reason.rule} ${reason.zh}`}>
              {reason[language]} <span className="quiet">{articleName(reason.rule, language)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="small quiet">
        {!fault &&
          (problem.articles.length > 0
            ? `${t.articles} · ${problem.articles.map((a) => articleName(a, language)).join(' · ')}`
            : `${t.articles} · ${t.product}`)}
        {registered && !fault && ` · ${t.registered}`}
        {problem.requestId !== undefined && ` · ${t.number} ${problem.requestId}`}
      </p>
    </div>
  )
}
