import { startRegistration } from '@simplewebauthn/browser'
import { Button, Input } from 'antd'
import { useContext, useState } from 'react'
import { session as routes } from '#station/people/contract.ts'
import type { Ask } from '../api/client.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { ClientContext, useAsk } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { useText } from '../text/language.ts'
import { text } from './account-text.ts'

/** One's own passkeys. */
export function Passkeys() {
  const t = useText(text)
  const client = useContext(ClientContext)
  const list = useAsk(routes.passkeys, {})
  const [label, setLabel] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [failed, setFailed] = useState(false)

  async function deed(what: () => Promise<void>) {
    setBusy(true)
    setProblem(undefined)
    setFailed(false)
    try {
      await what()
      list.refresh()
    } catch (error) {
      if (error instanceof DOMException || (error instanceof Error && error.name === 'WebAuthnError'))
        setFailed(true)
      else setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  const add = () =>
    deed(async () => {
      const options = await client.call(routes.passkeyNewOptions, {})
      const credential = await startRegistration({ optionsJSON: options as never })
      const body = { label: label.trim() || t.passkeyDefault, credential }
      await client.call(routes.passkeyNew, { body } as unknown as Ask<typeof routes.passkeyNew>)
      setLabel('')
    })

  return (
    <>
      {(list.data ?? []).length === 0 && <p className="quiet">{t.passkeysNone}</p>}
      <ul className="history">
        {(list.data ?? []).map((key) => (
          <li key={key.id} style={{ gridTemplateColumns: '1fr auto' }}>
            <span>
              <b>{key.label}</b>{' '}
              <span className="quiet small">
                <TimeText at={key.createdAt} form="short" /> · {t.lastUsed}{' '}
                {key.lastUsedAt === null ? t.never : <TimeText at={key.lastUsedAt} form="short" />}
              </span>
            </span>
            <Button
              danger
              disabled={busy}
              onClick={() =>
                void deed(async () => {
                  await client.call(routes.passkeyRemove, { params: { passkey: key.id } })
                })
              }
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      {problem !== undefined && <Refused problem={problem} />}
      {failed && (
        <p className="warn" role="alert">
          {t.failed}
        </p>
      )}
      <div className="row" style={{ marginTop: 8 }}>
        <Input
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          placeholder={t.passkeyLabel}
          aria-label={t.passkeyLabel}
          maxLength={60}
          style={{ width: 200 }}
        />
        <Button loading={busy} onClick={() => void add()}>
          {t.passkeyAdd}
        </Button>
      </div>
    </>
  )
}
