import { Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import { session as routes } from '#station/people/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { useMe, useSession } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { text } from './account-text.ts'

const codeRule = [{ required: true, pattern: /^[0-9]{6}$/ }]

/** One-time codes: turn on (password, then a code that proves the authenticator), turn off (password and code). */
export function Totp() {
  const t = useText(text)
  const me = useMe()
  const { refresh } = useSession()
  const { act, busy, problem } = useDo()
  const [begun, setBegun] = useState<{ secret: string; uri: string }>()
  const [removing, setRemoving] = useState(false)

  async function begin({ password }: { password: string }) {
    setBegun(await act(routes.totpBegin, { body: { password } }))
  }
  async function confirm({ code }: { code: string }) {
    if ((await act(routes.totpConfirm, { body: { code } })) === undefined) return
    setBegun(undefined)
    await refresh()
  }
  async function remove(body: { password: string; code: string }) {
    if ((await act(routes.totpRemove, { body })) === undefined) return
    setRemoving(false)
    await refresh()
  }

  const password = (
    <Form.Item name="password" label={t.current} rules={[{ required: true }]}>
      <Input.Password autoComplete="current-password" maxLength={200} />
    </Form.Item>
  )
  const code = (
    <Form.Item name="code" label={t.code} rules={codeRule}>
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ width: 120 }} />
    </Form.Item>
  )
  const submit = (word: string, danger = false) => (
    <Form.Item label=" ">
      <Button htmlType="submit" danger={danger} loading={busy}>
        {word}
      </Button>
    </Form.Item>
  )
  return (
    <>
      <p style={{ marginBottom: 8 }}>
        <Status tone={me.hasTotp ? 'ok' : 'idle'}>{me.hasTotp ? t.totpOn : t.totpOff}</Status>
      </p>
      {problem !== undefined && <Refused problem={problem} />}
      {begun !== undefined ? (
        <div className="row" style={{ alignItems: 'flex-start', gap: 20 }}>
          <QRCode value={begun.uri} size={148} color="#000" bgColor="#fff" bordered={false} />
          <div>
            <p>{t.totpScan}</p>
            <p style={{ margin: '8px 0' }}>
              {t.secret} <span className="mono">{begun.secret}</span>
            </p>
            <Form layout="inline" requiredMark={false} onFinish={(fields) => void confirm(fields)}>
              {code}
              <Button htmlType="submit" type="primary" loading={busy}>
                {t.confirm}
              </Button>
            </Form>
          </div>
        </div>
      ) : me.hasTotp ? (
        removing ? (
          <Form
            className="row"
            layout="vertical"
            requiredMark={false}
            onFinish={(fields) => void remove(fields)}
          >
            {password}
            {code}
            {submit(t.totpRemove, true)}
          </Form>
        ) : (
          <Button onClick={() => setRemoving(true)}>{t.totpRemove}…</Button>
        )
      ) : (
        <Form
          className="row"
          layout="vertical"
          requiredMark={false}
          onFinish={(fields) => void begin(fields)}
        >
          {password}
          {submit(t.totpBegin)}
        </Form>
      )}
    </>
  )
}
