import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { people as routes } from '#station/people/contract.ts'
import type { Reply } from '../api/client.ts'
import { useAsk } from '../api/use-api.ts'
import { Bones, Empty, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { Changes } from './Changes.tsx'
import { PersonDetail } from './PersonDetail.tsx'
import { ProposeDialog } from './ProposeDialog.tsx'
import { text } from './text.ts'
import '../kit/split.css'

export type Person = Reply<typeof routes.list>[number]
export type Change = Reply<typeof routes.changes>[number]

export const personTone = { active: 'ok', proposed: 'warn', suspended: 'idle' } as const

/** Accounts: who may sign in as what, and what waits for a second person. */
export default function PeoplePage() {
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const [search] = useSearchParams()
  const [proposing, setProposing] = useState(false)
  const list = useAsk(routes.list, {})
  const changes = useAsk(routes.changes, { query: {} }, 15_000)
  const people = list.data ?? []
  const waiting = (changes.data ?? []).filter((c) => c.state === 'proposed')
  const picked = people.find((p) => p.id === search.get('person'))
  const refresh = () => {
    list.refresh()
    changes.refresh()
  }

  return (
    <Page
      title={t.title}
      lead={list.data && t.lead(people.filter((p) => p.state === 'active').length, waiting.length)}
      actions={
        me.roles.includes('administrator') && (
          <Button type="primary" onClick={() => setProposing(true)}>
            {t.propose}
          </Button>
        )
      }
    >
      {list.problem !== undefined && <Refused problem={list.problem} />}
      {waiting.length > 0 && (
        <>
          <h2 className="section">{t.waiting}</h2>
          <Changes changes={waiting} onDone={refresh} />
        </>
      )}
      {list.data === undefined && list.problem === undefined && <Bones rows={6} />}
      {list.data !== undefined && people.length === 0 && <Empty title={t.emptyTitle}>{t.empty}</Empty>}
      {people.length > 0 && (
        <div className={picked ? 'split has-detail' : 'split'} style={{ marginTop: 16 }}>
          <ul className="pick-list split-list">
            {people.map((p) => (
              <li key={p.id}>
                <Link to={`/people?person=${p.id}`} className={p.id === picked?.id ? 'is-on' : ''}>
                  <span className="line">
                    <b>{p.name}</b>
                    <span className="mono quiet">{p.login}</span>
                    <span className="space" />
                    <Status tone={personTone[p.state]}>{t.states[p.state]}</Status>
                  </span>
                  <span className="small quiet">
                    {p.roles.map((r) => w.roles[r]).join(w.comma)}
                    {p.post !== '' && ` · ${p.post}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <div className="split-detail">
            {picked === undefined ? (
              <Empty title={t.select} />
            ) : (
              <PersonDetail
                key={picked.id}
                person={picked}
                changes={(changes.data ?? []).filter((c) => c.personId === picked.id)}
                onDone={refresh}
              />
            )}
          </div>
        </div>
      )}
      {proposing && <ProposeDialog onClose={() => setProposing(false)} onDone={refresh} />}
    </Page>
  )
}
