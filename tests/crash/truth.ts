/** What the registers and the disk say after a crash: coverage, gaps, the log. Read as the owner, by other code than wrote it. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import { valueTypes } from '#db/pool.ts'
import { decodeIndex } from '#video/reel/packed.ts'
import type { Product } from '../product.ts'
import type { Span } from './spans.ts'

export type Camera = { readonly id: string; readonly name: string }
export type GapRow = Span & { readonly cause: string; readonly open: boolean; readonly hasEntry: boolean }

export class Truth {
  readonly client: pg.Client
  private constructor(client: pg.Client) {
    this.client = client
  }

  static async of(product: Product): Promise<Truth> {
    const client = await openClient(product.ownerUrl(), { types: valueTypes })
    return new Truth(client)
  }

  async cameras(): Promise<Camera[]> {
    return (
      await this.client.query<Camera>(`select id, name from camera where state = 'recording' order by number`)
    ).rows
  }

  /** Every fragment that a reel row shows, in wall time. */
  async recorded(camera: string): Promise<Span[]> {
    const { rows } = await this.client.query<{ start_at: Date; fragment_index: Buffer }>(
      'select start_at, fragment_index from reel where camera_id = $1 and stream = 0 order by start_at',
      [camera],
    )
    return rows.flatMap((r) =>
      decodeIndex(r.fragment_index).map((f) => {
        const from = r.start_at.getTime() + f.startOffset90k / 90
        return { from, to: from + f.duration90k / 90 }
      }),
    )
  }

  async gaps(camera: string): Promise<GapRow[]> {
    const { rows } = await this.client.query<{
      id: string
      from_at: Date
      to_at: Date | null
      cause: string
      entries: bigint
    }>(
      `select g.id, from_at, to_at, cause, (select count(*) from ledger_entry e where e.kind = 'gap'
         and convert_from(e.bytes, 'UTF8')::jsonb -> 'body' ->> 'gap' = g.id::text) as entries
       from gap g where camera_id = $1 and stream = 0 order by from_at`,
      [camera],
    )
    return rows.map((r) => ({
      from: r.from_at.getTime(),
      to: r.to_at?.getTime() ?? Number.POSITIVE_INFINITY,
      cause: r.cause,
      open: r.to_at === null,
      hasEntry: r.entries > 0n,
    }))
  }

  /** Files that no one finished, over all cameras and days. */
  unfinished(folder: string): string[] {
    const reels = path.join(folder, 'volume-1', 'reels')
    return readdirSync(reels, { recursive: true, encoding: 'utf8' }).filter(
      (n) => !n.endsWith('.reel') && /\.[a-z]/.test(n),
    )
  }

  async count(sql: string, values: unknown[] = []): Promise<number> {
    const { rows } = await this.client.query<{ n: bigint }>(`select count(*) as n from (${sql}) t`, values)
    return Number(rows[0]!.n)
  }

  close(): Promise<void> {
    return this.client.end()
  }
}
