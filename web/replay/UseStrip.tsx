import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { use as routes } from '#station/use/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { TimeText, useNow } from '../kit/TimeText.tsx'
import { durationOf } from '../kit/time.ts'
import { useLanguage, useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import type { OpenUse } from './ReplayDesk.tsx'
import { text } from './text.ts'

/** Under which use all of this is shown, until when, and the way to end it with its result. */
export function UseStrip({ use, onEnd }: { use: OpenUse; onEnd: () => void }) {
  const t = useText(text)
  const w = useText(words)
  const language = useLanguage()
  const now = useNow(1000)
  const [ending, setEnding] = useState(false)
  const [form] = Form.useForm<{ result: string; destination?: string }>()
  const { act, busy, problem } = useDo()

  async function end(fields: { result: string; destination?: string }) {
    const destination = fields.destination?.trim()
    const body = { result: fields.result.trim(), ...(destination ? { destination } : {}) }
    if ((await act(routes.close, { params: { id: use.id }, body })) !== undefined) onEnd()
  }
  return (
    <div className="desk-use">
      <Link className="plain-link mono" to={`/uses/${use.id}`}>
        {use.number}
      </Link>
      <span className="tag">{w.acts[use.act as keyof typeof w.acts]}</span>
      <span className="purpose" title={use.purpose}>
        {t.purpose}
        {w.colon}
        {use.purpose}
      </span>
      <span className="tag">{use.basis}</span>
      <span className="space" />
      <span className="quiet" title={use.policies.join(', ')}>
        {t.until} <TimeText at={use.expiresAt} form="minute" /> · {t.left}{' '}
        {durationOf(Date.parse(use.expiresAt) - now, language)}
      </span>
      <Button onClick={() => setEnding(true)}>{t.end}</Button>
      {ending && (
        <Modal
          open
          width={460}
          title={`${t.resultTitle} ${use.number}`}
          okText={t.end}
          cancelText={w.cancel}
          okButtonProps={{ loading: busy }}
          onOk={() => form.submit()}
          onCancel={() => setEnding(false)}
          afterOpenChange={(open) => open && form.focusField('result')}
        >
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void end(fields)}>
            <Form.Item
              name="result"
              label={t.resultLabel}
              extra={t.resultHint}
              rules={[{ required: true, whitespace: true, max: 1000 }]}
            >
              <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
            </Form.Item>
          </Form>
          {problem !== undefined && <Refused problem={problem} />}
        </Modal>
      )}
    </div>
  )
}
