/**
 * What the key process believes: it reads leases, jobs and reel times itself, under its own database role, and takes
 * nobody's word for them. Times are ms since 1970 UTC.
 */
import pg from 'pg'
import { KeyRefusal } from './refusals.ts'

/** A live lease: expiry, end and the state of its use have been asked of the database's clock. */
export type Lease = {
  readonly camera: string
  readonly stream: 0 | 1
  readonly kind: 'live' | 'replay'
  readonly fromMs: number
  readonly toMs: number
}

export type KeyJob = {
  readonly kind: 'hold' | 'reseal' | 'export'
  readonly camera: string
  readonly fromMs: number
  readonly toMs: number
  readonly hold: string | null
}

export interface LeaseSource {
  /** Null unless it is live now, in an open use. */
  lease(id: string): Promise<Lease | null>
  /** Null unless it is unfinished and unexpired; an export's use must be open. */
  job(id: string): Promise<KeyJob | null>
  /** A registered reel's corrected times; null where the register doesn't know it. */
  reelTimes(reelId: string, onDay: string): Promise<{ readonly fromMs: number; readonly toMs: number } | null>
  /** Unlifted holds that touch a camera and interval. */
  holds(camera: string, fromMs: number, toMs: number): Promise<string[]>
}

const LEASE = `
  select l.camera_id, l.stream, l.kind, ms(l.from_at) as from_ms, ms(l.to_at) as to_ms
  from lease l join "use" u on u.id = l.use_id join use_camera c on c.use_id = u.id and c.camera_id = l.camera_id
  where l.id = $1 and l.ended_at is null and l.expires_at > now() and u.state = 'open' and u.expires_at > now()`

const JOB = `
  select j.kind, j.camera_id, ms(j.from_at) as from_ms, ms(j.to_at) as to_ms, j.hold_id
  from key_job j left join "use" u on u.id = j.use_id
  where j.id = $1 and j.done_at is null and j.expires_at > now()
    and (j.kind <> 'export' or (u.state = 'open' and u.expires_at > now()))`

const REEL = `select ms(start_at) as from_ms, ms(end_at) as to_ms from reel where on_day = $1 and id = $2`

const HOLDS = `
  select id from hold where camera_id = $1 and lifted_at is null
    and from_at <= to_timestamp($3::float8 / 1000) and (to_at is null or to_at >= to_timestamp($2::float8 / 1000))`

/** Milliseconds without a function in the schema: the role may make none. */
const spelled = (sql: string) => sql.replace(/ms\(([a-z_.]+)\)/g, '(extract(epoch from $1) * 1000)::float8')

/**
 * The real source. @param url the database URL of role `mj_keys`. Ends with `close`.
 * Every call throws KeyRefusal `keys/no-database` where the database is away or slow.
 */
export function databaseLeases(url: string): LeaseSource & { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 2000,
    statement_timeout: 2000,
    query_timeout: 3000,
    application_name: 'mingjian-keys',
  })
  // A connection that breaks while idle is replaced by the next query.
  pool.on('error', () => undefined)
  const rows = async (sql: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
    try {
      return (await pool.query(spelled(sql), values)).rows
    } catch (error) {
      throw new KeyRefusal('keys/no-database', (error as Error).message)
    }
  }
  return {
    async lease(id) {
      const [row] = await rows(LEASE, [id])
      if (!row) return null
      return {
        camera: row.camera_id as string,
        stream: row.stream as 0 | 1,
        kind: row.kind as Lease['kind'],
        fromMs: row.from_ms as number,
        toMs: row.to_ms as number,
      }
    },
    async job(id) {
      const [row] = await rows(JOB, [id])
      if (!row) return null
      return {
        kind: row.kind as KeyJob['kind'],
        camera: row.camera_id as string,
        fromMs: row.from_ms as number,
        toMs: row.to_ms as number,
        hold: row.hold_id as string | null,
      }
    },
    async reelTimes(reelId, onDay) {
      const [row] = await rows(REEL, [onDay, reelId])
      return row ? { fromMs: row.from_ms as number, toMs: row.to_ms as number } : null
    },
    async holds(camera, fromMs, toMs) {
      return (await rows(HOLDS, [camera, fromMs, toMs])).map((row) => row.id as string)
    },
    close: () => pool.end(),
  }
}
