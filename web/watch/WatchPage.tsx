import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { watch as routes } from '#station/watch/contract.ts'
import { useAsk, useDo } from '../api/use-api.ts'
import { useKeys } from '../kit/keys.ts'
import { Bones } from '../kit/Page.tsx'
import { Refused } from '../kit/Refused.tsx'
import { useMe } from '../session/Session.tsx'
import { useCameras } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { HandOverDialog } from './HandOverDialog.tsx'
import { MarkDialog } from './MarkDialog.tsx'
import { text } from './text.ts'
import { Wall } from './Wall.tsx'
import { WatchAside } from './WatchAside.tsx'
import './watch.css'

/** The duty watch: take it, watch, note what is seen, hand it over. */
export default function WatchPage() {
  const t = useText(text)
  const me = useMe()
  const watch = useAsk(routes.show, {}, 3000)
  const cameras = useCameras()
  const { act, busy, problem } = useDo()
  const [picked, setPicked] = useState<string>()
  const [open, setOpen] = useState<'mark' | 'hand-over'>()
  const mine = watch.data?.mine ?? null
  const wall = new Map(watch.data?.cameras.map((c, i) => [c.id, i]))
  const rows = (cameras.data ?? [])
    .filter((c) => wall.has(c.id))
    .sort((a, b) => (wall.get(a.id) ?? 0) - (wall.get(b.id) ?? 0))

  useKeys({
    m: () => mine && setOpen('mark'),
    h: () => mine && setOpen('hand-over'),
  })

  async function take() {
    await act(routes.take, { body: {} })
    watch.refresh()
  }
  const close = () => {
    setOpen(undefined)
    watch.refresh()
  }

  if (watch.data === undefined) {
    return watch.problem === undefined ? <Bones rows={8} /> : <Refused problem={watch.problem} />
  }
  return (
    <div className="watch">
      {mine !== null && rows.length > 0 ? (
        <Wall
          key={mine.useId}
          use={{ id: mine.useId, number: mine.useNumber }}
          cameras={rows}
          picked={picked}
          onPick={setPicked}
        />
      ) : (
        <div className="watch-empty">
          {rows.length === 0 && cameras.data !== undefined ? (
            <>
              <h1>{t.noCameras}</h1>
              <p>{t.noCamerasNext}</p>
              <Link to="/cameras">{t.toCameras}</Link>
            </>
          ) : (
            <>
              <h1>{watch.data.onDuty.length === 0 ? t.nobody : t.nobodyMine}</h1>
              {me.roles.includes('operator') ? (
                <>
                  <p>{t.takeLead}</p>
                  <Button type="primary" size="large" autoFocus loading={busy} onClick={() => void take()}>
                    {t.take}
                  </Button>
                  <p className="small faint">{t.basis}</p>
                </>
              ) : (
                <p>{t.keeperNote}</p>
              )}
              {problem !== undefined && <Refused problem={problem} registered />}
            </>
          )}
        </div>
      )}
      <WatchAside watch={watch.data} onMark={() => setOpen('mark')} onHandOver={() => setOpen('hand-over')} />
      {open === 'mark' && <MarkDialog cameras={rows} picked={picked} onClose={close} />}
      {open === 'hand-over' && <HandOverDialog watch={watch.data} onClose={close} />}
    </div>
  )
}
