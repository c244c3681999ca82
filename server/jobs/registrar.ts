/**
 * The registrar: gives each finished reel its row. The file is the truth, so it is told twice: by the recorder's
 * `sealed` event at once, and by looking through the folders, which finds what was sealed while nobody listened.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import { uuidText } from '#video/reel/ids.ts'
import { encodeIndex } from '#video/reel/packed.ts'
import { stateOfName } from '#video/reel/place.ts'
import { ReelReader, type ReelScan } from '#video/reel/reader.ts'

export type JobVolume = { readonly id: string; readonly path: string }

/** Says of a reel that it can't be registered: it stays where it is, and a person is told. */
export type Trouble = { readonly path: string; readonly why: string }

export type RegistrarParts = {
  readonly db: Executor
  readonly stationId: string
  readonly clock: { now(): Date }
  /** Station time now (station/retention/clock.ts). */
  stationMs(): number
  trouble(trouble: Trouble): void
}

export class Registrar {
  readonly #parts: RegistrarParts
  readonly #days = new Set<string>()
  readonly #boots = new Set<string>()
  readonly #told = new Set<string>()
  /** Names already seen to, by folder; so that a look through costs a listing, not a file. */
  readonly #seen = new Map<string, { mtimeMs: number; names: Set<string> }>()

  constructor(parts: RegistrarParts) {
    this.#parts = parts
  }

  /**
   * Registers one file. @returns `known` where its row was there or its day is deleted; `unread` where the file can't be
   * read (told once) or is gone. @throws only what the database says.
   */
  async register(volume: string, path: string): Promise<'registered' | 'known' | 'unread'> {
    const read = await this.#read(path)
    if (read === null) return 'unread'
    return (await this.#insert(volume, read.scan, read.end, read.size)) ? 'registered' : 'known'
  }

  /**
   * Without reading the pictures: that each record's leaf is right is fsck's question; that the trailer's root is the
   * one over the leaves is asked here.
   */
  async #read(
    path: string,
  ): Promise<{ scan: ReelScan; end: NonNullable<ReelScan['end']>; size: number } | null> {
    try {
      const reader = await ReelReader.open(path)
      try {
        const scan = await reader.scan({ verify: false })
        if (scan.header.station !== this.#parts.stationId)
          return this.#trouble(path, 'it belongs to another station')
        if (scan.end === null) return this.#trouble(path, `no end: ${scan.torn?.code ?? 'torn'}`)
        return { scan, end: scan.end, size: await reader.size() }
      } finally {
        await reader.close()
      }
    } catch (error) {
      const code = (error as { code?: string }).code
      return code === 'ENOENT' ? null : this.#trouble(path, code ?? (error as Error).message)
    }
  }

  #trouble(path: string, why: string): null {
    if (!this.#told.has(path)) this.#parts.trouble({ path, why })
    this.#told.add(path)
    return null
  }

  /** Looks through all folders of a volume for reels without a row. @returns how many got one. */
  async scan(volume: JobVolume, signal: AbortSignal): Promise<number> {
    let found = 0
    for (const onDay of await list(join(volume.path, 'reels')))
      for (const camera of await list(join(volume.path, 'reels', onDay))) {
        if (signal.aborted) return found
        found += await this.scanFolder(volume, onDay, camera)
      }
    return found
  }

  /** Looks through one camera's day. Cheap where nothing changed since the last time. */
  async scanFolder(volume: JobVolume, onDay: string, camera: string): Promise<number> {
    if (!/^\d{4}-\d\d-\d\d$/.test(onDay) || !/^[0-9a-f-]{36}$/.test(camera)) return 0
    const folder = join(volume.path, 'reels', onDay, camera)
    const mtimeMs = await stat(folder).then(
      (found) => found.mtimeMs,
      () => null,
    )
    const before = this.#seen.get(folder)
    if (mtimeMs === null || before?.mtimeMs === mtimeMs) return 0
    const names = before?.names ?? (await this.#registered(camera, onDay))
    let found = 0
    let whole = true
    for (const name of await list(folder)) {
      if (names.has(name) || stateOfName(name)?.state !== 'reel') continue
      const outcome = await this.register(volume.id, join(folder, name))
      if (outcome === 'registered') found++
      // What can't be read now is tried again in the next look.
      if (outcome === 'unread') whole = false
      else names.add(name)
    }
    this.#seen.set(folder, { mtimeMs: whole ? mtimeMs : -1, names })
    return found
  }

  /** Folders of deleted days are forgotten, so that the memory does not grow with the station's age. */
  forget(folder: string): void {
    this.#seen.delete(folder)
  }

  async #registered(camera: string, onDay: string): Promise<Set<string>> {
    const { rows } = await sql<{ id: string }>`
      select id from reel where camera_id = ${camera} and on_day = ${onDay}`.execute(this.#parts.db)
    return new Set(rows.map(({ id }) => `${id.replaceAll('-', '')}.reel`))
  }

  async #insert(
    volume: string,
    scan: ReelScan,
    end: NonNullable<ReelScan['end']>,
    size: number,
  ): Promise<boolean> {
    const { db, clock } = this.#parts
    const { header, fragments } = scan
    const duration = end.trailer.endMono90k - header.startMono90k
    const endAt = new Date(header.startWallMs + Number(duration) / 90)
    if (!this.#days.has(header.onDay)) {
      await sql`select ensure_reel_day(${header.onDay}::date)`.execute(db)
      this.#days.add(header.onDay)
    }
    await this.#knowBoot(header.bootId, end.trailer.endMono90k)
    const id = uuidText(Buffer.from(header.reelId, 'hex'))
    const { rows } = await sql`
      with added as (
        insert into reel (on_day, id, station_id, camera_id, stream, volume_id, boot_id, start_mono90k, duration_90k,
          start_at, end_at, clock_source, clock_bound_ms, key_id, generation, codec, width, height, fragment_count,
          fragment_index, size_bytes, reel_leaf, end_cause, adopted, damaged_fragments, sealed_at)
        select ${header.onDay}::date, ${id}::uuid, ${header.station}::uuid, ${header.camera}::uuid, ${header.stream}::smallint,
          ${volume}::uuid, ${header.bootId}::uuid, ${header.startMono90k}::bigint, ${duration}::bigint,
          ${new Date(header.startWallMs)}::timestamptz, ${endAt}::timestamptz, ${header.clockSource}::text,
          ${header.clockBoundMs}::integer, ${header.keyId}::bytea, ${header.generation}::integer, ${header.init.codec}::text,
          ${header.init.width}::integer, ${header.init.height}::integer, ${fragments.length}::integer,
          ${encodeIndex(fragments)}::bytea, ${size}::bigint, ${end.reelLeaf}::bytea, ${end.trailer.endCause}::text,
          ${end.trailer.sealedBy === 'adoption'}::boolean, ${fragments.filter((one) => one.damaged).length}::integer,
          ${clock.now()}::timestamptz
        where not exists (select from camera_day where camera_id = ${header.camera} and on_day = ${header.onDay}::date
          and deleted_generation >= ${header.generation})
        on conflict do nothing
        returning on_day, id, camera_id, generation, end_at, size_bytes, reel_leaf
      ),
      waiting as (insert into reel_pending (reel_id, on_day, reel_leaf) select id, on_day, reel_leaf from added)
      insert into camera_day as d (camera_id, on_day, generation, state, last_image_at, reels, bytes)
      select camera_id, on_day, generation, 'kept', end_at, 1, size_bytes from added
      on conflict (camera_id, on_day) do update set reels = d.reels + 1, bytes = d.bytes + excluded.bytes,
        last_image_at = greatest(d.last_image_at, excluded.last_image_at),
        generation = greatest(d.generation, excluded.generation),
        state = case d.state when 'deleted' then 'kept' else d.state end,
        deleted_at = case d.state when 'deleted' then null else d.deleted_at end
      returning 1`.execute(db)
    return rows.length > 0
  }

  /** A boot nobody wrote down counts from now: its images are taken for new ones, never for older than they are. */
  async #knowBoot(bootId: string, mono90k: bigint): Promise<void> {
    if (this.#boots.has(bootId)) return
    const { db, clock, stationMs } = { ...this.#parts, stationMs: Math.floor(this.#parts.stationMs()) }
    await sql`insert into boot (id, first_seen_at, first_mono90k, station_ms)
      values (${bootId}, ${clock.now()}, ${mono90k}, ${stationMs}) on conflict do nothing`.execute(db)
    this.#boots.add(bootId)
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
