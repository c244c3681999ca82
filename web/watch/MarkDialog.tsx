import { Button, Form, Input, Modal, Select } from 'antd'
import { watch as routes } from '#station/watch/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './text.ts'

type Fields = { text: string; camera: string }

/** A line in the watch log: a quick mark, or own words, about the picked picture or none. */
export function MarkDialog(props: {
  cameras: readonly CameraRow[]
  picked: string | undefined
  onClose: () => void
}) {
  const t = useText(text)
  const w = useText(words)
  const [form] = Form.useForm<Fields>()
  const { act, busy, problem } = useDo()

  async function save(fields: Fields) {
    const body = { kind: 'mark' as const, text: fields.text.trim(), cameraId: fields.camera || null }
    if ((await act(routes.note, { body })) !== undefined) props.onClose()
  }
  return (
    <Modal
      open
      width={460}
      title={t.markTitle}
      okText={t.save}
      cancelText={w.cancel}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      afterOpenChange={(open) => open && form.focusField('text')}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ text: '', camera: props.picked ?? '' }}
        onFinish={(fields) => void save(fields)}
      >
        <div className="quick">
          {t.quick.map((word, i) => (
            <Button
              key={word}
              size="small"
              onClick={() => {
                form.setFieldValue('text', word)
                form.focusField('text')
              }}
            >
              {i + 1} {word}
            </Button>
          ))}
        </div>
        <Form.Item
          name="text"
          rules={[{ required: true, whitespace: true, max: 1000, message: t.markPlaceholder }]}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={t.markPlaceholder}
            aria-label={t.markTitle}
            maxLength={1000}
            onKeyDown={(event) => {
              const quick = t.quick[Number(event.key) - 1]
              if (quick !== undefined && event.currentTarget.value === '') {
                event.preventDefault()
                form.setFieldValue('text', quick)
              }
              if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
                event.preventDefault()
                form.submit()
              }
            }}
          />
        </Form.Item>
        <Form.Item name="camera" label={t.aboutCamera}>
          <Select
            options={[
              { value: '', label: t.noCamera },
              ...props.cameras.map((c) => ({ value: c.id, label: `${c.name} ${c.number}` })),
            ]}
          />
        </Form.Item>
      </Form>
      {problem !== undefined && <Refused problem={problem} />}
    </Modal>
  )
}
