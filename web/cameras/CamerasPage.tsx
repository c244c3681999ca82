import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { cameras as routes } from '#station/cameras/contract.ts'
import { useAsk } from '../api/use-api.ts'
import { Bones, Empty, Page } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { Status, type Tone } from '../kit/Status.tsx'
import { useMe } from '../session/Session.tsx'
import { type CameraRow, isProven, useCameras } from '../shell/Shell.tsx'
import { causes, causeText } from '../text/causes.ts'
import { useText } from '../text/language.ts'
import { CameraDetail } from './CameraDetail.tsx'
import { CameraForm } from './CameraForm.tsx'
import { text } from './text.ts'
import '../kit/split.css'

/** Shape and word for what a camera does right now. */
export function cameraStatus(camera: CameraRow): { tone: Tone; state: keyof typeof text.zh.states } {
  if (camera.state !== 'recording')
    return { tone: camera.state === 'paused' ? 'warn' : 'idle', state: camera.state }
  const { state } = camera.main
  const tone =
    state === 'recording' ? 'ok' : state === 'connecting' ? 'warn' : state === 'unknown' ? 'unknown' : 'bad'
  return { tone, state }
}

/** The register of cameras: list left, detail right, history below. */
export default function CamerasPage() {
  const t = useText(text)
  const words = useText(causes)
  const me = useMe()
  const go = useNavigate()
  const params = useParams()
  const [search, setSearch] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const running = useCameras()
  const withRemoved = search.get('removed') === 'true'
  const all = useAsk(routes.list, withRemoved ? { query: { removed: true } } : null, 5000)
  const cameras = withRemoved ? all : running
  const q = (search.get('q') ?? '').trim().toLowerCase()
  const rows = (cameras.data ?? []).filter(
    (c) => q === '' || [c.name, c.number, c.place].some((one) => one.toLowerCase().includes(q)),
  )
  const live = (cameras.data ?? []).filter((c) => c.state !== 'removed')
  const picked = cameras.data?.find((c) => c.id === params.camera)
  const tail = search.toString() === '' ? '' : `?${search}`
  const mayAdd = me.roles.includes('keeper') || me.roles.includes('technician')
  const addButton = mayAdd && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t.add}
    </Button>
  )
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }

  return (
    <Page
      title={t.title}
      lead={cameras.data && live.length > 0 && t.lead(live.filter(isProven).length, live.length)}
      actions={live.length > 0 && addButton}
    >
      {cameras.problem !== undefined && cameras.data === undefined && <Refused problem={cameras.problem} />}
      {cameras.data === undefined && cameras.problem === undefined && <Bones rows={8} />}
      {cameras.data !== undefined && cameras.data.length === 0 && (
        <Empty title={t.emptyTitle} action={addButton}>
          {t.empty}
        </Empty>
      )}
      {cameras.data !== undefined && cameras.data.length > 0 && (
        <div className={picked ? 'split has-detail' : 'split'}>
          <div className="split-list">
            <div className="row" style={{ marginBottom: 8 }}>
              <Input
                allowClear
                style={{ flex: 1 }}
                placeholder={t.search}
                aria-label={t.search}
                defaultValue={search.get('q') ?? ''}
                onChange={(event) => set('q', event.target.value)}
              />
              <Checkbox
                checked={withRemoved}
                onChange={(event) => set('removed', event.target.checked ? 'true' : '')}
              >
                {t.removedToo}
              </Checkbox>
            </div>
            <ul className="pick-list">
              {rows.map((camera) => {
                const { tone, state } = cameraStatus(camera)
                return (
                  <li key={camera.id}>
                    <Link
                      to={`/cameras/${camera.id}${tail}`}
                      className={camera.id === picked?.id ? 'is-on' : ''}
                    >
                      <span className="line">
                        <b>{camera.name}</b>
                        <span className="quiet">{camera.number}</span>
                        <span className="space" />
                        <Status tone={tone}>{t.states[state]}</Status>
                      </span>
                      <span className="small quiet">
                        {camera.place}
                        {tone === 'bad' && ` · ${causeText(words, camera.main.cause)}`}
                        {camera.state === 'paused' && ` · ${camera.stateReason ?? ''}`}
                      </span>
                    </Link>
                  </li>
                )
              })}
            </ul>
          </div>
          <div className="split-detail">
            {picked === undefined ? (
              <Empty title={t.select} />
            ) : (
              <CameraDetail key={picked.id} row={picked} onDone={cameras.refresh} />
            )}
          </div>
        </div>
      )}
      {adding && (
        <CameraForm
          onClose={() => setAdding(false)}
          onDone={(id) => {
            setAdding(false)
            cameras.refresh()
            go(`/cameras/${id}`)
          }}
        />
      )}
    </Page>
  )
}
