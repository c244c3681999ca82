import { Button } from 'antd'
import { createContext, Suspense, useContext, useEffect, useMemo } from 'react'
import { Link, NavLink, Outlet } from 'react-router'
import { cameras as routes } from '#station/cameras/contract.ts'
import type { Reply } from '../api/client.ts'
import { type Asked, useAsk } from '../api/use-api.ts'
import { Icon } from '../kit/icons.tsx'
import { Bones } from '../kit/Page.tsx'
import { StatusTag } from '../kit/Status.tsx'
import { TimeText, useNow } from '../kit/TimeText.tsx'
import { useMe, useSession, useStation } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { Banner } from './Banner.tsx'
import { LookSwitches } from './LookSwitches.tsx'
import { sectionsOf } from './sections.ts'
import { type StationStatus, useStatus } from './status.ts'
import { text } from './text.ts'
import './shell.css'

export type CameraRow = Reply<typeof routes.list>[number]

type Known = Asked<CameraRow[]> & { readonly status: StationStatus | undefined }

const CamerasContext = createContext<Known | null>(null)

/** The register of cameras with what is recorded right now, kept up to date by the shell for every page. */
export function useCameras(): Known {
  const cameras = useContext(CamerasContext)
  if (cameras === null) throw new Error('Shell is missing above this page')
  return cameras
}

/** Is the recording of this camera proven right now? Paused by a person is not a fault, yet not proven either. */
export function isProven(camera: CameraRow): boolean {
  return camera.state === 'recording' && camera.main.state === 'recording'
}

/** The register, with the state each stream was in a second ago. Asked again when a camera comes, goes or pauses. */
function useKnown(status: StationStatus | undefined): Known {
  const list = useAsk(routes.list, { query: {} })
  const register = status?.cameras.map((c) => c.id + c.state).join()
  const { refresh } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: another register is the reason to ask again
  useEffect(() => refresh(), [register, refresh])
  return useMemo(() => {
    const fresh = new Map(status?.cameras.map((c) => [c.id, c]))
    return { ...list, data: list.data?.map((row) => ({ ...row, ...fresh.get(row.id) })), status }
  }, [list, status])
}

/** Header, menu and whatever page is open. */
export function Shell() {
  const t = useText(text)
  const me = useMe()
  const station = useStation()
  const { signOut, refresh } = useSession()
  const { status, away } = useStatus(() => void refresh())
  const cameras = useKnown(status)
  const all = status?.cameras.length ?? 0
  const unproven = status?.unproven ?? []
  const paused = (cameras.data ?? []).filter((c) => c.state === 'paused')
  const proven = all - unproven.length - paused.length
  return (
    <CamerasContext value={cameras}>
      <div className="shell">
        <header>
          <a className="skip" href="#page">
            {t.skip}
          </a>
          <Link className="brand" to="/">
            {t.product}
          </Link>
          <span className="unit">
            {station.unitName}
            {station.name !== station.unitName && <span className="wide"> · {station.name}</span>}
          </span>
          {away ? (
            <StatusTag tone="bad">{t.offline}</StatusTag>
          ) : status === undefined ? null : (
            <Link to="/cameras" style={{ textDecoration: 'none' }}>
              {all === 0 ? (
                <StatusTag tone="idle">{t.noCameras}</StatusTag>
              ) : proven === all ? (
                <StatusTag tone="ok">{t.recording(all)}</StatusTag>
              ) : (
                <StatusTag tone="bad">{t.unproven(proven, all)}</StatusTag>
              )}
            </Link>
          )}
          <span className="space" />
          <span className="wide">
            <LookSwitches />
          </span>
          <Link to="/account" className="quiet small" style={{ textDecoration: 'none' }} title={t.account}>
            <b style={{ color: 'var(--text)', fontSize: 13 }}>{me.name}</b>{' '}
            <span className="wide">{me.post}</span>
          </Link>
          <Button
            type="text"
            aria-label={t.signOut}
            title={t.signOut}
            icon={<Icon name="out" />}
            onClick={() => void signOut()}
          />
          <span className="mono wide" title={t.clock}>
            <Clock />
          </span>
        </header>
        <nav aria-label={t.menu}>
          {sectionsOf(me.roles).map((section) => (
            <NavLink key={section} to={`/${section}`}>
              <Icon name={section} />
              {t[section]}
            </NavLink>
          ))}
        </nav>
        <Banner unproven={unproven} paused={paused} />
        <main id="page">
          <Suspense fallback={<Bones />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </CamerasContext>
  )
}

function Clock() {
  return <TimeText at={useNow(500)} form="clock" />
}
