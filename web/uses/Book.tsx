import { Button, Table } from 'antd'
import { useContext, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import type { Ask, Reply } from '../api/client.ts'
import { ClientContext, useAsk } from '../api/use-api.ts'
import { Bones, Empty, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status, type Tone } from '../kit/Status.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { Filter } from './Filter.tsx'
import { text } from './text.ts'
import './uses.css'

export type Line = Reply<typeof routes.list>['items'][number]
type Query = Ask<typeof routes.list>['query']

export const stateTone: Record<Line['state'], Tone> = {
  asked: 'warn',
  open: 'ok',
  closed: 'idle',
  expired: 'idle',
  revoked: 'bad',
  refused: 'warn',
  withdrawn: 'idle',
}

const names = ['q', 'person', 'camera', 'act', 'state', 'on', 'kind'] as const

export function Book() {
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const go = useNavigate()
  const client = useContext(ClientContext)
  const [search, setSearch] = useSearchParams()
  const query = Object.fromEntries(names.flatMap((n) => (search.get(n) ? [[n, search.get(n)]] : []))) as Query
  const list = useAsk(routes.list, { query: { ...query, limit: 50 } }, 5000)
  const [older, setOlder] = useState<{ key: string; items: Line[]; next: string | null }>()
  const key = search.toString()
  const more = older?.key === key ? older : undefined
  const next = more === undefined ? list.data?.next : more.next
  const first = list.data?.items ?? []
  const items = [...first, ...(more?.items ?? []).filter((o) => !first.some((f) => f.id === o.id))]
  const waiting = items.filter((l) => l.may.includes('approve') || l.may.includes('confirm')).length
  const open = items.filter((l) => l.state === 'open').length

  async function readMore() {
    if (!next) return
    const page = await client.call(routes.list, { query: { ...query, limit: 50, after: next } })
    setOlder({ key, items: [...(more?.items ?? []), ...page.items], next: page.next })
  }

  return (
    <Page
      title={t.title}
      lead={waiting > 0 ? <b className="warn">{t.waiting(waiting)}</b> : open > 0 ? t.openNow(open) : t.lead}
      actions={
        <>
          <Button onClick={() => print()}>{t.print}</Button>
          {(me.roles.includes('keeper') || me.roles.includes('operator')) && (
            <Button type="primary" onClick={() => go('/replay')}>
              {t.open}
            </Button>
          )}
        </>
      }
    >
      <Filter />
      {list.problem !== undefined && <Refused problem={list.problem} />}
      {list.data === undefined && list.problem === undefined && <Bones rows={8} />}
      {list.data !== undefined && items.length === 0 && (
        <Empty
          title={key === '' ? t.emptyTitle : t.emptyFilter}
          action={key === '' ? undefined : <Button onClick={() => setSearch({})}>{t.clear}</Button>}
        >
          {key === '' && t.empty}
        </Empty>
      )}
      {items.length > 0 && (
        <Table<Line>
          className="book"
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={items}
          onRow={(line) => ({ onClick: () => line.kind === 'use' && go(`/uses/${line.id}`) })}
          columns={[
            { title: t.columns.at, render: (_, l) => <TimeText at={l.at} form="short" /> },
            {
              title: t.columns.number,
              render: (_, l) =>
                l.number === null ? (
                  '—'
                ) : (
                  <Link className="plain-link mono" to={`/uses/${l.id}`}>
                    {l.number}
                  </Link>
                ),
            },
            {
              title: t.columns.who,
              render: (_, l) => l.person?.name ?? <span className="quiet">{t.nobody}</span>,
            },
            { title: t.columns.act, render: (_, l) => (l.act === null ? t.refusedLook : w.acts[l.act]) },
            {
              title: t.columns.purpose,
              render: (_, l) => (
                <div className="purpose" title={l.purpose ?? ''}>
                  {l.purpose ?? <span className="mono quiet">{l.refusalCode}</span>}
                  {l.count > 1 && <span className="quiet small"> {t.times(l.count)}</span>}
                </div>
              ),
            },
            { title: t.columns.cameras, render: (_, l) => l.cameras.map((c) => c.name).join(w.comma) || '—' },
            {
              title: t.columns.interval,
              render: (_, l) =>
                l.from === null || l.to === null ? (
                  '—'
                ) : (
                  <>
                    <TimeText at={l.from} form="short" />–<TimeText at={l.to} form="minute" />
                  </>
                ),
            },
            {
              title: t.columns.state,
              render: (_, l) => (
                <>
                  <Status tone={stateTone[l.state]}>{w.useStates[l.state]}</Status>
                  {l.confirmation !== null && (
                    <span className={l.confirmation === 'given' ? 'quiet small' : 'warn small'}>
                      {' '}
                      {t[l.confirmation]}
                    </span>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {next && (
        <Button className="no-print" style={{ marginTop: 10 }} onClick={() => void readMore()}>
          {t.more}
        </Button>
      )}
    </Page>
  )
}
