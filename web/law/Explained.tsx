import { explained, type Section } from '#law/explain.ts'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { answerTo, factsOf, questionCalled } from '#law/questions/ask.ts'
import { QUESTIONS } from '#law/questions/questions.ts'
import { Status } from '../kit/Status.tsx'
import { useStationNow } from '../kit/TimeText.tsx'
import { dayOf } from '../kit/time.ts'
import { useLanguage } from '../text/language.ts'
import type { Asking } from './Why.tsx'

/** What people read beside a figure; what would change it is for the page of the command. */
const SHOWN: readonly Section['is'][] = ['answer', 'reasons', 'missing', 'figures', 'used']
const TONES = { yes: 'ok', no: 'bad', unknown: 'unknown' } as const

/** The answer of `law/` to the facts at hand, decided in this browser. */
export default function Explained({ question: name, facts }: Asking) {
  const language = useLanguage()
  const now = useStationNow()
  const question = questionCalled(QUESTIONS, name)
  try {
    const given = factsOf(question, { ...known(facts), on: dayOf(now()) })
    const answered = answerTo(question, given, LAW)
    const { day, outcome, says, sections, note } = explained(question, given, answered, LAW, language)
    return (
      <div className="why-body">
        <p>
          <Status tone={TONES[answered.outcome]}>
            <b>{outcome}</b>
          </Status>{' '}
          {says} <span className="quiet nowrap">{day}</span>
        </p>
        <dl>
          {sections
            .filter(({ is }) => SHOWN.includes(is))
            .map(({ is, title, lines }) => (
              <div key={is}>
                <dt>{title}</dt>
                <dd>
                  {lines.map((line) => (
                    <p key={line}>{line}</p>
                  ))}
                </dd>
              </div>
            ))}
        </dl>
        <p className="small quiet">{note}</p>
      </div>
    )
  } catch (error) {
    if (!(error instanceof BadFacts)) throw error
    return (
      <div className="why-body">
        <Status tone="warn">{error.problem[language]}</Status>
      </div>
    )
  }
}

/** An undefined fact is an absent one. */
const known = (facts: Asking['facts']): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
