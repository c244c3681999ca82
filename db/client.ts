/** One connection for one piece of work. */
import pg from 'pg'

/** A server that doesn't answer is told as such after this long, ms. */
const CONNECT_WITHIN_MS = 10_000

/** Connects, works, disconnects. Throws what the driver or the work throws. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  // A connection that breaks between two statements fails the next one; unheard, its `error` would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
