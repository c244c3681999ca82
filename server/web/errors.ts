/** What is thrown on the way of a request, and what it becomes. */
import { Refusal } from '#station/refusal.ts'

type Thrown = { readonly code?: unknown; readonly statusCode?: unknown; readonly message?: unknown }

/** PostgreSQL is away, full or restarting: says so instead of a fault. */
const away = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'])
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])

function isDatabaseAway(error: Thrown & { syscall?: unknown }): boolean {
  if (typeof error.code === 'string' && away.has(error.code)) return true
  if (error.syscall === 'connect' && typeof error.code === 'string' && unreachable.has(error.code))
    return true
  return (
    typeof error.message === 'string' &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    )
  )
}

/** The refusal something thrown stands for, or null: a bug. */
export function refusalOf(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown
  if (typeof thrown !== 'object' || thrown === null) return null
  const error = thrown as Thrown
  if (isDatabaseAway(error)) return new Refusal('request/database')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('request/too-large')
  const code = typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('FST_ERR_CTP_') || code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return new Refusal('request/malformed', { what: code.replace('FST_ERR_', '').toLowerCase() })
  const status = error.statusCode
  // Fastify's own complaints about a request (secure-json-parse and the like) carry a status under 500.
  if (typeof status === 'number' && status >= 400 && status < 500 && !(thrown instanceof TypeError))
    return new Refusal('request/malformed', { what: String(status) })
  return null
}
