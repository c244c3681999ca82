import { Segmented, Table } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { health as healthRoutes } from '#station/health/contract.ts'
import { storage as routes } from '#station/storage/contract.ts'
import type { Reply } from '../api/client.ts'
import { useAsk } from '../api/use-api.ts'
import { Bones, Empty, Facts, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { SinceText, useStationNow } from '../kit/TimeText.tsx'
import { bytesOf, DAY_MS, dayOf } from '../kit/time.ts'
import { Why } from '../law/Why.tsx'
import { useStation } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { Calendar } from './Calendar.tsx'
import { Floor, FloorNote } from './Floor.tsx'
import { retentionFacts } from './facts.ts'
import { text } from './text.ts'

export type Storage = Reply<typeof routes.show>
type Volume = Storage['volumes'][number]

/** What is kept and until when, day by day and camera by camera; disks; the head of the ledger. */
export default function StoragePage() {
  const t = useText(text)
  const now = useStationNow()
  const station = useStation()
  const [search, setSearch] = useSearchParams()
  const days = Number(search.get('days')) || 30
  const storage = useAsk(routes.show, { query: { days } }, 15_000)
  const ledger = useAsk(routes.ledgerHead, {}, 5000)
  const health = useAsk(healthRoutes.show, {}, 10_000)
  const s = storage.data
  const lead =
    s === undefined
      ? undefined
      : s.neverFull
        ? t.lead.never
        : s.daysToFull === null
          ? t.lead.unknown
          : t.lead.filling(String(s.daysToFull), dayOf(now() + s.daysToFull * DAY_MS))
  return (
    <Page title={t.title} lead={lead}>
      {storage.problem !== undefined && <Refused problem={storage.problem} />}
      {s === undefined && storage.problem === undefined && <Bones rows={6} />}
      {s !== undefined && (
        <>
          <Facts
            rows={{
              [t.floor]: <Floor storage={s} />,
              [t.rate]: bytesOf(s.bytesPerDay),
              [t.toFull]:
                s.daysToFull === null ? null : (
                  <Status tone={s.daysToFull < s.leastDays && s.daysToFull < 7 ? 'warn' : 'ok'}>
                    {t.days(Math.floor(s.daysToFull))}
                  </Status>
                ),
            }}
          />
          <FloorNote storage={s} onDone={storage.refresh} />
          <div style={{ marginTop: 8 }}>
            <Why asking={{ question: 'retention', facts: retentionFacts(station, s.cameras) }}>{t.why}</Why>
          </div>
          <div className="row" style={{ margin: '20px 0 8px' }}>
            <h2 className="section" style={{ margin: 0 }}>
              {t.calendar}
            </h2>
            <span className="space" />
            <Segmented
              value={days}
              onChange={(value) => setSearch({ days: String(value) })}
              options={[14, 30, 90].map((value) => ({ value, label: t.window(value) }))}
            />
          </div>
          {s.cameras.length === 0 ? (
            <Empty title={t.emptyTitle} action={<Link to="/cameras">{t.toCameras}</Link>}>
              {t.empty}
            </Empty>
          ) : (
            <Calendar cameras={s.cameras} />
          )}
          <h2 className="section">{t.volumes}</h2>
          <Table<Volume>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={s.volumes}
            columns={[
              { title: t.label, dataIndex: 'label' },
              {
                title: t.state,
                render: (_, v) => (
                  <Status
                    tone={
                      v.state === 'ok' || v.state === 'active'
                        ? 'ok'
                        : v.state === 'draining'
                          ? 'warn'
                          : 'bad'
                    }
                  >
                    {t.volumeStates[v.state] ?? v.state}
                    {v.detail !== null && <span className="quiet"> {v.detail}</span>}
                  </Status>
                ),
              },
              {
                title: t.free,
                align: 'right',
                render: (_, v) => (v.freeBytes === null ? '—' : bytesOf(v.freeBytes)),
              },
              { title: t.reserve, align: 'right', render: (_, v) => bytesOf(v.reserveBytes) },
            ]}
          />
        </>
      )}
      {health.data?.parts !== undefined && (
        <>
          <h2 className="section">{t.processes}</h2>
          <Facts
            rows={Object.fromEntries(
              health.data.parts.map((part) => [
                t.parts[part.name] ?? part.name,
                <Status key={part.name} tone={part.ok ? 'ok' : 'bad'}>
                  <span title={part.detail ?? ''}>{part.ok ? t.fine : (part.detail ?? t.notFine)}</span>
                </Status>,
              ]),
            )}
          />
        </>
      )}
      <h2 className="section">{t.ledger}</h2>
      {ledger.problem !== undefined && <Refused problem={ledger.problem} />}
      {ledger.data !== undefined && (
        <Facts
          rows={{
            [t.entries]: ledger.data.size.toLocaleString('en-US'),
            [t.pending]: ledger.data.pending,
            [t.checkpoint]:
              ledger.data.checkpointAt === null ? (
                t.none
              ) : (
                <Status tone={now() - Date.parse(ledger.data.checkpointAt) < 300_000 ? 'ok' : 'warn'}>
                  <SinceText at={ledger.data.checkpointAt} ago />
                </Status>
              ),
            [t.origin]: <span className="mono">{ledger.data.origin}</span>,
            [t.root]: <span className="mono">{ledger.data.root}</span>,
          }}
        />
      )}
    </Page>
  )
}
