import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import { useDo } from '../api/use-api.ts'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { Refused } from '../kit/Refused.tsx'
import { useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import type { UseStory } from './Story.tsx'
import { text } from './text.ts'

type WithWords = 'refuse' | 'revoke' | 'close'

/** What the person at the screen may do about a use: the server says what, the next step is the visible button. */
export function Deeds({ use, onDone }: { use: UseStory; onDone: () => void }) {
  const t = useText(text)
  const me = useMe()
  const go = useNavigate()
  const { act, busy, problem, clear } = useDo()
  const [asking, setAsking] = useState<WithWords>()
  const params = { id: use.id }
  const may = new Set(use.may)

  async function simply(route: typeof routes.approve | typeof routes.withdraw) {
    if ((await act(route, { params })) !== undefined) onDone()
  }
  async function withWords(words: string) {
    const reply =
      asking === 'close'
        ? await act(routes.close, { params, body: { result: words } })
        : await act(asking === 'revoke' ? routes.revoke : routes.refuse, { params, body: { reason: words } })
    if (reply === undefined) return
    setAsking(undefined)
    onDone()
  }
  const ask = (what: WithWords) => {
    clear()
    setAsking(what)
  }
  const titles = { refuse: t.refuse, revoke: t.revoke, close: t.close }
  return (
    <>
      {problem !== undefined && asking === undefined && <Refused problem={problem} />}
      {may.has('approve') && (
        <Button type="primary" loading={busy} onClick={() => void simply(routes.approve)}>
          {t.approve}
        </Button>
      )}
      {may.has('confirm') && (
        <Button type="primary" loading={busy} onClick={() => void simply(routes.approve)}>
          {t.confirm}
        </Button>
      )}
      {may.has('refuse') && <Button onClick={() => ask('refuse')}>{t.refuse}</Button>}
      {may.has('withdraw') && (
        <Button loading={busy} onClick={() => void simply(routes.withdraw)}>
          {t.withdraw}
        </Button>
      )}
      {use.state === 'open' && use.from !== null && use.person?.id === me.personId && (
        <Button type="primary" onClick={() => go(`/replay/${use.id}`)}>
          {t.replay}
        </Button>
      )}
      {may.has('close') && <Button onClick={() => ask('close')}>{t.close}</Button>}
      {may.has('revoke') && (
        <Button danger onClick={() => ask('revoke')}>
          {t.revoke}
        </Button>
      )}
      {asking !== undefined && (
        <ReasonDialog
          title={`${titles[asking]} ${use.number}`}
          go={titles[asking]}
          danger={asking !== 'close'}
          {...(asking === 'close' ? { label: t.result } : {})}
          busy={busy}
          problem={problem}
          onGo={(words) => void withWords(words)}
          onClose={() => setAsking(undefined)}
        >
          {asking === 'revoke' && <p className="quiet">{t.revokeNote}</p>}
        </ReasonDialog>
      )}
    </>
  )
}
