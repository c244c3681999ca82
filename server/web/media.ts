/** Pictures on the web process's application: the gate, the hub that decides again, keys, the recorders' live pictures. */
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Executor } from '#db/ledger/append.ts'
import type { Authorizer } from '#station/authorizer/authorizer.ts'
import type { Log } from '#station/context.ts'
import type { RefusalTable, RefusalText } from '#station/refusal.ts'
import { createGate, type Gate } from '#station/use/gate.ts'
import { KeyClient } from '#video/keys/client.ts'
import { isKeyRefusalCode, keyRefusalTexts } from '#video/keys/refusals.ts'
import { openByteLog } from '../media/byte-log.ts'
import { MediaHub } from '../media/hub.ts'
import type { RecorderLink } from '../media/recorder-link.ts'
import { registerMedia } from '../media/register.ts'
import type { SocketDeps } from './socket.ts'
import { socketSession } from './socket.ts'

export type Pictures = {
  register(app: FastifyInstance, deps: SocketDeps): void
  close(): Promise<void>
}

type Parts = {
  readonly db: Executor
  readonly url: string
  readonly run: string
  readonly dataFolder: string
  readonly log: () => Promise<Log>
  readonly clock: { now(): Date }
  readonly authorizer: Authorizer
  readonly link: RecorderLink
  readonly refusals: RefusalTable
}

/** The gate exists once the register has said which log entries are written for. */
function lateGate(parts: Parts): Gate {
  let made: Promise<Gate> | null = null
  const gate = (): Promise<Gate> => {
    made ??= parts
      .log()
      .then((log) => createGate({ db: parts.db, authorizer: parts.authorizer, log, clock: parts.clock }))
    made.catch(() => {
      made = null
    })
    return made
  }
  return {
    openImage: async (ask) => (await gate()).openImage(ask),
    lease: async (opened, span) => (await gate()).lease(opened, span),
    refuse: async (opened, code) => (await gate()).refuse(opened, code),
    delivered: async (lease, span, final) => (await gate()).delivered(lease, span, final),
    displayed: async (useId, cameraId, from, to) => (await gate()).displayed(useId, cameraId, from, to),
    recheck: async (watching) => (await gate()).recheck(watching),
  }
}

export function openPictures(parts: Parts): Pictures {
  const gate = lateGate(parts)
  const hub = new MediaHub(gate, parts.url)
  const keys = new KeyClient(path.join(parts.run, 'keys.sock'))
  const bytes = openByteLog(parts.dataFolder)
  const textOf = (code: string): RefusalText => {
    if (isKeyRefusalCode(code)) return { zh: keyRefusalTexts.zh[code], en: keyRefusalTexts.en[code] }
    return parts.refusals[code]?.title ?? { zh: code, en: code }
  }
  return {
    register: (app, deps) =>
      registerMedia(app, {
        db: parts.db,
        gate,
        keys,
        link: parts.link,
        hub,
        byteLog: bytes.log,
        textOf,
        callerOf: async (request) => {
          request.mjSession = await socketSession(deps, request)
          return request.mjSession.caller
        },
        ...(deps.refusedLook ? { refusedLook: deps.refusedLook } : {}),
      }),
    close: async () => {
      await hub.close()
      keys.close()
      await bytes.close()
    },
  }
}
