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
        err: pino.stdSerializers.err,
      },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  )
}
