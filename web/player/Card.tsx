import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { SinceText, TimeText } from '../kit/TimeText.tsx'
import { causes, causeText } from '../text/causes.ts'
import { useLanguage, useText } from '../text/language.ts'
import type { PictureState } from './state.ts'
import { text } from './text.ts'

/** What stands in place of a picture that is not there: why, since when, and what happens next. */
export function Card({ state, name }: { state: PictureState; name: string }) {
  const t = useText(text)
  const words = useText(causes)
  const language = useLanguage()
  if (state.is === 'playing') return null
  if (state.is === 'opening') return <div className="tile-card small">{t.opening}…</div>
  if (state.is === 'fault') {
    return (
      <div className="tile-card is-bad">
        <div>
          <Status tone="bad">
            <b>{t.fault}</b> {name}
          </Status>
          <br />
          {t.since} <TimeText at={state.sinceMs} form="clock" /> · <SinceText at={state.sinceMs} /> ·{' '}
          {causeText(words, state.cause)}
          <br />
          <span className="small">{t.retrying}</span>
        </div>
      </div>
    )
  }
  if (state.is === 'lost') {
    return (
      <div className="tile-card is-bad">
        <div>
          <Status tone="bad">
            <b>{state.text === undefined ? t.lost : state.text[language]}</b>
          </Status>
          <br />
          <SinceText at={state.sinceMs} /> · {t.lostNext}
        </div>
      </div>
    )
  }
  if (state.is === 'gap') {
    return (
      <div className="tile-card is-gap">
        <div>
          <b>{t.gap}</b>
          <br />
          <TimeText at={state.fromMs} form="clock" /> – <TimeText at={state.toMs} form="clock" />
          <br />
          {causeText(words, state.cause)}
        </div>
      </div>
    )
  }
  if (state.is === 'unsupported') {
    return (
      <div className="tile-card">
        <div>
          <b>
            {t.unsupported} <span className="mono">{state.codec}</span>
          </b>
          <br />
          {t.unsupportedNext}
        </div>
      </div>
    )
  }
  return (
    <div className="tile-card">
      <Refused
        problem={{
          status: 403,
          code: state.code,
          title: state.text,
          next: { zh: text.zh.endedNext, en: text.en.endedNext },
          articles: [],
        }}
      />
    </div>
  )
}
