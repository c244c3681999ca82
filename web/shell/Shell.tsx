import { Button } from 'antd'
import { createContext, Suspense, useContext, useMemo } from 'react'
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
import { text } from './text.ts'
import './shell.css'

export type CameraRow = Reply<typeof routes.list>[number]

const CamerasContext = createContext<Asked<CameraRow[]> | null>(null)

/** The register of cameras with what is recorded right now, kept up to date by the shell for every page. */
export function useCameras(): Asked<CameraRow[]> {
  const cameras = useContext(CamerasContext)
  if (cameras === null) throw new Error('Shell is missing above this page')
  return cameras
}

/** Is the recording of this camera proven right now? Paused by a person is not a fault, yet not proven either. */
export function isProven(camera: CameraRow): boolean {
  return camera.state === 'recording' && camera.main.state === 'recording'
}

/** Header, menu and whatever page is open. */
export function Shell() {
  const t = useText(text)
  const me = useMe()
  const station = useStation()
  const { signOut } = useSession()
  const cameras = useAsk(routes.list, { query: {} }, 2000)
  const rows = cameras.data ?? []
  const bad = rows.filter((c) => !isProven(c))
  const value = useMemo(() => cameras, [cameras])
  return (
    <CamerasContext value={value}>
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
            <span className="wide"> · {station.name}</span>
          </span>
          {cameras.problem?.status === 0 ? (
            <StatusTag tone="bad">{t.offline}</StatusTag>
          ) : cameras.data === undefined ? null : (
            <Link className="tag-link" to="/cameras" style={{ textDecoration: 'none' }}>
              {rows.length === 0 ? (
                <StatusTag tone="idle">{t.noCameras}</StatusTag>
              ) : bad.length === 0 ? (
                <StatusTag tone="ok">{t.recording(rows.length)}</StatusTag>
              ) : (
                <StatusTag tone="bad">{t.unproven(rows.length - bad.length, rows.length)}</StatusTag>
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
        <Banner cameras={bad} />
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
