import { Button } from 'antd'
import { Link } from 'react-router'
import { storage } from '#station/storage/contract.ts'
import type { watch as routes } from '#station/watch/contract.ts'
import type { Reply } from '../api/client.ts'
import { useAsk } from '../api/use-api.ts'
import { Status } from '../kit/Status.tsx'
import { SinceText, TimeText, useStationNow } from '../kit/TimeText.tsx'
import { text as storageText } from '../storage/text.ts'
import { useText } from '../text/language.ts'
import { text } from './text.ts'

export type WatchState = Reply<typeof routes.show>

/** Who is on watch, what was noted, and the head of the ledger. */
export function WatchAside(props: { watch: WatchState; onMark: () => void; onHandOver: () => void }) {
  const { watch } = props
  const t = useText(text)
  return (
    <aside className="watch-aside">
      <section>
        <h2>{t.onDuty}</h2>
        {watch.onDuty.length === 0 && <Status tone="warn">{t.nobody}</Status>}
        {watch.onDuty.map((duty) => (
          <div key={duty.watchId} className="duty">
            <b>{duty.person.name}</b>{' '}
            <span className="quiet">
              {t.took} <TimeText at={duty.takenAt} form="minute" /> · <SinceText at={duty.takenAt} />
            </span>
            <br />
            <span className="quiet small">
              {t.under}{' '}
              <Link className="plain-link mono" to={`/uses?q=${duty.useNumber}`}>
                {duty.useNumber}
              </Link>
            </span>
          </div>
        ))}
      </section>
      {watch.mine !== null && (
        <section className="row">
          <Button type="primary" onClick={props.onMark}>
            {t.mark} <kbd>M</kbd>
          </Button>
          <Button onClick={props.onHandOver}>
            {t.handOver} <kbd>H</kbd>
          </Button>
        </section>
      )}
      <section className="watch-log">
        <h2>{t.log}</h2>
        {watch.notes.length === 0 && <p className="quiet small">{t.logEmpty}</p>}
        <ul>
          {watch.notes.map((note) => (
            <li key={note.id}>
              <span className="mono quiet">
                <TimeText at={note.at} form="minute" />
              </span>
              <span>
                {note.camera !== null && <span className="quiet">{note.camera.name} </span>}
                {note.text === text.zh.kinds[note.kind] ? t.kinds[note.kind] : note.text}
                {note.kind !== 'mark' && note.text !== text.zh.kinds[note.kind] && (
                  <span className="quiet small"> {t.kinds[note.kind]}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <LedgerLine />
    </aside>
  )
}

function LedgerLine() {
  const s = useText(storageText)
  const now = useStationNow()
  const head = useAsk(storage.ledgerHead, {}, 10_000)
  if (head.data === undefined) return <section className="small quiet" />
  const fresh = head.data.checkpointAt !== null && now() - Date.parse(head.data.checkpointAt) < 300_000
  return (
    <section className="small quiet">
      <Status tone={fresh ? 'ok' : 'warn'}>
        {s.ledger} {head.data.size.toLocaleString('en-US')} · {s.checkpoint}{' '}
        {head.data.checkpointAt === null ? s.none : <TimeText at={head.data.checkpointAt} form="clock" />}
      </Status>
    </section>
  )
}
