import { Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { people as routes } from '#station/people/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import type { Role } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { HalfDialog } from './HalfDialog.tsx'
import { text } from './text.ts'
import '../sign-in/sign-in.css'

type Fields = {
  login: string
  name: string
  unit?: string
  post?: string
  roles: Role[]
  skillsUntilOn?: string
  confidentialityUntilOn?: string
  reason: string
}

const roles: readonly Role[] = ['operator', 'keeper', 'technician', 'auditor', 'administrator', 'principal']

/** Propose a new person; a keeper confirms. */
export function ProposeDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useText(text)
  const w = useText(words)
  const [form] = Form.useForm<Fields>()
  const { act, busy, problem } = useDo()
  const [half, setHalf] = useState<string | null>()

  async function propose(fields: Fields) {
    const reply = await act(routes.propose, {
      body: {
        login: fields.login.trim(),
        name: fields.name.trim(),
        unit: fields.unit?.trim() ?? '',
        post: fields.post?.trim() ?? '',
        roles: fields.roles,
        skillsUntilOn: fields.skillsUntilOn || null,
        confidentialityUntilOn: fields.confidentialityUntilOn || null,
        reason: fields.reason.trim(),
      },
    })
    if (reply === undefined) return
    setHalf(reply.passwordHalf)
    onDone()
  }

  if (half !== undefined) return <HalfDialog half={half} nothing={t.halfNone} onClose={onClose} />
  return (
    <Modal
      open
      width={560}
      title={t.propose}
      okText={t.propose}
      cancelText={w.cancel}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void propose(fields)}>
        <div className="two">
          <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, max: 100 }]}>
            <Input autoFocus autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="login"
            label={t.login}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{1,31}$/ }]}
          >
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Form.Item name="unit" label={t.unit}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="post" label={t.post}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name="roles" label={t.roles} extra={t.apart} rules={[{ required: true }]}>
          <Checkbox.Group options={roles.map((value) => ({ value, label: w.roles[value] }))} />
        </Form.Item>
        <div className="two">
          <Form.Item name="skillsUntilOn" label={t.skills}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="confidentialityUntilOn" label={t.confidentiality}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={t.reason} rules={[{ required: true, whitespace: true, max: 500 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
      {problem !== undefined && <Refused problem={problem} />}
    </Modal>
  )
}
