import { Button } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { Bones, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { millis } from '../kit/time.ts'
import { useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { OpenUseForm } from './OpenUseForm.tsx'
import { ReplayDesk } from './ReplayDesk.tsx'
import { text } from './text.ts'

/** Replay: first the use, then the pictures. */
export default function ReplayPage() {
  const params = useParams()
  return params.use === undefined ? <OpenUseForm /> : <UnderUse id={params.use} />
}

function UnderUse({ id }: { id: string }) {
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const go = useNavigate()
  const { act, busy, problem } = useDo()
  const use = useAsk(routes.show, { params: { id } }, 4000)
  const u = use.data
  if (u === undefined) return use.problem === undefined ? <Bones /> : <Refused problem={use.problem} />

  const mine = u.person?.id === me.personId
  if (u.state === 'open' && mine && u.from !== null && u.to !== null && u.expiresAt !== null) {
    return (
      <ReplayDesk
        key={u.id}
        use={{
          id: u.id,
          number: u.number ?? '',
          act: u.act ?? 'replay',
          purpose: u.purpose ?? '',
          basis: u.basis ?? '',
          policies: u.policies,
          from: millis(u.from),
          to: millis(u.to),
          expiresAt: u.expiresAt,
          cameras: u.cameras,
        }}
        onEnd={() => go(`/uses/${u.id}`)}
      />
    )
  }
  const waiting = u.state === 'asked'
  return (
    <Page
      title={waiting ? t.waitingApproval : u.state === 'refused' ? t.refused : t.ended}
      lead={
        <>
          <span className="mono">{u.number}</span> · {w.useStates[u.state]}
        </>
      }
    >
      <p style={{ marginBottom: 16 }}>{waiting ? t.waitingLead : u.endReason || t.endedNext}</p>
      {problem !== undefined && <Refused problem={problem} />}
      <div className="row">
        <Link className="plain-link" to={`/uses/${u.id}`}>
          {t.toStory}
        </Link>
        {waiting && mine ? (
          <Button
            loading={busy}
            onClick={() => void act(routes.withdraw, { params: { id } }).then((r) => r && go('/replay'))}
          >
            {t.withdraw}
          </Button>
        ) : (
          <Link className="plain-link" to={`/replay?cameras=${u.cameras.map((c) => c.id).join()}`}>
            {t.again}
          </Link>
        )}
      </div>
    </Page>
  )
}
