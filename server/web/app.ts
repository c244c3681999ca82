/**
 * The HTTP application: contracts bound in one order. Host → session → CSRF → rate → authorizer → validation →
 * handler. Whoever is not allowed has no body parsed.
 */
import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Executor } from '#db/ledger/append.ts'
import type { Browser } from '#station/people/context.ts'
import { findSession, type Session } from '#station/people/session-store.ts'
import { Refusal, type RefusalTable } from '#station/refusal.ts'
import type { Caller, Route } from '#station/route.ts'
import { bindRoute } from './bind.ts'
import { dropToken, keepToken, tokenOf } from './cookie.ts'
import type { Duty } from './duty.ts'
import { refusalOf } from './errors.ts'
import { securityHeaders } from './headers.ts'
import { assertOrigin, originOf, ourHost } from './host.ts'
import type { RefusedLook } from './look.ts'
import { asksForMetrics } from './metrics.ts'
import { faultOf, mergeRefusals, problemOf, problemType } from './problem.ts'
import { addressKey, type RateLimit, rateLimit } from './rate.ts'
import { requestRefusals } from './refusals.ts'
import { sendPage, serveConsole } from './static.ts'

/** What the authorizer is asked before a route's body is read. */
export type Ask = {
  readonly route: Pick<Route, 'name' | 'path'>
  readonly session: Session | null
  readonly params: Readonly<Record<string, string>>
  readonly address: string
}

export type WebDeps<C> = {
  readonly db: Executor
  readonly clock: { now(): Date }
  /** Milliseconds that never go backwards. */
  readonly mono: () => number
  /** Host names a browser may use. */
  readonly names: readonly string[]
  /** The process speaks TLS: certificate and key in PEM. Null = plain HTTP on loopback names. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly log: Logger
  readonly duties: readonly Duty<C>[]
  /** Throws a Refusal where the route is not permitted. */
  readonly authorize: (ask: Ask) => Promise<void>
  /** Registers a look at pictures that was refused before a duty was asked. */
  readonly refusedLook?: RefusedLook
  readonly contextOf: (given: {
    caller: Caller | null
    session: Session | null
    browser: Browser
    requestId: string
  }) => C | Promise<C>
  /** `dist/web`; null where no console was built. */
  readonly consoleFolder: string | null
  /** Registers WebSockets and other plugins once the basic hooks are there. */
  readonly more?: (app: FastifyInstance, deps: WebDeps<C>) => Promise<void> | void
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null before the session hook and for nobody. */
    mjSession: Session | null
  }
}

const bodyLimit = 256 * 1024

/** All requests of one address together, before its session is looked up. */
const anythingPerMinute = 3000

/** Routes a person with a first password may use. */
const beforeOwnPassword = new Set([
  'session.show',
  'session.sign-out',
  'session.change-password',
  'health.show',
])

export type Web = {
  readonly refusals: RefusalTable
  readonly limit: RateLimit
  readonly secure: boolean
}

/** Sends what was thrown as a problem. */
export function sendProblem(
  web: Pick<Web, 'refusals'>,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(thrown)
  const language = request.headers['accept-language']
  const problem = refusal
    ? problemOf(refusal, web.refusals, request.id, language)
    : faultOf(request.id, language)
  if (!refusal) request.log.error({ err: thrown }, 'fault')
  if (problem.status === 429 && refusal?.params.seconds !== undefined)
    reply.header('retry-after', String(refusal.params.seconds))
  return reply.code(problem.status).header('content-type', problemType).send(JSON.stringify(problem))
}

/** The session of a request or of a WebSocket's upgrade, or null. */
export async function sessionOf<C>(deps: WebDeps<C>, request: FastifyRequest): Promise<Session | null> {
  const token = tokenOf(request, deps.tls !== null)
  return token === null ? null : findSession(deps.db, token, deps.clock.now())
}

/** Order matters: this runs before any body is read. */
async function admit<C>(deps: WebDeps<C>, web: Web, route: Route, request: FastifyRequest): Promise<void> {
  request.mjSession = await sessionOf(deps, request)
  const session = request.mjSession
  if (route.method !== 'GET') {
    assertOrigin(request.headers, web.secure)
    const given = request.headers['x-csrf']
    if (route.session === 'required' && session !== null && given !== session.csrf)
      throw new Refusal('request/csrf')
  }
  web.limit.take(route.name, addressKey(request.ip), route.perMinute ?? 300)
  if (session) web.limit.take(route.name, session.caller.personId, route.perMinute ?? 300)
  if (route.session === 'required' && session === null) throw new Refusal('people/sign-in-first')
  if (session?.mustChangePassword && !beforeOwnPassword.has(route.name))
    throw new Refusal('people/change-password-first')
  await deps.authorize({
    route,
    session,
    params: (request.params ?? {}) as Record<string, string>,
    address: request.ip,
  })
}

function browserOf(
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
  names: readonly string[],
): Browser {
  return {
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    host: ourHost(request.headers.host, names) ?? '',
    origin: originOf(request.headers.host ?? '', secure),
    token: tokenOf(request, secure),
    keepToken: (token) => keepToken(reply, secure, token),
    dropToken: () => dropToken(reply, secure),
  }
}

/** Builds the application; `inject` needs no listening. Throws for contracts that clash. */
export async function buildApp<C>(deps: WebDeps<C>): Promise<FastifyInstance> {
  const secure = deps.tls !== null
  const web: Web = {
    refusals: mergeRefusals([requestRefusals, ...deps.duties.map((d) => d.refusals)]),
    limit: rateLimit(deps.mono),
    secure,
  }
  const app = fastify({
    ...(deps.tls ? { https: { cert: deps.tls.cert, key: deps.tls.key, minVersion: 'TLSv1.2' } } : {}),
    loggerInstance: deps.log,
    genReqId: () => randomUUID(),
    bodyLimit,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 1500 },
    trustProxy: false,
    forceCloseConnections: true,
    // One line a request, written by our own hook, without its query.
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    return503OnClosing: true,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(securityHeaders(secure, true))
      sendProblem(web, error, request, reply)
    },
  } as unknown as Parameters<typeof fastify>[0]) as unknown as FastifyInstance
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('mjSession', null)
  app.setErrorHandler(async (error, request, reply) => {
    await deps.refusedLook?.(request, error)
    return sendProblem(web, error, request, reply)
  })
  let page: Buffer | null = null
  app.setNotFoundHandler(async (request, reply) => {
    const opens = request.method === 'GET' && String(request.headers.accept ?? '').includes('text/html')
    if (page !== null && opens && !request.url.startsWith('/api')) return sendPage(reply, page)
    return sendProblem(web, new Refusal('request/not-found'), request, reply)
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(secure, request.url.startsWith('/api')))
    reply.header('x-request-id', request.id)
    // Counted before the name is looked at: refusals may be registered, and that must have a limit.
    web.limit.take('*', addressKey(request.ip), anythingPerMinute)
    if (ourHost(request.headers.host, deps.names) === null && !asksForMetrics(request))
      throw new Refusal('request/host')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } })
  for (const { routes } of deps.duties) {
    for (const bound of routes) {
      bindRoute(app, bound, {
        admit: (request) => admit(deps, web, bound.route, request),
        contextOf: (request, reply) =>
          deps.contextOf({
            caller: request.mjSession?.caller ?? null,
            session: request.mjSession,
            browser: browserOf(request, reply, secure, deps.names),
            requestId: request.id,
          }),
      })
    }
  }
  await deps.more?.(app, deps)
  if (deps.consoleFolder !== null) page = await serveConsole(app, deps.consoleFolder)
  return app
}
