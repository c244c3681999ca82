import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { storage as routes } from '#station/storage/contract.ts'
import { useDo } from '../api/use-api.ts'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { Status } from '../kit/Status.tsx'
import { useMe, useSession, useStation } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { keyTargetOf, keyTargets, keyTargetWord, placeClasses } from './facts.ts'
import type { Storage } from './StoragePage.tsx'
import { text } from './text.ts'

/** The least retention in few words; where it can't be said, `FloorNote` says why. */
export function Floor({ storage: s }: { storage: Storage }) {
  const t = useText(text)
  if (s.floorDays !== null) return <span title={t.floorBasis}>{t.days(s.floorDays)}</span>
  return <Status tone="unknown">{t.keptFor(s.leastDays)}</Status>
}

/** Why the least retention can't be said, and what to do; a keeper registers what it hangs on. */
export function FloorNote({ storage: s, onDone }: { storage: Storage; onDone: () => void }) {
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const station = useStation()
  const { refresh } = useSession()
  const { act, busy, problem, clear } = useDo()
  const [isOpen, setOpen] = useState(false)
  const [placeClass, setPlaceClass] = useState(station.placeClass)
  const [keyTarget, setKeyTarget] = useState(keyTargetWord(station.keyTarget))
  const decides = me.roles.includes('keeper')
  const missing = s.floorOpen.map((fact) => w[fact]).join(w.comma)

  function open() {
    clear()
    setPlaceClass(station.placeClass)
    setKeyTarget(keyTargetWord(station.keyTarget))
    setOpen(true)
  }
  async function register(reason: string) {
    const body = { placeClass, keyTarget: keyTargetOf(keyTarget), reason }
    if ((await act(routes.facts, { body })) === undefined) return
    setOpen(false)
    await refresh()
    onDone()
  }

  return (
    <>
      <div className="row" style={{ marginTop: 8 }}>
        {s.floorDays === null && (
          <span>
            {s.floorOpen.length === 0 ? t.floorNone(s.leastDays) : t.floorOpen(missing, s.leastDays)}
            {s.floorOpen.length > 0 && !decides && ` ${t.askKeeper}`}
          </span>
        )}
        {decides && (
          <Button size="small" onClick={open}>
            {s.floorOpen.length > 0 ? t.answer : t.correct}
          </Button>
        )}
      </div>
      {isOpen && (
        <ReasonDialog
          title={t.factsTitle}
          go={w.save}
          label={t.factsReason}
          busy={busy}
          problem={problem}
          onGo={(reason) => void register(reason)}
          onClose={() => setOpen(false)}
        >
          <p className="quiet">{t.factsNote}</p>
          <Form layout="vertical" component={false}>
            <Form.Item label={w.placeClass} htmlFor="floor-place-class">
              <Select
                id="floor-place-class"
                value={placeClass}
                onChange={setPlaceClass}
                options={placeClasses.map((value) => ({ value, label: w.placeClasses[value] }))}
              />
            </Form.Item>
            <Form.Item label={w.keyTarget} htmlFor="floor-key-target">
              <Select
                id="floor-key-target"
                value={keyTarget}
                onChange={setKeyTarget}
                options={keyTargets.map((value) => ({ value, label: w.keyTargets[value] }))}
              />
            </Form.Item>
          </Form>
        </ReasonDialog>
      )}
    </>
  )
}
