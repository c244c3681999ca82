/** `GET /metrics` for Prometheus: numbers only, no names, and only to this machine. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Refusal } from '#station/refusal.ts'
import type { StationContext } from './duties.ts'

const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Whether a request asks for the metrics from this very machine, under a name a rebound page can't have. */
export function asksForMetrics(request: FastifyRequest): boolean {
  return (
    request.url === '/metrics' &&
    local.has(request.ip) &&
    /^(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?$/.test(request.headers.host ?? '')
  )
}

export function registerMetrics(app: FastifyInstance, recorders: StationContext['recorders']): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'mingjian_http_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const refused = new Counter({
    name: 'mingjian_http_refused_total',
    help: 'Requests refused (4xx), by route',
    labelNames: ['route'],
    registers: [registry],
  })
  new Gauge({
    name: 'mingjian_streams',
    help: 'Streams by what their recorder says',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { state } of recorders.statuses()) this.inc({ state })
    },
  })
  new Gauge({
    name: 'mingjian_volume_free_bytes',
    help: 'Free space of each volume',
    labelNames: ['volume'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { id, freeBytes } of recorders.volumes()) this.set({ volume: id }, freeBytes)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: ids would make a series each.
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ route, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400 && reply.statusCode < 500) refused.inc({ route })
  })
  app.get('/metrics', async (request, reply) => {
    if (!asksForMetrics(request)) throw new Refusal('request/not-found')
    reply.type(registry.contentType)
    return registry.metrics()
  })
}
