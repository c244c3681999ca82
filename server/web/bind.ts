/** One route of a contract on Fastify: admitted before its body is read, checked, handled, its reply checked too. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Route } from '#station/route.ts'
import { checkOf } from './check.ts'
import type { BoundRoute } from './duty.ts'

type Way<C> = {
  /** Throws a Refusal where the request may not go on. */
  readonly admit: (request: FastifyRequest) => Promise<void>
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => C | Promise<C>
}

type Checks = ReturnType<typeof checksOf>

const checksOf = (route: Route) => ({
  params: checkOf(route.params, 'params', true),
  query: checkOf(route.query, 'query', true),
  body: checkOf(route.body, 'body', false),
  reply: Compile(route.reply as TSchema),
})

export function bindRoute<C>(app: FastifyInstance, bound: BoundRoute<C>, way: Way<C>): void {
  const { route, handle } = bound
  let checks: Checks | undefined
  app.route({
    method: route.method,
    url: `/api${route.path}`,
    ...(route.looks ? { config: { look: route.name } } : {}),
    onRequest: (request) => way.admit(request),
    async handler(request, response) {
      // With the first request: all routes' checks at once would hold up each start.
      checks ??= checksOf(route)
      const { params, query, body, reply } = checks
      const input = {
        params: params(request.params),
        query: query(request.query),
        body: body(request.body),
      }
      const answer = await handle(await way.contextOf(request, response), input)
      // A field the contract doesn't name is a bug that would otherwise leave the station: a password, a path.
      if (!reply.Check(answer))
        throw new Error(
          `${route.name} answered what its contract doesn't say: ${JSON.stringify(reply.Errors(answer).slice(0, 3))}`,
        )
      return answer
    },
  })
}
