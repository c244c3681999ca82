import { Modal } from 'antd'
import { useText } from '../text/language.ts'
import { text } from './text.ts'

/** Half of a first password, shown once; or only that the change went through. */
export function HalfDialog(props: { half: string | null; nothing: string; onClose: () => void }) {
  const t = useText(text)
  return (
    <Modal
      open
      width={440}
      closable={false}
      mask={{ closable: false }}
      keyboard={props.half === null}
      title={props.half === null ? props.nothing : t.half}
      okText={props.half === null ? 'OK' : t.written}
      onOk={props.onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
      onCancel={props.onClose}
    >
      {props.half !== null && (
        <>
          <p className="mono" style={{ fontSize: 20, letterSpacing: '0.06em', margin: '12px 0' }}>
            {props.half}
          </p>
          <p className="quiet">{t.halfNote}</p>
        </>
      )}
    </Modal>
  )
}
