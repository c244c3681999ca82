/** One request or one look, from an address of its own so that its refusal has a line of its own in the register. */
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import WebSocket from 'ws'
import type { Product } from '../product.ts'

export type Asked = {
  readonly cookie?: string
  readonly csrf?: string
  readonly origin?: string
  readonly host?: string
  /** Client's address, one of 127.0.0.0/8. */
  readonly from: string
}

const headersOf = (product: Product, a: Asked): Record<string, string> => ({
  host: a.host ?? `station.localhost:${product.port}`,
  origin: a.origin ?? product.address,
  ...(a.cookie ? { cookie: a.cookie } : {}),
  ...(a.csrf ? { 'x-csrf': a.csrf } : {}),
})

export type Answer = {
  readonly status: number
  readonly type: string
  readonly body: Record<string, unknown>
  readonly bytes: Buffer
  readonly cookie: string
}

/** Rejects where no answer came. */
export function ask(
  product: Product,
  method: string,
  path: string,
  asked: Asked,
  body?: unknown,
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port: product.port,
        localAddress: asked.from,
        method,
        path,
        timeout: 15_000,
        headers: {
          ...headersOf(product, asked),
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (c: Buffer) => parts.push(c))
        response.on('end', () => {
          const bytes = Buffer.concat(parts)
          const type = String(response.headers['content-type'] ?? '')
          resolve({
            status: response.statusCode ?? 0,
            type,
            body: type.includes('json') ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {},
            bytes,
            cookie: (response.headers['set-cookie'] ?? [])[0]?.split(';')[0] ?? '',
          })
        })
        response.on('error', reject)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`${path}: no answer in 15 s`)))
    request.on('error', reject)
    request.end(text)
  })
}

export type Seen = {
  /** The code it was refused with; null where it was not. */
  code: string | null
  /** Binary frames and their bytes, init segments included. */
  frames: number
  bytes: number
  /** Frames that are pictures. */
  pictures: number
}

/**
 * Opens a media socket, at once plays what is asked with all the credit there is, and waits for the end or, where
 * `pictures` are wanted, for so many of them.
 */
export async function look(
  product: Product,
  kind: 'live' | 'replay',
  query: Record<string, string>,
  asked: Asked,
  play: { from?: number; pictures?: number } = {},
): Promise<Seen> {
  const seen: Seen = { code: null, frames: 0, bytes: 0, pictures: 0 }
  let over = false
  const socket = new WebSocket(
    `ws://127.0.0.1:${product.port}/api/media/${kind}?${new URLSearchParams(query)}`,
    {
      headers: headersOf(product, asked),
      localAddress: asked.from,
    },
  )
  socket.on('open', () => {
    if (kind === 'replay') socket.send(JSON.stringify({ t: 'play', from: play.from ?? Date.now() }))
    if (kind === 'replay') socket.send(JSON.stringify({ t: 'more', fragments: 4 }))
  })
  socket.on('message', (data: Buffer, binary: boolean) => {
    if (binary) {
      seen.frames++
      seen.bytes += data.length
      if ((data.readUInt8(12) & 4) === 0) seen.pictures++
      socket.send(JSON.stringify({ t: 'got', seq: data.readUInt32BE(0) }))
    } else {
      const said = JSON.parse(data.toString()) as { t: string; code?: string }
      if (said.t === 'end') seen.code = said.code ?? ''
    }
  })
  // Refused before it became a socket: the answer is a problem.
  socket.on('unexpected-response', (request, response) => {
    const parts: Buffer[] = []
    response.on('data', (c: Buffer) => parts.push(c))
    response.on('end', () => {
      seen.code = (JSON.parse(Buffer.concat(parts).toString()) as { code: string }).code
      over = true
      request.destroy()
    })
  })
  socket.on('close', () => {
    over = true
  })
  socket.on('error', () => undefined)
  const until = Date.now() + 10_000
  while (!over && !(play.pictures && seen.pictures >= play.pictures)) {
    if (Date.now() > until) {
      socket.terminate()
      throw new Error(`${kind} ${JSON.stringify(query)}: no end after 10 s, ${JSON.stringify(seen)}`)
    }
    await sleep(10)
  }
  socket.terminate()
  return seen
}
