import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { Bones, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { useStationNow } from '../kit/TimeText.tsx'
import { startOfDay } from '../kit/time.ts'
import { useMe } from '../session/Session.tsx'
import { useCameras } from '../shell/Shell.tsx'
import { useLanguage, useText } from '../text/language.ts'
import { AccessWhy } from './AccessWhy.tsx'
import { Concerned, Documents, Officials } from './FormParts.tsx'
import { type Fields, fromInput, toBody, toInput } from './form.ts'
import { text } from './form-text.ts'
import '../sign-in/sign-in.css'

const QUICK_MIN = [5, 15, 60, 240]

/** Purpose, basis, cameras, interval; officials or the person concerned where the act wants them. */
export function OpenUseForm() {
  const t = useText(text)
  const language = useLanguage()
  const me = useMe()
  const go = useNavigate()
  const now = useStationNow()
  const [search] = useSearchParams()
  const [form] = Form.useForm<Fields>()
  const cameras = useCameras()
  const acts = useAsk(routes.acts, {})
  const open = useAsk(routes.list, { query: { person: me.personId, state: 'open', kind: 'use' } })
  const { act: run, busy, problem } = useDo()
  const chosen = Form.useWatch('act', form)

  const rows = (acts.data ?? []).filter((a) => a.pictures !== 'live')
  const wanted = chosen ?? search.get('act')
  const act = rows.find((a) => a.act === wanted) ?? rows.find((a) => a.may) ?? rows[0]
  if (acts.problem !== undefined) return <Refused problem={acts.problem} />
  if (act === undefined || cameras.data === undefined) return <Bones rows={8} />

  const on = search.get('on')
  const to = on === null ? now() : Math.min(now(), startOfDay(on) + 86_400_000)
  const initial: Partial<Fields> = {
    act: act.act,
    basis: act.bases[0]?.article ?? '',
    cameras: search.get('cameras')?.split(',').filter(Boolean) ?? [],
    from: toInput(Number(search.get('from')) || (on === null ? to - 900_000 : startOfDay(on))),
    to: toInput(Number(search.get('to')) || to),
    officials: [{}, {}],
    documents: [{}],
  }
  const resumable = (open.data?.items ?? []).filter((u) => u.from !== null)

  async function send(fields: Fields) {
    if (act === undefined) return
    const basis = act.bases.find((b) => b.article === fields.basis) ?? act.bases[0]
    const reply = await run(routes.open, { body: toBody(fields, act, basis?.[language] ?? '') })
    if (reply !== undefined) go(`/replay/${reply.id}`)
  }
  const quick = (minutes: number) => {
    form.setFieldsValue({ from: toInput(now() - minutes * 60_000), to: toInput(now()) })
  }
  const cameraOptions = cameras.data.map((c) => ({ value: c.id, label: `${c.name} ${c.number}` }))

  return (
    <Page title={t.title} lead={t.lead}>
      <div style={{ maxWidth: 760 }}>
        {resumable.length > 0 && (
          <p className="row" style={{ marginBottom: 14 }}>
            <span className="quiet">{t.recent}</span>
            {resumable.map((u) => (
              <Link key={u.id} className="plain-link" to={`/replay/${u.id}`}>
                <span className="mono">{u.number}</span> {u.purpose}
              </Link>
            ))}
          </p>
        )}
        <Form<Fields>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={initial}
          onFinish={(fields) => void send(fields)}
        >
          <div className="two">
            <Form.Item name="act" label={t.act}>
              <Select
                options={rows.map((a) => ({
                  value: a.act,
                  label: a.may ? a.text[language] : `${a.text[language]} · ${t.cannot}`,
                }))}
                onChange={(next) =>
                  form.setFieldValue('basis', rows.find((a) => a.act === next)?.bases[0]?.article)
                }
              />
            </Form.Item>
            <Form.Item name="basis" label={t.basis}>
              <Select options={act.bases.map((b) => ({ value: b.article, label: b[language] }))} />
            </Form.Item>
          </div>
          {!act.may && (
            <div className="refused" style={{ marginBottom: 14 }}>
              {act.lacks.map((lack) => (
                <p key={lack.code}>
                  <Status tone="warn">{lack[language]}</Status>
                </p>
              ))}
            </div>
          )}
          <Form.Item
            name="purpose"
            label={t.purpose}
            rules={[{ required: true, whitespace: true, max: 500 }]}
          >
            <Input.TextArea
              autoFocus
              autoSize={{ minRows: 2, maxRows: 5 }}
              placeholder={t.purposeHint}
              maxLength={500}
            />
          </Form.Item>
          <Form.Item
            name="cameras"
            label={t.cameras}
            rules={[
              {
                validator: (_, ids: string[]) =>
                  ids.length > 0 ? Promise.resolve() : Promise.reject(new Error(t.pickCamera)),
              },
            ]}
          >
            {cameraOptions.length <= 12 ? (
              <Checkbox.Group options={cameraOptions} />
            ) : (
              <Select mode="multiple" options={cameraOptions} optionFilterProp="label" />
            )}
          </Form.Item>
          <div className="two">
            <Form.Item name="from" label={`${t.interval} · ${t.from}`} rules={[{ required: true }]}>
              <Input type="datetime-local" step={1} />
            </Form.Item>
            <Form.Item
              name="to"
              label={t.to}
              dependencies={['from']}
              rules={[
                { required: true },
                ({ getFieldValue }) => ({
                  validator: (_, value: string) =>
                    fromInput(value) > fromInput(getFieldValue('from'))
                      ? Promise.resolve()
                      : Promise.reject(new Error(t.order)),
                }),
              ]}
            >
              <Input type="datetime-local" step={1} />
            </Form.Item>
          </div>
          <p className="row" style={{ margin: '-4px 0 14px' }}>
            <span className="quiet small">{t.quick}</span>
            {QUICK_MIN.map((m) => (
              <Button key={m} size="small" onClick={() => quick(m)}>
                {t.quickOf(m)}
              </Button>
            ))}
          </p>
          {act.needsOfficials && (
            <>
              <Officials />
              <Documents />
            </>
          )}
          {act.needsConcerned && <Concerned />}
          <div className="two">
            <Form.Item name="subject" label={t.subject}>
              <Input maxLength={300} />
            </Form.Item>
            <Form.Item
              name="minutes"
              label={t.minutes}
              extra={t.minutesHint(act.usualMinutes, act.mostMinutes)}
            >
              <InputNumber
                min={1}
                max={act.mostMinutes}
                placeholder={String(act.usualMinutes)}
                style={{ width: '100%' }}
              />
            </Form.Item>
          </div>
          <AccessWhy act={act} form={form} />
          {problem !== undefined && <Refused problem={problem} registered />}
          <div className="row" style={{ marginTop: 12 }}>
            <Button type="primary" htmlType="submit" loading={busy}>
              {act.needs === null ? t.go : t.goAsk}
            </Button>
            {act.needs !== null && <span className="quiet">{t.needs[act.needs]}</span>}
          </div>
        </Form>
      </div>
    </Page>
  )
}
