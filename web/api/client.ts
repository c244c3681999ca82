/**
 * The one client. Types come from the contract files; the build strips their schemas, so only name, method and path
 * travel to the browser. A call either gives the reply or throws a `ProblemError`.
 */
import type { Static, TSchema } from 'typebox'
import type { Route } from '#station/route.ts'
import { ProblemError, readProblem } from './problem.ts'

type Given<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? { readonly [P in K]: Static<R[K]> }
  : unknown

/** What a call must carry: exactly the parts its route declares. */
export type Ask<R extends Route> = Given<R, 'params'> & Given<R, 'query'> & Given<R, 'body'>

export type Reply<R extends Route> = Static<R['reply']>

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** Address of a call, with its query in the order given; empty values are left out. */
export function addressOf(route: Route, ask: Loose): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(ask.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask.query ?? {})) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const tail = query.toString()
  return `/api${path}${tail === '' ? '' : `?${tail}`}`
}

export class Client {
  /** From the session; sent with everything that changes something. */
  csrf = ''
  /** Called when the server no longer knows this session. */
  onSignedOut: () => void = () => {}

  async call<R extends Route>(route: R, ask: Ask<R>, signal?: AbortSignal): Promise<Reply<R>> {
    const loose = ask as Loose
    const headers: Record<string, string> = { accept: 'application/json' }
    if (route.method !== 'GET') headers['x-csrf'] = this.csrf
    if (loose.body !== undefined) headers['content-type'] = 'application/json'
    const response = await fetch(addressOf(route, loose), {
      method: route.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(loose.body !== undefined ? { body: JSON.stringify(loose.body) } : {}),
      ...(signal !== undefined ? { signal } : {}),
    })
    const text = await response.text()
    const body = parse(text)
    if (!response.ok) {
      if (response.status === 401 && route.session === 'required') this.onSignedOut()
      throw new ProblemError(readProblem(response.status, body))
    }
    return body as Reply<R>
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
