/** Hooks over the client: one to read, one to act. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Route } from '#station/route.ts'
import { type Ask, Client, type Reply } from './client.ts'
import { type Problem, problemOf } from './problem.ts'

export const ClientContext = createContext<Client>(new Client())

export type Asked<T> = {
  readonly data: T | undefined
  /** The last answer was a refusal or a fault; `data` may still hold what was known before. */
  readonly problem: Problem | undefined
  readonly refresh: () => void
}

/** Asking by itself stops when nobody has touched the console for this long: an open page is no sign of life. */
const UNTOUCHED_MS = 300_000

function useTouched(): { readonly at: number } {
  const touched = useRef({ at: Date.now() })
  useEffect(() => {
    const touch = () => {
      touched.current.at = Date.now()
    }
    const events = ['pointerdown', 'pointermove', 'keydown'] as const
    for (const event of events) window.addEventListener(event, touch, { passive: true })
    return () => {
      for (const event of events) window.removeEventListener(event, touch)
    }
  }, [])
  return touched.current
}

/**
 * Read a route, again whenever the question changes and every `everyMs` while the page is visible and somebody is there. `null` asks
 * nothing. Old answers stay on screen until the new one is there; answers to old questions are dropped.
 */
export function useAsk<R extends Route>(route: R, ask: Ask<R> | null, everyMs?: number): Asked<Reply<R>> {
  const client = useContext(ClientContext)
  const question = ask === null ? null : JSON.stringify([route.name, ask])
  const [round, setRound] = useState(0)
  const [answer, setAnswer] = useState<{ question: string; data?: Reply<R>; problem?: Problem }>()
  const touched = useTouched()
  const latest = useRef({ route, ask })
  latest.current = { route, ask }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a reason to ask again
  useEffect(() => {
    if (question === null || latest.current.ask === null) return
    const stop = new AbortController()
    client.call(latest.current.route, latest.current.ask, stop.signal).then(
      (data) => setAnswer({ question, data }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        setAnswer((old) => ({
          question,
          problem: problemOf(error),
          ...(old?.question === question && old.data !== undefined ? { data: old.data } : {}),
        }))
      },
    )
    return () => stop.abort()
  }, [client, question, round])

  useEffect(() => {
    if (everyMs === undefined || question === null) return
    const timer = setInterval(() => {
      const there = Date.now() - touched.at < UNTOUCHED_MS
      if (there && document.visibilityState === 'visible') setRound((r) => r + 1)
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, question, touched])

  const refresh = useCallback(() => setRound((r) => r + 1), [])
  return useMemo(() => ({ data: answer?.data, problem: answer?.problem, refresh }), [answer, refresh])
}

export type Deed = {
  readonly busy: boolean
  readonly problem: Problem | undefined
  readonly clear: () => void
}

/** Act through a route. Gives the reply, or `undefined` after a refusal, which is then in `problem`. */
export function useDo(): Deed & {
  readonly act: <R extends Route>(route: R, ask: Ask<R>) => Promise<Reply<R> | undefined>
} {
  const client = useContext(ClientContext)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const act = useCallback(
    async <R extends Route>(route: R, ask: Ask<R>): Promise<Reply<R> | undefined> => {
      setBusy(true)
      setProblem(undefined)
      try {
        return await client.call(route, ask)
      } catch (error) {
        setProblem(problemOf(error))
        return undefined
      } finally {
        setBusy(false)
      }
    },
    [client],
  )
  const clear = useCallback(() => setProblem(undefined), [])
  return { act, busy, problem, clear }
}
