import { Button, Modal } from 'antd'
import { useState } from 'react'
import { cameras as routes } from '#station/cameras/contract.ts'
import { use as uses } from '#station/use/contract.ts'
import type { Reply } from '../api/client.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { LiveTile } from '../player/LiveTile.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { useLanguage, useText } from '../text/language.ts'
import { text } from './text.ts'

type Tested = Reply<typeof routes.test>
type Under = { readonly id: string; readonly number: string }

/** A maintenance use of one camera: connect to it as a recorder would, and look at its picture while the use is open. */
export function TestPicture({ camera }: { camera: CameraRow }) {
  const t = useText(text)
  const language = useLanguage()
  const { act, busy, problem } = useDo()
  const [use, setUse] = useState<Under>()
  const [tested, setTested] = useState<Tested>()
  const acts = useAsk(uses.acts, {})
  const basis = acts.data?.find((a) => a.act === 'maintenance-picture')?.bases[0]

  async function begin() {
    const opened = await act(uses.open, {
      body: {
        act: 'maintenance-picture',
        purpose: t.testPurpose(camera.name, camera.number),
        basis: basis?.[language] ?? '185/12',
        cameras: [camera.id],
      },
    })
    if (opened === undefined) return
    setUse({ id: opened.id, number: opened.number ?? '' })
    setTested(await act(routes.test, { params: { id: camera.id }, body: { use: opened.id, stream: 0 } }))
  }
  async function end() {
    if (use === undefined) return
    const result = tested?.ok === true ? t.testOk : (tested?.trouble?.text[language] ?? t.testNone)
    setUse(undefined)
    setTested(undefined)
    await act(uses.close, { params: { id: use.id }, body: { result } })
  }

  return (
    <>
      <Button loading={busy && use === undefined} onClick={() => void begin()}>
        {t.test}
      </Button>
      {problem !== undefined && use === undefined && <Refused problem={problem} registered />}
      {use !== undefined && (
        <Modal
          open
          width={720}
          title={`${t.test} · ${camera.name}`}
          okText={t.testEnd}
          onOk={() => void end()}
          onCancel={() => void end()}
          cancelButtonProps={{ style: { display: 'none' } }}
        >
          <div style={{ aspectRatio: '16 / 9', display: 'grid', margin: '8px 0' }}>
            <LiveTile use={use} camera={{ ...camera, clockOffsetMs: camera.main.clockOffsetMs }} stream={0} />
          </div>
          {problem !== undefined && <Refused problem={problem} />}
          {tested === undefined ? (
            <span className="quiet">{t.testing}…</span>
          ) : tested.ok ? (
            <Status tone="ok">
              {t.testOk} · {tested.codec} · {tested.width}×{tested.height} · {tested.fps?.toFixed(0)} fps ·{' '}
              {tested.tookMs} ms
            </Status>
          ) : (
            <Status tone="bad">{tested.trouble?.text[language]}</Status>
          )}
        </Modal>
      )}
    </>
  )
}
