import { Link } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import type { Reply } from '../api/client.ts'
import { articleName } from '../api/problem.ts'
import { useAsk } from '../api/use-api.ts'
import { Bones, Facts, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { text as formText } from '../replay/form-text.ts'
import { useLanguage, useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { stateTone } from './Book.tsx'
import { Deeds } from './Deeds.tsx'
import { Seen } from './Seen.tsx'
import { text } from './text.ts'
import './uses.css'

export type UseStory = Reply<typeof routes.show>

/** One use from asking to its end: who, why, by which rules, what was seen, and what stands in the ledger. */
export function Story({ id }: { id: string }) {
  const t = useText(text)
  const w = useText(words)
  const f = useText(formText)
  const language = useLanguage()
  const use = useAsk(routes.show, { params: { id } }, 4000)
  const u = use.data
  if (u === undefined)
    return use.problem === undefined ? <Bones rows={8} /> : <Refused problem={use.problem} />

  const ended =
    u.endedAt === null ? null : (
      <>
        <TimeText at={u.endedAt} />{' '}
        <span className="quiet">{u.endedBy === null ? t.itself : u.endedBy.name}</span>
      </>
    )
  return (
    <Page
      title={
        <>
          <span className="mono" style={{ fontSize: 20 }}>
            {u.number}
          </span>{' '}
          {u.act !== null && w.acts[u.act]}
        </>
      }
      lead={
        <>
          <Status tone={stateTone[u.state]}>{w.useStates[u.state]}</Status> · {u.person?.name} ·{' '}
          <Link className="plain-link" to="/uses">
            {t.back}
          </Link>
        </>
      }
      actions={<Deeds use={u} onDone={use.refresh} />}
    >
      <Facts
        rows={{
          [f.purpose]: u.purpose,
          [t.basis]: u.basis,
          ...(u.subject !== null ? { [t.subject]: u.subject } : {}),
          [f.cameras]: u.cameras.map((c) => `${c.name} ${c.number}`).join(w.comma),
          [f.interval]: u.from !== null && u.to !== null && (
            <>
              <TimeText at={u.from} /> – <TimeText at={u.to} form="clock" />
            </>
          ),
          [t.asked]: <TimeText at={u.at} />,
          [t.opened]: u.openedAt !== null && <TimeText at={u.openedAt} />,
          [t.until]: u.expiresAt !== null && <TimeText at={u.expiresAt} />,
          [t.ended]: ended,
          ...(u.result !== null ? { [t.result]: u.result } : {}),
          ...(u.destination !== null ? { [t.destination]: u.destination } : {}),
          ...(u.endReason !== null ? { [t.reason]: u.endReason } : {}),
          ...(u.refusalCode !== null
            ? { [w.useStates.refused]: <span className="mono">{u.refusalCode}</span> }
            : {}),
        }}
      />
      {u.concerned !== null && (
        <p style={{ marginTop: 8 }}>
          {t.concerned}
          {w.colon}
          {f.relations[u.concerned.relation]} · {f.interest} {f.interests[u.concerned.interest]} · {f.consent}{' '}
          {u.concerned.consent}
        </p>
      )}
      {u.officials.length > 0 && <h2 className="section">{t.officials}</h2>}
      <ul className="history">
        {u.officials.map((o) => (
          <li key={o.unit + o.workId}>
            <b>{o.name}</b>
            <span>
              {o.unit} · <span className="mono">{o.workId}</span> ·{' '}
              <Status tone={o.idSeen ? 'ok' : 'warn'}>{o.idSeen ? t.idSeen : t.idNotSeen}</Status>
            </span>
          </li>
        ))}
        {u.documents.map((d) => (
          <li key={d.kind + d.number}>
            <b>{d.kind}</b>
            <span>
              <span className="mono">{d.number}</span> {d.issuedBy}
            </span>
          </li>
        ))}
      </ul>
      <h2 className="section">{t.shown}</h2>
      <Seen use={u} />
      {(u.approvals.length > 0 || u.decidedBy.length > 0) && <h2 className="section">{t.story}</h2>}
      <ul className="history">
        {u.approvals.map((a) => (
          <li key={a.kind}>
            <span className="mono quiet">
              <TimeText at={a.at} form="short" />
            </span>
            <span>
              {t.approvalKinds[a.kind]} <span className="quiet">{a.person.name}</span>
            </span>
          </li>
        ))}
        {u.decidedBy.map((d) => (
          <li key={d.policy}>
            <span className="quiet">{t.rules}</span>
            <span>
              <span className="mono">{d.policy}</span>{' '}
              <span className="quiet">{d.articles.map((a) => articleName(a, language)).join(w.comma)}</span>
            </span>
          </li>
        ))}
      </ul>
      {u.entries.length > 0 && <h2 className="section">{t.entries}</h2>}
      <ul className="history">
        {u.entries.map((e) => (
          <li key={e.id}>
            <span className="mono quiet">
              <TimeText at={e.at} form="short" />
            </span>
            <span>
              {(t.entryKinds as Record<string, string>)[e.kind] ?? e.kind}{' '}
              <span className="mono quiet">{e.kind}</span>{' '}
              <span className="mono quiet">{e.index === null ? t.pending : `#${e.index}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Page>
  )
}
