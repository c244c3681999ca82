/** One connection, where a pool would be too much. */
import pg from 'pg'

/** A server that doesn't answer is told as such after this long, ms. */
const CONNECT_WITHIN_MS = 10_000

/**
 * A connection of one's own, connected; the caller ends it. When the server goes away its queries fail, and that is all:
 * the driver then emits `error` besides, which unheard would end the process.
 * @throws what the driver throws where the server is away or refuses.
 */
export async function openClient(url: string, config: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    ...config,
    connectionString: url,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  return client
}

/** Connects, works, disconnects. Throws what the driver or the work throws. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(url)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
