import { cameras as routes } from '#station/cameras/contract.ts'
import { useAsk } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './text.ts'

/** What was changed of a camera, by whom and why, newest first. */
export function CameraHistory({ id }: { id: string }) {
  const t = useText(text)
  const w = useText(words)
  const history = useAsk(routes.history, { params: { id } })
  if (history.problem !== undefined) return <Refused problem={history.problem} />
  if (history.data === undefined) return null
  if (history.data.length === 0) return <p className="quiet">{t.noHistory}</p>
  return (
    <ul className="history">
      {history.data.map((line) => (
        <li key={line.id}>
          <span className="mono quiet">
            <TimeText at={line.at} form="short" />
          </span>
          <span>
            {t.whats[line.what]} <span className="quiet">{line.by}</span>
            {line.reason !== '' && `${w.colon}${line.reason}`}
            {line.changes.map((c) => (
              <span key={c.field} className="small quiet" style={{ display: 'block' }}>
                {(t.fields as Record<string, string>)[c.field] ?? c.field}
                {w.colon}
                {c.from || '—'} → {c.to || '—'}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
