/**
 * A refused look is registered too (未予许可). One row and one entry a person, address and minute: a flood is counted, not
 * copied. The first refusal of its minute writes the entry; when the minute is over `closeRefusals` writes the count.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { commitPersonal } from '#ledger/personal.ts'

const MINUTE_MS = 60_000

export type Refused = {
  /** Null: nobody was signed in. */
  readonly personId: string | null
  readonly address: string
  /** A refusal's code. */
  readonly code: string
  /** The route or media endpoint that was asked. */
  readonly route: string
  readonly cameraId?: string | null
  readonly useId?: string | null
  readonly now: Date
}

/** Registers a refusal. Throws what the database says: then the look is still refused, but as a fault. */
export async function registerRefusal(db: Executor, log: LogName, r: Refused): Promise<void> {
  const minute = new Date(Math.floor(r.now.getTime() / MINUTE_MS) * MINUTE_MS)
  const nobody = '00000000-0000-0000-0000-000000000000'
  const again = () =>
    sql<{ id: string }>`
      update refusal set count = count + 1, last_at = greatest(last_at, ${r.now}::timestamptz), closed = false
      where minute_at = ${minute} and address = ${r.address}
        and coalesce(person_id, ${nobody}::uuid) = ${r.personId ?? nobody}::uuid
      returning id`.execute(db)
  if ((await again()).rows.length > 0) return
  const id = randomUUID()
  // Only what exists can be referred to; a made-up id still gets its refusal registered.
  const change = sql<{ id: string }>`
    insert into refusal (id, minute_at, person_id, address, code, route, camera_id, use_id, count, first_at, last_at)
    values (${id}, ${minute}, ${r.personId}, ${r.address}, ${r.code}, ${r.route}, ${r.cameraId ?? null},
      ${r.useId ?? null}, 1, ${r.now}, ${r.now})
    on conflict do nothing returning id`
  const { entry, openings } = refusedEntry(log, r.now, {
    id,
    code: r.code,
    count: 1,
    first: r.now,
    last: r.now,
    personId: r.personId,
    address: r.address,
    cameraId: r.cameraId ?? null,
    useId: r.useId ?? null,
  })
  const done = await appendWith(db, change, entry, { openings })
  // Somebody else's first of this minute came in between.
  if (done.outcome === 'unchanged') await again()
}

export type RefusalRow = {
  readonly id: string
  readonly code: string
  readonly count: number
  readonly first: Date
  readonly last: Date
  readonly personId: string | null
  readonly address: string
  readonly cameraId: string | null
  readonly useId: string | null
}

/** The entry that says a refusal and its count so far; who and whence are commitments. */
export function refusedEntry(log: LogName, now: Date, r: RefusalRow) {
  const person = r.personId === null ? null : commitPersonal({ person: r.personId })
  const address = commitPersonal(r.address)
  const entry = makeEntry(log, 'refused', now, {
    refusal: r.id,
    code: r.code,
    count: r.count,
    first: r.first.toISOString(),
    last: r.last.toISOString(),
    address: address.commitment,
    ...(person ? { person: person.commitment } : {}),
    ...(r.cameraId ? { camera: r.cameraId } : {}),
    ...(r.useId ? { use: r.useId } : {}),
  })
  return { entry, openings: person ? [person, address] : [address] }
}
