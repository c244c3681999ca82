import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { setup } from '#station/people/contract.ts'
import type { Ask } from '../api/client.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { LookSwitches } from '../shell/LookSwitches.tsx'
import { type KeyTarget, keyTargetOf, keyTargets, placeClasses } from '../storage/facts.ts'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './text.ts'
import '../sign-in/sign-in.css'

type Body = Ask<typeof setup.run>['body']
type Fields = Omit<Body, 'station'> & {
  readonly station: Omit<Body['station'], 'keyTarget'> & { readonly keyTarget: KeyTarget }
}

/** First run: the unit, its administrator and its keeper, guarded by a code that only the machine's owner sees. */
export default function SetupPage({ onDone }: { onDone: () => void }) {
  const t = useText(text)
  const w = useText(words)
  const { act, busy, problem } = useDo()
  const [finished, setFinished] = useState(false)

  async function finish(fields: Fields) {
    const body: Body = {
      token: fields.token.trim(),
      station: {
        ...fields.station,
        keyTarget: keyTargetOf(fields.station.keyTarget),
        unitCode: fields.station.unitCode?.trim() || null,
        district: fields.station.district?.trim() || null,
      },
      administrator: fields.administrator,
      keeper: fields.keeper,
    }
    if ((await act(setup.run, { body })) !== undefined) setFinished(true)
  }

  if (finished) {
    return (
      <div className="door">
        <main className="door-card">
          <h1>{t.doneTitle}</h1>
          <p className="lead">{t.done}</p>
          <Button type="primary" autoFocus onClick={onDone}>
            {t.toSignIn}
          </Button>
        </main>
      </div>
    )
  }
  return (
    <div className="door">
      <div className="door-tools">
        <LookSwitches />
      </div>
      <main className="door-card is-wide">
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        <Form<Fields>
          layout="vertical"
          requiredMark={false}
          onFinish={(fields) => void finish(fields)}
          scrollToFirstError
          initialValues={{
            station: { placeClass: 'unknown', keyTarget: 'unknown', address: '', contact: '' },
            administrator: { post: '' },
            keeper: { post: '' },
          }}
        >
          <Form.Item name="token" label={t.token} extra={t.tokenHint} rules={[{ required: true }]}>
            <Input autoFocus className="mono" autoComplete="off" maxLength={200} />
          </Form.Item>
          <h2 className="section">{t.unit}</h2>
          <div className="two">
            <Form.Item
              name={['station', 'unitName']}
              label={t.unitName}
              rules={[{ required: true, max: 200 }]}
            >
              <Input />
            </Form.Item>
            <Form.Item
              name={['station', 'name']}
              label={t.stationName}
              rules={[{ required: true, max: 200 }]}
            >
              <Input />
            </Form.Item>
            <Form.Item name={['station', 'placeClass']} label={w.placeClass} extra={t.placeClassHint}>
              <Select options={placeClasses.map((value) => ({ value, label: w.placeClasses[value] }))} />
            </Form.Item>
            <Form.Item name={['station', 'keyTarget']} label={w.keyTarget} extra={t.keyTargetHint}>
              <Select options={keyTargets.map((value) => ({ value, label: w.keyTargets[value] }))} />
            </Form.Item>
            <Form.Item name={['station', 'contact']} label={`${t.contact}（${t.optional}）`}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name={['station', 'address']} label={`${t.address}（${t.optional}）`}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item
              name={['station', 'district']}
              label={`${t.district}（${t.optional}）`}
              rules={[{ pattern: /^[0-9]{6}$/ }]}
            >
              <Input maxLength={6} inputMode="numeric" />
            </Form.Item>
            <Form.Item
              name={['station', 'unitCode']}
              label={`${t.unitCode}（${t.optional}）`}
              rules={[{ pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/ }]}
            >
              <Input maxLength={18} className="mono" />
            </Form.Item>
          </div>
          {(['administrator', 'keeper'] as const).map((who) => (
            <fieldset key={who} style={{ border: 0, padding: 0 }}>
              <legend>
                <h2 className="section">{t[who]}</h2>
              </legend>
              <div className="two">
                <Form.Item name={[who, 'name']} label={t.name} rules={[{ required: true, max: 100 }]}>
                  <Input autoComplete="off" />
                </Form.Item>
                <Form.Item name={[who, 'post']} label={`${t.post}（${t.optional}）`}>
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name={[who, 'login']}
                  label={t.login}
                  extra={t.loginHint}
                  dependencies={who === 'keeper' ? [['administrator', 'login']] : []}
                  rules={[
                    { required: true, pattern: /^[a-z][a-z0-9._-]{1,31}$/ },
                    ({ getFieldValue }) => ({
                      validator: (_, value) =>
                        who === 'keeper' && value && value === getFieldValue(['administrator', 'login'])
                          ? Promise.reject(new Error(t.same))
                          : Promise.resolve(),
                    }),
                  ]}
                >
                  <Input autoComplete="off" spellCheck={false} />
                </Form.Item>
                <Form.Item
                  name={[who, 'password']}
                  label={t.password}
                  extra={t.passwordHint}
                  rules={[{ required: true, min: 12, max: 200 }]}
                >
                  <Input.Password autoComplete="new-password" />
                </Form.Item>
              </div>
            </fieldset>
          ))}
          {problem !== undefined && <Refused problem={problem} />}
          <Button type="primary" htmlType="submit" loading={busy}>
            {t.go}
          </Button>
        </Form>
      </main>
    </div>
  )
}
