import { Button } from 'antd'
import { useState } from 'react'
import { cameras as routes } from '#station/cameras/contract.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { Bones } from '../kit/Page.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status } from '../kit/Status.tsx'
import { useMe } from '../session/Session.tsx'
import type { CameraRow } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { CameraDay } from './CameraDay.tsx'
import { CameraFacts, CameraNow } from './CameraFacts.tsx'
import { CameraForm } from './CameraForm.tsx'
import { CameraHistory } from './CameraHistory.tsx'
import { cameraStatus } from './CamerasPage.tsx'
import { TestPicture } from './TestPicture.tsx'
import { text } from './text.ts'

type Deed = 'pause' | 'resume' | 'remove'

/** One camera: what it does now, its day, its facts, its changes, and what may be done. */
export function CameraDetail({ row, onDone }: { row: CameraRow; onDone: () => void }) {
  const t = useText(text)
  const me = useMe()
  const camera = useAsk(routes.show, { params: { id: row.id } })
  const [round, setRound] = useState(0)
  const { act, busy, problem, clear } = useDo()
  const [deed, setDeed] = useState<Deed>()
  const [editing, setEditing] = useState(false)
  const keeper = me.roles.includes('keeper')
  const technician = me.roles.includes('technician')
  const { tone, state } = cameraStatus(row)

  function done() {
    camera.refresh()
    setRound((r) => r + 1)
    onDone()
  }
  async function run(reason: string) {
    if (deed === undefined) return
    if ((await act(routes[deed], { params: { id: row.id }, body: { reason } })) === undefined) return
    setDeed(undefined)
    done()
  }
  const open = (next: Deed) => {
    clear()
    setDeed(next)
  }

  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <span className="title">{row.name}</span>
        <span className="quiet">{row.number}</span>
        <Status tone={tone}>{t.states[state]}</Status>
        <span className="space" />
        {technician && row.state !== 'removed' && <TestPicture camera={row} />}
        {(keeper || technician) && row.state !== 'removed' && (
          <Button onClick={() => setEditing(true)}>{t.edit}</Button>
        )}
        {keeper && row.state === 'recording' && <Button onClick={() => open('pause')}>{t.pause}</Button>}
        {keeper && row.state === 'paused' && (
          <Button type="primary" onClick={() => open('resume')}>
            {t.resume}
          </Button>
        )}
        {keeper && row.state !== 'removed' && (
          <Button danger onClick={() => open('remove')}>
            {t.remove}
          </Button>
        )}
      </div>
      <CameraNow row={row} />
      <CameraDay camera={row} />
      {camera.problem !== undefined && <Refused problem={camera.problem} />}
      {camera.data === undefined && camera.problem === undefined && <Bones rows={6} />}
      {camera.data !== undefined && <CameraFacts camera={camera.data} />}
      <h2 className="section">{t.history}</h2>
      <CameraHistory key={round} id={row.id} />
      {deed !== undefined && (
        <ReasonDialog
          title={`${t[deed]} · ${row.name}`}
          go={t[deed]}
          danger={deed !== 'resume'}
          busy={busy}
          problem={problem}
          onGo={(reason) => void run(reason)}
          onClose={() => setDeed(undefined)}
        >
          {deed === 'pause' && <p className="quiet">{t.pauseNote}</p>}
          {deed === 'remove' && <p className="quiet">{t.removeNote}</p>}
        </ReasonDialog>
      )}
      {editing && camera.data !== undefined && (
        <CameraForm
          camera={camera.data}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false)
            done()
          }}
        />
      )}
    </>
  )
}
