/**
 * The key process's socket: bounded in connections, requests in flight, request size and time. A peer that breaks the
 * framing is cut off; one that asks too much is told so.
 */
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { sendWire, WireDecoder, type WireMessage } from '../wire/framed.ts'
import type { KeyAnswer } from './service.ts'

export type KeyServerLimits = {
  readonly connections: number
  readonly inFlight: number
  readonly answerMs: number
  /** A header has at most 66 kB. */
  readonly requestBytes: number
}

export const KEY_SERVER_LIMITS: KeyServerLimits = {
  connections: 32,
  inFlight: 64,
  answerMs: 5000,
  requestBytes: 128 << 10,
}

type Answer = (message: WireMessage) => Promise<KeyAnswer>

/**
 * Listens on a Unix socket, mode 0600, in place of a dead process's.
 * @param answer never throws. @returns a function that stops listening and cuts all connections.
 */
export async function serveKeys(
  path: string,
  answer: Answer,
  limits: KeyServerLimits = KEY_SERVER_LIMITS,
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>()
  let inFlight = 0
  const server = createServer((socket) => {
    if (sockets.size >= limits.connections) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const open = new Set<string | number>()
    const decoder = new WireDecoder()
    const take = async (message: WireMessage) => {
      const { id } = message.json
      if (!isRequestId(id) || open.has(id)) return void socket.destroy()
      if (message.binary.length > limits.requestBytes) return void socket.destroy()
      if (inFlight >= limits.inFlight) return void sendWire(socket, { id, error: 'keys/busy' })
      open.add(id)
      inFlight++
      try {
        const { json, binary } = await withinTime(answer(message), limits.answerMs)
        if (!socket.destroyed) sendWire(socket, { ...json, id }, binary)
        binary?.fill(0)
      } finally {
        open.delete(id)
        inFlight--
      }
    }
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of decoder.push(chunk)) void take(message)
      } catch {
        socket.destroy()
      }
    })
  })
  await listen(server, path)
  return async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

function isRequestId(id: unknown): id is string | number {
  return (typeof id === 'string' && id.length >= 1 && id.length <= 64) || Number.isSafeInteger(id)
}

/** The work goes on after its time (it can't be taken back); its answer then is dropped, unseen. */
async function withinTime(work: Promise<KeyAnswer>, ms: number): Promise<KeyAnswer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<KeyAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ json: { error: 'keys/timeout' } }), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function listen(server: Server, path: string): Promise<void> {
  await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
  await chmod(path, 0o600)
}
