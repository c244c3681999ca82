import { lazy, Suspense, useEffect } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { Bones } from './kit/Page.tsx'
import { Refused } from './kit/Refused.tsx'
import { type Me, useSession } from './session/Session.tsx'
import { Shell } from './shell/Shell.tsx'
import { homeOf } from './shell/sections.ts'

const SignInPage = lazy(() => import('./sign-in/SignInPage.tsx'))
const SetupPage = lazy(() => import('./setup/SetupPage.tsx'))
const WatchPage = lazy(() => import('./watch/WatchPage.tsx'))
const ReplayPage = lazy(() => import('./replay/ReplayPage.tsx'))
const UsesPage = lazy(() => import('./uses/UsesPage.tsx'))
const CamerasPage = lazy(() => import('./cameras/CamerasPage.tsx'))
const StoragePage = lazy(() => import('./storage/StoragePage.tsx'))
const PeoplePage = lazy(() => import('./people/PeoplePage.tsx'))
const AccountPage = lazy(() => import('./people/AccountPage.tsx'))

/** First run, sign-in or the console, whichever the station says. Each page is its own chunk. */
export function Console() {
  const { standing, problem, refresh } = useSession()
  return (
    <BrowserRouter>
      <Suspense fallback={<Bones />}>
        {standing === undefined ? (
          problem !== undefined && <Away />
        ) : standing.person !== null ? (
          <SignedIn me={standing.person} />
        ) : standing.firstRun ? (
          <SetupPage onDone={() => void refresh()} />
        ) : (
          <SignInPage />
        )}
      </Suspense>
    </BrowserRouter>
  )
}

function SignedIn({ me }: { me: Me }) {
  const home = me.mustChangePassword ? '/account' : homeOf(me.roles)
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="/watch" element={<WatchPage />} />
        <Route path="/replay" element={<ReplayPage />} />
        <Route path="/replay/:use" element={<ReplayPage />} />
        <Route path="/uses" element={<UsesPage />} />
        <Route path="/uses/:use" element={<UsesPage />} />
        <Route path="/cameras" element={<CamerasPage />} />
        <Route path="/cameras/:camera" element={<CamerasPage />} />
        <Route path="/storage" element={<StoragePage />} />
        <Route path="/people" element={<PeoplePage />} />
        <Route path="/account" element={<AccountPage />} />
        <Route path="*" element={<Navigate to={home} replace />} />
      </Route>
    </Routes>
  )
}

function Away() {
  const { problem, refresh } = useSession()
  useEffect(() => {
    const timer = setInterval(() => void refresh(), 2000)
    return () => clearInterval(timer)
  }, [refresh])
  return <div style={{ padding: 24 }}>{problem !== undefined && <Refused problem={problem} />}</div>
}
