import { startAuthentication } from '@simplewebauthn/browser'
import { Button, Form, Input } from 'antd'
import { useContext, useState } from 'react'
import { session as routes } from '#station/people/contract.ts'
import type { Ask } from '../api/client.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { ClientContext } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { useSession } from '../session/Session.tsx'
import { LookSwitches } from '../shell/LookSwitches.tsx'
import { useText } from '../text/language.ts'
import { text } from './text.ts'
import './sign-in.css'

type Fields = { login: string; password: string; code?: string }

/** Password, one-time code where the person has one, or a passkey. */
export default function SignInPage() {
  const t = useText(text)
  const client = useContext(ClientContext)
  const { stands } = useSession()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [note, setNote] = useState<string>()
  const [withCode, setWithCode] = useState(false)

  async function enter(deed: () => Promise<void>) {
    setBusy(true)
    setProblem(undefined)
    setNote(undefined)
    try {
      await deed()
    } catch (error) {
      if (error instanceof DOMException || (error instanceof Error && error.name === 'WebAuthnError')) {
        setNote(t.passkeyFailed)
      } else {
        const refusal = problemOf(error)
        // Asking for the code is no refusal to show: the field appears and says it.
        if (refusal.code.startsWith('people/code')) setWithCode(true)
        setProblem(refusal.code === 'people/code-needed' ? undefined : refusal)
      }
    } finally {
      setBusy(false)
    }
  }

  const byPassword = (fields: Fields) =>
    enter(async () => {
      const body = {
        login: fields.login.trim(),
        password: fields.password,
        ...(fields.code ? { code: fields.code } : {}),
      }
      stands(await client.call(routes.signIn, { body }))
    })

  const byPasskey = () =>
    enter(async () => {
      const options = await client.call(routes.passkeyOptions, {})
      const body = await startAuthentication({ optionsJSON: options as never })
      stands(await client.call(routes.passkey, { body } as unknown as Ask<typeof routes.passkey>))
    })

  return (
    <div className="door">
      <div className="door-tools">
        <LookSwitches />
      </div>
      <main className="door-card">
        <h1>明鉴 Mingjian</h1>
        <p className="lead">{t.lead}</p>
        {problem !== undefined && <Refused problem={problem} />}
        {note !== undefined && (
          <p className="warn" role="alert">
            {note}
          </p>
        )}
        <Form layout="vertical" requiredMark={false} onFinish={byPassword}>
          <Form.Item name="login" label={t.login} rules={[{ required: true }]}>
            <Input autoFocus autoComplete="username webauthn" spellCheck={false} maxLength={32} />
          </Form.Item>
          <Form.Item name="password" label={t.password} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          {withCode && (
            <Form.Item name="code" label={t.code} extra={t.codeHint} rules={[{ pattern: /^[0-9]{6}$/ }]}>
              <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t.go}
          </Button>
          <Button block disabled={busy} onClick={() => void byPasskey()}>
            {t.passkey}
          </Button>
        </Form>
        <p className="door-notice">
          {t.notice}
          <br />
          <span className="faint">{t.basis}</span>
        </p>
      </main>
    </div>
  )
}
