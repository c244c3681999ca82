import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { Link } from 'react-router'
import { watch as routes } from '#station/watch/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { useMe } from '../session/Session.tsx'
import { isProven, useCameras } from '../shell/Shell.tsx'
import { text as shellText } from '../shell/text.ts'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './text.ts'
import type { WatchState } from './WatchAside.tsx'

const checks = ['cameras', 'recording', 'storage', 'power', 'clock', 'playback', 'items'] as const
type Fields = { to: string; checks: string[]; note?: string }

/** The hand-over: each point checked, what is passed on in words; the live use ends with it. */
export function HandOverDialog({ watch, onClose }: { watch: WatchState; onClose: () => void }) {
  const me = useMe()
  const t = useText(text)
  const w = useText(words)
  const s = useText(shellText)
  const rows = (useCameras().data ?? []).filter((c) => c.state !== 'removed')
  const ok = rows.filter(isProven).length
  const [form] = Form.useForm<Fields>()
  const { act, busy, problem } = useDo()

  async function handOver(fields: Fields) {
    const body = {
      to: fields.to || null,
      checks: checks.map((item) => ({ item, ok: fields.checks.includes(item), note: '' })),
      note: fields.note?.trim() ?? '',
    }
    if ((await act(routes.handOver, { body })) !== undefined) onClose()
  }
  return (
    <Modal
      open
      width={500}
      title={t.handOverTitle}
      okText={t.handOver}
      cancelText={w.cancel}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">{t.handOverLead}</p>
      <p style={{ marginTop: 8 }}>
        <Status tone={ok === rows.length ? 'ok' : 'bad'}>{s.unproven(ok, rows.length)}</Status> ·{' '}
        <Link className="plain-link" to="/replay?act=handover-check">
          {t.spot}
        </Link>
      </p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ to: '', checks: [] }}
        onFinish={(fields) => void handOver(fields)}
      >
        <Form.Item name="to" label={t.to} style={{ marginTop: 12 }}>
          <Select
            options={[
              ...watch.operators
                .filter((o) => o.id !== me.personId)
                .map((o) => ({ value: o.id, label: o.onWatch ? `${o.name} · ${t.onDuty}` : o.name })),
              { value: '', label: t.toNobody },
            ]}
          />
        </Form.Item>
        <Form.Item name="checks" extra={t.failedNote}>
          <Checkbox.Group className="checks">
            {checks.map((check) => (
              <Checkbox key={check} value={check}>
                {t.checks[check]}
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
        <Form.Item name="note" label={t.note}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      </Form>
      {problem !== undefined && <Refused problem={problem} />}
    </Modal>
  )
}
