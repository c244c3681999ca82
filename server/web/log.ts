/** The process's log: JSON lines on stderr; no secret, no query string, no name of a person. */
import { type Logger, pino } from 'pino'

const secret = [
  'authorization',
  'cookie',
  'password',
  'token',
  'code',
  'csrf',
  'secret',
  '["set-cookie"]',
  '["x-csrf"]',
]
const paths = secret.flatMap((name) => {
  const tail = name.startsWith('[') ? name : `.${name}`
  return [name.replace(/^\./, ''), `*${tail}`, `*.*${tail}`]
})

/**
 * Of an error what names the place, and nothing else it carries: PostgreSQL's `detail` repeats the whole row that a
 * constraint refused, password and all, and an address that can't be read stands in `input`.
 */
function toldOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, severity, schema, table, column, constraint, syscall } = error as unknown as Record<
    string,
    unknown
  >
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...{ code, severity, schema, table, column, constraint, syscall },
    ...(error.cause === undefined ? {} : { cause: toldOf(error.cause) }),
  }
}

/** @param destination anything with `write`, for tests; stderr otherwise. */
export function webLog(level: string, destination?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: { process: 'web' },
      redact: { paths, censor: '[removed]' },
      serializers: {
        // The path alone: a query may carry what belongs to a person or a picture.
        req: (request: { id?: unknown; method?: string; url?: string }) => ({
          id: request.id,
          method: request.method,
          path: (request.url ?? '').split('?')[0]?.slice(0, 200),
        }),
        res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
        err: toldOf,
      },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  )
}
