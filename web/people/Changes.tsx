import { Button, Table } from 'antd'
import { useState } from 'react'
import { people as routes } from '#station/people/contract.ts'
import { useDo } from '../api/use-api.ts'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { HalfDialog } from './HalfDialog.tsx'
import type { Change } from './PeoplePage.tsx'
import { text } from './text.ts'

const tones = { proposed: 'warn', confirmed: 'ok', declined: 'idle' } as const

/** Changes of accounts; those who may confirm find the buttons on the ones that wait. */
export function Changes({ changes, onDone }: { changes: readonly Change[]; onDone: () => void }) {
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const { act, busy, problem, clear } = useDo()
  const [declining, setDeclining] = useState<Change>()
  const [half, setHalf] = useState<string | null>()
  const confirms = me.roles.includes('keeper') || me.roles.includes('principal')

  async function confirm(change: Change) {
    const reply = await act(routes.confirm, { params: { id: change.id } })
    if (reply === undefined) return
    setHalf(reply.passwordHalf)
    onDone()
  }
  async function decline(reason: string) {
    if (declining === undefined) return
    if ((await act(routes.decline, { params: { id: declining.id }, body: { reason } })) === undefined) return
    setDeclining(undefined)
    onDone()
  }

  return (
    <>
      {problem !== undefined && declining === undefined && <Refused problem={problem} />}
      <Table<Change>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...changes]}
        columns={[
          { title: t.name, render: (_, c) => `${c.name}（${c.login}）` },
          {
            title: t.kinds.facts,
            render: (_, c) =>
              c.roles.length > 0
                ? `${t.kinds[c.kind]}${w.colon}${c.roles.map((r) => w.roles[r]).join(w.comma)}`
                : t.kinds[c.kind],
          },
          { title: t.reason, dataIndex: 'reason' },
          {
            title: t.proposedBy,
            render: (_, c) => (
              <>
                {c.proposedBy} <TimeText at={c.proposedAt} form="short" />
              </>
            ),
          },
          {
            title: t.state,
            render: (_, c) => (
              <Status tone={tones[c.state]}>
                {t.changeStates[c.state]}
                {c.decidedBy !== null && ` · ${c.decidedBy}`}
              </Status>
            ),
          },
          {
            title: '',
            align: 'right',
            render: (_, c) =>
              c.state === 'proposed' &&
              confirms && (
                <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
                  <Button type="primary" loading={busy} onClick={() => void confirm(c)}>
                    {t.confirm}
                  </Button>
                  <Button
                    onClick={() => {
                      clear()
                      setDeclining(c)
                    }}
                  >
                    {t.decline}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {declining !== undefined && (
        <ReasonDialog
          title={`${t.decline}${w.colon}${declining.name}`}
          go={t.decline}
          busy={busy}
          problem={problem}
          onGo={(reason) => void decline(reason)}
          onClose={() => setDeclining(undefined)}
        />
      )}
      {half !== undefined && (
        <HalfDialog half={half} nothing={t.confirmed} onClose={() => setHalf(undefined)} />
      )}
    </>
  )
}
