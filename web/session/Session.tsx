import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { session as routes } from '#station/people/contract.ts'
import type { Reply } from '../api/client.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { ClientContext } from '../api/use-api.ts'
import { AheadContext } from '../kit/TimeText.tsx'

export type Standing = Reply<typeof routes.show>
export type Me = NonNullable<Standing['person']>
export type Role = Me['roles'][number]

type SessionState = {
  /** `undefined` while we don't know yet. */
  readonly standing: Standing | undefined
  readonly problem: Problem | undefined
  readonly stands: (standing: Standing) => void
  readonly refresh: () => Promise<void>
  readonly signOut: () => Promise<void>
}

const SessionContext = createContext<SessionState | null>(null)

export function useSession(): SessionState {
  const state = useContext(SessionContext)
  if (state === null) throw new Error('SessionProvider is missing above this component')
  return state
}

/** Who is signed in; only below a signed-in page. */
export function useMe(): Me {
  const { standing } = useSession()
  if (!standing?.person) throw new Error('nobody is signed in here')
  return standing.person
}

/** The station this console belongs to; only below a page that knows it. */
export function useStation(): Standing['station'] {
  const { standing } = useSession()
  if (!standing) throw new Error('the station is not known yet')
  return standing.station
}

/** Keeps who is signed in and how far the station's clock is ahead; hands the CSRF value to the client. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useContext(ClientContext)
  const [standing, setStanding] = useState<Standing>()
  const [ahead, setAhead] = useState(0)
  const [problem, setProblem] = useState<Problem>()

  const stands = useCallback(
    (next: Standing) => {
      client.csrf = next.person?.csrf ?? ''
      setAhead((old) => {
        const now = Date.parse(next.now) - Date.now()
        // The answer's own way home is part of the difference: small changes are noise.
        return Math.abs(now - old) > 400 ? now : old
      })
      setStanding(next)
      setProblem(undefined)
    },
    [client],
  )

  const refresh = useCallback(async () => {
    try {
      stands(await client.call(routes.show, {}))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }, [client, stands])

  const signOut = useCallback(async () => {
    try {
      await client.call(routes.signOut, {})
    } finally {
      await refresh()
    }
  }, [client, refresh])

  useEffect(() => {
    client.onSignedOut = () => void refresh()
    void refresh()
  }, [client, refresh])

  const state = useMemo(
    () => ({ standing, problem, stands, refresh, signOut }),
    [standing, problem, stands, refresh, signOut],
  )
  return (
    <SessionContext value={state}>
      <AheadContext value={ahead}>{children}</AheadContext>
    </SessionContext>
  )
}
