import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { session as routes } from '#station/people/contract.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { Facts, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { TimeText } from '../kit/TimeText.tsx'
import { useMe, useSession } from '../session/Session.tsx'
import { LookSwitches } from '../shell/LookSwitches.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './account-text.ts'
import { Passkeys } from './Passkeys.tsx'
import { Totp } from './Totp.tsx'
import { text as peopleText } from './text.ts'
import '../sign-in/sign-in.css'

/** One's own password, codes, passkeys and sessions. */
export default function AccountPage() {
  const t = useText(text)
  const p = useText(peopleText)
  const w = useText(words)
  const me = useMe()
  return (
    <Page title={t.title} actions={<LookSwitches />}>
      <div style={{ maxWidth: 760 }}>
        {me.mustChangePassword && (
          <p className="refused">
            <Status tone="warn">{t.mustChange}</Status>
          </p>
        )}
        {!me.mustChangePassword && (
          <>
            <h2 className="section">{t.facts}</h2>
            <Facts
              rows={{
                [p.name]: me.name,
                [p.login]: <span className="mono">{me.login}</span>,
                [p.roles]: me.roles.map((r) => w.roles[r]).join(w.comma),
                [p.post]: me.post,
                [p.skills]: me.skillsUntilOn,
                [p.confidentiality]: me.confidentialityUntilOn,
              }}
            />
          </>
        )}
        <h2 className="section">{t.password}</h2>
        <Password />
        <h2 className="section">{t.totp}</h2>
        <Totp />
        <h2 className="section">{t.passkeys}</h2>
        <Passkeys />
        <h2 className="section">{t.sessions}</h2>
        <Sessions />
      </div>
    </Page>
  )
}

function Password() {
  const t = useText(text)
  const { refresh } = useSession()
  const [form] = Form.useForm<{ current: string; next: string }>()
  const { act, busy, problem } = useDo()
  const [changed, setChanged] = useState(false)

  async function change(fields: { current: string; next: string }) {
    setChanged(false)
    if ((await act(routes.changePassword, { body: fields })) === undefined) return
    form.resetFields()
    setChanged(true)
    await refresh()
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void change(fields)}>
      <div className="two">
        <Form.Item name="current" label={t.current} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="next" label={t.next} extra={t.nextHint} rules={[{ required: true, min: 12 }]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </div>
      {problem !== undefined && <Refused problem={problem} />}
      <div className="row" style={{ marginTop: 8 }}>
        <Button htmlType="submit" type="primary" loading={busy}>
          {t.change}
        </Button>
        {changed && <Status tone="ok">{t.changed}</Status>}
      </div>
    </Form>
  )
}

function Sessions() {
  const t = useText(text)
  const list = useAsk(routes.list, {})
  const { act, busy, problem } = useDo()
  return (
    <>
      {(list.problem ?? problem) !== undefined && <Refused problem={(list.problem ?? problem)!} />}
      <ul className="history">
        {(list.data ?? []).map((s) => (
          <li key={s.id} style={{ gridTemplateColumns: '1fr auto' }}>
            <span>
              <b>{s.address}</b> {s.current && <span className="tag is-ok">{t.here}</span>}{' '}
              <span className="quiet small">
                {t.since} <TimeText at={s.createdAt} form="short" /> · {t.seen}{' '}
                <TimeText at={s.seenAt} form="short" />
                <br />
                {s.userAgent}
              </span>
            </span>
            {!s.current && (
              <Button
                loading={busy}
                onClick={() => void act(routes.end, { params: { session: s.id } }).then(() => list.refresh())}
              >
                {t.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
