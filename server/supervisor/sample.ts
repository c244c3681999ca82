/** Whether the sample still needs its seeding: asked with one query, so that no process starts for nothing. */
import { withClient } from '#db/client.ts'

/** What the supervisor reads of a camera that the sample announced. */
export type SampleAddress = { readonly code: string; readonly url: string }

/** True where there are people and every sample camera that is left stands at its address. `url` of role `mj_app`. */
export function isSettled(url: string, addresses: readonly SampleAddress[]): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ settled: boolean }>(
      `select exists (select 1 from person) and not exists (
        select 1 from camera c join unnest($1::text[], $2::text[]) as at (number, url) on at.number = c.number
        where c.main_url <> at.url and c.state <> 'removed') as settled`,
      [addresses.map((a) => a.code), addresses.map((a) => a.url)],
    )
    return rows[0]!.settled
  })
}
