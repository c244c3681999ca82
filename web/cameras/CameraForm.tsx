import { Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import { cameras as routes } from '#station/cameras/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { Why } from '../law/Why.tsx'
import { useStation } from '../session/Session.tsx'
import { retentionFacts } from '../storage/facts.ts'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import type { Camera } from './CameraFacts.tsx'
import { changesOf, emptyFields, type Fields, fieldsOf, forbiddenKinds, toBody } from './form.ts'
import { text } from './text.ts'
import '../sign-in/sign-in.css'

type Given = {
  /** Change this one; without it, add a new one. */
  readonly camera?: Camera
  readonly onClose: () => void
  readonly onDone: (id: string) => void
}

const required = [{ required: true, whitespace: true }]

/** All the facts of a camera, to register or to change. A change sends what differs, with its reason. */
export function CameraForm({ camera, onClose, onDone }: Given) {
  const t = useText(text)
  const w = useText(words)
  const f = t.fields
  const [form] = Form.useForm<Fields>()
  const { act, busy, problem } = useDo()
  const station = useStation()
  const declaredDays = Form.useWatch('declaredDays', form)
  const kinds = Object.keys(t.placeKinds) as (keyof typeof t.placeKinds)[]

  async function send(fields: Fields) {
    if (camera === undefined) {
      const reply = await act(routes.add, { body: toBody(fields) })
      if (reply !== undefined) onDone(reply.id)
      return
    }
    const body = { ...changesOf(camera, fields), reason: (fields.reason ?? '').trim() }
    if ((await act(routes.edit, { params: { id: camera.id }, body })) !== undefined) onDone(camera.id)
  }
  const number = (name: keyof Fields & keyof typeof f, min: number, max: number) => (
    <Form.Item name={name} label={f[name]} rules={[{ type: 'number', min, max }]}>
      <InputNumber style={{ width: '100%' }} />
    </Form.Item>
  )

  return (
    <Modal
      open
      width={820}
      title={camera === undefined ? t.add : `${t.edit} · ${camera.name}`}
      okText={camera === undefined ? t.add : w.save}
      cancelText={w.cancel}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      style={{ top: 24 }}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={camera === undefined ? emptyFields : fieldsOf(camera)}
        onFinish={(fields) => void send(fields)}
      >
        <h2 className="section">{t.sections.what}</h2>
        <div className="two">
          <Form.Item name="name" label={f.name} rules={[...required, { max: 100 }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="number" label={f.number} rules={[...required, { max: 40 }]}>
            <Input />
          </Form.Item>
          <Form.Item name="purpose" label={f.purpose} rules={[...required, { max: 500 }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
          <Form.Item name="necessity" label={f.necessity} rules={[...required, { max: 500 }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
          <Form.Item name="privacyClass" label={f.privacyClass}>
            <Select
              options={(['public', 'internal', 'private'] as const).map((v) => ({
                value: v,
                label: w.privacy[v],
              }))}
            />
          </Form.Item>
          <Form.Item label=" ">
            <Form.Item name="masked" valuePropName="checked" noStyle>
              <Checkbox>{f.masked}</Checkbox>
            </Form.Item>
            <Form.Item name="indoor" valuePropName="checked" noStyle>
              <Checkbox>{f.indoor}</Checkbox>
            </Form.Item>
          </Form.Item>
        </div>
        <h2 className="section">{t.sections.where}</h2>
        <div className="two">
          <Form.Item name="place" label={f.place} rules={[...required, { max: 200 }]}>
            <Input />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a: Fields, b: Fields) => a.placeKind !== b.placeKind}>
            {({ getFieldValue }) => (
              <Form.Item
                name="placeKind"
                label={f.placeKind}
                extra={
                  forbiddenKinds.has(getFieldValue('placeKind')) ? (
                    <span className="warn">{t.forbidden}</span>
                  ) : undefined
                }
              >
                <Select options={kinds.map((value) => ({ value, label: t.placeKinds[value] }))} />
              </Form.Item>
            )}
          </Form.Item>
          {number('longitude', -180, 180)}
          {number('latitude', -90, 90)}
          <Form.Item name="system" label={f.system} extra={t.systemHint}>
            <Select options={['WGS-84', 'GCJ-02', 'BD-09'].map((value) => ({ value, label: value }))} />
          </Form.Item>
          {number('heightM', -100, 1000)}
          {number('azimuthDeg', 0, 359.99)}
          {number('tiltDeg', -90, 90)}
          {number('viewAngleDeg', 1, 360)}
          {number('rangeM', 0.1, 10_000)}
        </div>
        <h2 className="section">{t.sections.how}</h2>
        <div className="two">
          <Form.Item
            name="mainUrl"
            label={f.mainUrl}
            rules={[{ required: true, pattern: /^rtsps?:\/\/\S+$/i }]}
          >
            <Input
              className="mono"
              placeholder="rtsp://192.0.2.10/Streaming/Channels/101"
              spellCheck={false}
            />
          </Form.Item>
          <Form.Item
            name="subUrl"
            label={f.subUrl}
            extra={t.subHint}
            rules={[{ pattern: /^rtsps?:\/\/\S+$/i }]}
          >
            <Input className="mono" spellCheck={false} />
          </Form.Item>
          <Form.Item name="username" label={`${f.credential} · ${f.username}`}>
            <Input autoComplete="off" maxLength={100} />
          </Form.Item>
          <Form.Item
            name="password"
            label={f.password}
            extra={camera?.hasCredential ? t.keepHint : undefined}
          >
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
          <Form.Item name="deviceId" label={f.deviceId} rules={[{ pattern: /^[0-9]{20}$/ }]}>
            <Input className="mono" maxLength={20} />
          </Form.Item>
        </div>
        <h2 className="section">{t.sections.keep}</h2>
        <div className="two">
          <Form.Item
            name="declaredDays"
            label={f.declaredDays}
            rules={[{ required: true, type: 'integer', min: 1, max: 3650 }]}
          >
            <InputNumber style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item
            name="priority"
            label={f.priority}
            rules={[{ required: true, type: 'integer', min: 1, max: 9 }]}
          >
            <InputNumber style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="inUseOn" label={f.inUseOn}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Why asking={{ question: 'retention', facts: retentionFacts(station, [{ declaredDays }]) }}>
          {f.declaredWhy}
        </Why>
        {camera !== undefined && (
          <Form.Item name="reason" label={t.reason} extra={t.editNote} rules={[...required, { max: 500 }]}>
            <Input.TextArea autoSize={{ minRows: 2 }} />
          </Form.Item>
        )}
      </Form>
      {problem !== undefined && <Refused problem={problem} />}
    </Modal>
  )
}
