/** A signed-in person over plain HTTP, as a browser would: cookie, CSRF header, origin. */
import http from 'node:http'
import type { Product } from '../product.ts'

export type Answer = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly text: string
}

export class Person {
  readonly #product: Product
  #cookie = ''
  #csrf = ''

  constructor(product: Product) {
    this.#product = product
  }

  get cookie(): string {
    return this.#cookie
  }

  /** Signs in; throws with the answer where that is refused. */
  async signIn(login: string): Promise<this> {
    const answer = await this.ask('POST', '/api/session', { login, password: this.#product.accounts[login] })
    if (answer.status >= 300) throw new Error(`${login} could not sign in: ${answer.status} ${answer.text}`)
    this.#csrf = String((answer.body.person as { csrf?: string } | undefined)?.csrf ?? '')
    return this
  }

  /** One request. Rejects only where no answer came: then nothing is known of whether it took effect. */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: this.#product.port,
          method,
          path,
          timeout: 15_000,
          headers: {
            host: `station.localhost:${this.#product.port}`,
            origin: this.#product.address,
            ...(this.#cookie ? { cookie: this.#cookie } : {}),
            ...(this.#csrf ? { 'x-csrf': this.#csrf } : {}),
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const parts: Buffer[] = []
          for (const set of response.headers['set-cookie'] ?? []) this.#cookie = set.split(';')[0]!
          response.on('data', (c: Buffer) => parts.push(c))
          response.on('end', () => {
            const said = Buffer.concat(parts).toString('utf8')
            let parsed: Record<string, unknown> = {}
            try {
              parsed = JSON.parse(said) as Record<string, unknown>
            } catch {
              // Not every answer is JSON; `text` has it.
            }
            resolve({ status: response.statusCode ?? 0, body: parsed, text: said })
          })
          response.on('error', reject)
        },
      )
      request.on('timeout', () => request.destroy(new Error('no answer in 15 s')))
      request.on('error', reject)
      request.end(text)
    })
  }
}
