import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { type Problem, ProblemError, problemOf } from '#web/api/problem.ts'
import { ClientContext } from '#web/api/use-api.ts'
import type { Reply } from '#web/api/client.ts'
import { session as routes } from '#station/people/contract.ts'

export type Me = Reply<typeof routes.me>
export type Role = Me['roles'][number]

type SessionState = {
  /** `undefined` while we don't know yet, `null` when nobody is signed in. */
  readonly me: Me | null | undefined
  readonly problem: Problem | undefined
  readonly signedIn: (me: Me) => void
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
  const { me } = useSession()
  if (!me) throw new Error('nobody is signed in here')
  return me
}

/** Keeps who is signed in, and hands the session's CSRF value to the client. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useContext(ClientContext)
  const [me, setMe] = useState<Me | null>()
  const [problem, setProblem] = useState<Problem>()

  const signedIn = useCallback(
    (next: Me) => {
      client.csrf = next.csrf
      setMe(next)
    },
    [client],
  )

  const refresh = useCallback(async () => {
    try {
      signedIn(await client.call(routes.me, {}))
      setProblem(undefined)
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) setMe(null)
      else setProblem(problemOf(error))
    }
  }, [client, signedIn])

  const signOut = useCallback(async () => {
    try {
      await client.call(routes.signOut, {})
    } finally {
      client.csrf = ''
      setMe(null)
    }
  }, [client])

  useEffect(() => {
    client.onSignedOut = () => setMe(null)
    void refresh()
    const timer = setInterval(() => void refresh(), 60_000)
    return () => clearInterval(timer)
  }, [client, refresh])

  const state = useMemo(
    () => ({ me, problem, signedIn, refresh, signOut }),
    [me, problem, signedIn, refresh, signOut],
  )
  return <SessionContext value={state}>{children}</SessionContext>
}
