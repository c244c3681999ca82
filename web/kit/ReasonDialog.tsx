import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { Refused } from './Refused.tsx'

type Given = {
  readonly title: string
  readonly go: string
  readonly danger?: boolean
  readonly busy: boolean
  readonly problem: Problem | undefined
  readonly label?: string
  readonly children?: ReactNode
  readonly onGo: (reason: string) => void
  readonly onClose: () => void
}

/** A deed that needs a reason in the register: says what follows, asks why, does it. */
export function ReasonDialog(given: Given) {
  const w = useText(words)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open
      title={given.title}
      okText={given.go}
      cancelText={w.cancel}
      okButtonProps={{ danger: given.danger === true, loading: given.busy }}
      onOk={() => form.submit()}
      onCancel={given.onClose}
      afterOpenChange={(open) => open && form.focusField('reason')}
      destroyOnHidden
      width={460}
    >
      {given.children}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => given.onGo(reason.trim())}
        style={{ marginTop: 10 }}
      >
        <Form.Item
          name="reason"
          label={given.label ?? w.reason}
          rules={[{ required: true, whitespace: true, max: 500 }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
      {given.problem !== undefined && <Refused problem={given.problem} />}
    </Modal>
  )
}
