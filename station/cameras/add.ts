/** Registering a camera: the one way in, for the console, for discovery and for the sample. */
import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import type { Executor } from '#db/ledger/append.ts'
import type { Opening } from '#ledger/personal.ts'
import type { Clock, Log } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { shownUrl } from './address.ts'
import type { cameras } from './contract.ts'
import { type CameraRow, type Columns, given, pick } from './facts.ts'
import { assertAllowedPlace } from './rule.ts'
import { insertion, type Recorded, record, sameAddress } from './store.ts'

/** Everything the register asks of a camera. */
export type NewCamera = Static<(typeof cameras.add)['body']>

export type Where = { readonly db: Executor; readonly log: Log; readonly clock: Clock }

/** Who does it: the person's id and the opening of the commitment in the entry. */
export type By = { readonly id: string; readonly opening: Opening }

/** Throws Refusal `cameras/same-address` where another camera in the plan has one of these addresses. */
export async function assertOneAddress(
  db: Executor,
  columns: Columns,
  kept: CameraRow | null,
): Promise<void> {
  const urls = [
    columns.main_url ?? kept?.main_url,
    'sub_url' in columns ? columns.sub_url : kept?.sub_url,
  ].filter((url): url is string => typeof url === 'string')
  if (urls.length === 2 && urls[0] === urls[1])
    throw new Refusal('cameras/same-address', { other: String(columns.name ?? kept?.name ?? '') })
  const other = await sameAddress(db, urls, kept?.id ?? null)
  if (other !== null) throw new Refusal('cameras/same-address', { other })
}

/** Two who save the same at once meet in the database: the loser is told by name. */
function named(error: unknown, columns: Columns): unknown {
  const constraint = (error as { constraint?: unknown }).constraint
  if (constraint === 'camera_number_key')
    return new Refusal('cameras/number-taken', { number: String(columns.number) })
  if (constraint === 'camera_one_address') return new Refusal('cameras/same-address', { other: '?' })
  return error
}

/** Writes a change with its history and entry. Throws Refusal `cameras/removed` where the row is no more. */
export async function save(
  where: Where,
  statement: Parameters<typeof record>[2],
  columns: Columns,
  recorded: Recorded,
): Promise<void> {
  try {
    const done = await record(where.db, where.log, statement, recorded)
    if (done.outcome === 'unchanged') throw new Refusal('cameras/removed')
  } catch (error) {
    throw named(error, columns)
  }
}

/**
 * Registers a camera; it is recorded from the next plan on (within ten seconds).
 * @param id for a caller that must know it before. Returns the id.
 * Throws Refusals `cameras/prohibited-position`, `cameras/url`, `cameras/same-address`, `cameras/number-taken`.
 */
export async function addCamera(
  where: Where,
  camera: NewCamera,
  by: By,
  id: string = randomUUID(),
): Promise<string> {
  assertAllowedPlace(camera.placeKind)
  const { columns, credential } = given(camera, null)
  await assertOneAddress(where.db, columns, null)
  const now = where.clock.now()
  await save(where, insertion(id, columns, now), columns, {
    cameraId: id,
    what: 'added',
    reason: camera.purpose,
    before: null,
    after: pick(columns, Object.keys(camera), shownUrl),
    by,
    now,
    ...(credential ? { credential } : {}),
  })
  return id
}
