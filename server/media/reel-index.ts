/**
 * Where the pictures of a camera are: reel rows (packed index, no file opened), and for the last minutes the files
 * themselves, since an open reel has no row and a finished one may still wait for it. Tells times and places, no image.
 */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { civilDayOf } from '#video/reel/ids.ts'
import { decodeIndex, type PackedFragment } from '#video/reel/packed.ts'
import { reelFolders, stateOfName } from '#video/reel/place.ts'
import { ReelReader } from '#video/reel/reader.ts'
import { isVolume } from '#video/volumes/identity.ts'

// biome-ignore lint/suspicious/noExplicitAny: raw statements only
type Db = Kysely<any>

export type ReelPlace = {
  readonly reelId: string
  readonly path: string
  readonly bootId: string
  readonly codec: string
  readonly startMs: number
  readonly fragments: readonly PackedFragment[]
}

/** One fragment in wall time. */
export type FragmentPlace = {
  readonly reel: ReelPlace
  readonly entry: PackedFragment
  readonly fromMs: number
  readonly toMs: number
}

/** Files younger than this may have no row yet. */
const rowlessMs = 15 * 60_000
/** A reel lasts at most 120 s. */
const longestReelMs = 130_000

export class ReelIndex {
  readonly #db: Db
  #volumes: { id: string; path: string }[] = []
  #volumesAt = 0
  /** Finished files without a row, by path: they don't change any more. */
  readonly #finished = new Map<string, ReelPlace>()

  constructor(db: Db) {
    this.#db = db
  }

  async #volumePaths(): Promise<{ id: string; path: string }[]> {
    if (Date.now() - this.#volumesAt > 10_000) {
      const { rows } = await sql<{ id: string; path: string; station: string; data: string }>`
        select v.id, v.path, s.id as station, s.data_id as data from volume v, station s
        where v.state <> 'gone'`.execute(this.#db)
      const there = await Promise.all(
        rows.map((v) => isVolume(v.path, { volumeId: v.id, stationId: v.station, dataId: v.data })),
      )
      // Another disk in its place holds other reels, or old ones: nothing is read from it.
      this.#volumes = rows.filter((_, i) => there[i])
      this.#volumesAt = Date.now()
    }
    return this.#volumes
  }

  /** Fragments that overlap [from, to), in order of time. Bounds: ten minutes. */
  async fragments(camera: string, stream: 0 | 1, fromMs: number, toMs: number): Promise<FragmentPlace[]> {
    const reels = await this.reels(camera, stream, fromMs, toMs)
    const out: FragmentPlace[] = []
    for (const reel of reels) {
      for (const entry of reel.fragments) {
        const from = reel.startMs + entry.startOffset90k / 90
        const end = from + entry.duration90k / 90
        if (end > fromMs && from < toMs) out.push({ reel, entry, fromMs: from, toMs: end })
      }
    }
    return out.sort((a, b) => a.fromMs - b.fromMs)
  }

  async reels(camera: string, stream: 0 | 1, fromMs: number, toMs: number): Promise<ReelPlace[]> {
    const volumes = await this.#volumePaths()
    const { rows } = await sql<{
      id: string
      on_day: string
      volume_id: string
      boot_id: string
      codec: string
      start_at: Date
      fragment_index: Buffer
    }>`select id, on_day, volume_id, boot_id, codec, start_at, fragment_index from reel
       where camera_id = ${camera} and stream = ${stream} and start_at < ${new Date(toMs)} and end_at > ${new Date(fromMs)}
         and start_at > ${new Date(fromMs - longestReelMs)}
         and on_day between ${civilDayOf(fromMs - longestReelMs)} and ${civilDayOf(toMs)}
       order by start_at`.execute(this.#db)
    const found = new Map<string, ReelPlace>()
    for (const row of rows) {
      const volume = volumes.find((v) => v.id === row.volume_id)
      if (!volume) continue
      const reelId = row.id.replaceAll('-', '')
      found.set(reelId, {
        reelId,
        path: path.join(reelFolders(volume.path, row.on_day, camera)[2], `${reelId}.reel`),
        bootId: row.boot_id,
        codec: row.codec,
        startMs: row.start_at.getTime(),
        fragments: decodeIndex(row.fragment_index),
      })
    }
    if (toMs > Date.now() - rowlessMs) {
      for (const reel of await this.#rowless(camera, stream, fromMs, toMs, found))
        found.set(reel.reelId, reel)
    }
    return [...found.values()].sort((a, b) => a.startMs - b.startMs)
  }

  async #rowless(
    camera: string,
    stream: 0 | 1,
    fromMs: number,
    toMs: number,
    known: Map<string, ReelPlace>,
  ): Promise<ReelPlace[]> {
    const days = new Set([civilDayOf(fromMs - longestReelMs), civilDayOf(toMs)])
    const out: ReelPlace[] = []
    for (const volume of await this.#volumePaths()) {
      for (const day of days) {
        const folder = reelFolders(volume.path, day, camera)[2]
        const names = await readdir(folder).catch(() => [] as string[])
        const open = names.filter((n) => stateOfName(n)?.state === 'open')
        // Only names not in the register; recent ones are few, since the registrar is seconds behind.
        const waiting = names.filter((n) => stateOfName(n)?.state === 'reel' && !known.has(n.slice(0, 32)))
        for (const name of [...open, ...(await this.#recent(waiting))]) {
          const reel = await this.#scan(path.join(folder, name))
          if (reel && reel.stream === stream && reel.place.startMs < toMs && reel.endMs > fromMs)
            out.push(reel.place)
        }
      }
    }
    return out
  }

  /** Of names that are not in this answer, those the register doesn't know at all. */
  async #recent(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return []
    const ids = names.map((n) => n.slice(0, 32))
    const { rows } = await sql<{ id: string }>`
      select w.id from unnest(${ids}::text[]) as w (id) where not exists (select from reel r where r.id = w.id::uuid)`.execute(
      this.#db,
    )
    const unknown = new Set(rows.map((r) => r.id))
    return names.filter((n) => unknown.has(n.slice(0, 32)))
  }

  async #scan(file: string): Promise<{ place: ReelPlace; stream: 0 | 1; endMs: number } | null> {
    const done = this.#finished.get(file)
    try {
      if (done) return { place: done, stream: streamOf.get(done) ?? 0, endMs: endOf(done) }
      const reader = await ReelReader.open(file)
      try {
        const scan = await reader.scan({ verify: false })
        const h = reader.header
        const place: ReelPlace = {
          reelId: h.reelId,
          path: file,
          bootId: h.bootId,
          codec: h.init.codec,
          startMs: h.startWallMs,
          fragments: scan.fragments,
        }
        streamOf.set(place, h.stream)
        if (file.endsWith('.reel')) {
          if (this.#finished.size > 500) this.#finished.clear()
          this.#finished.set(file, place)
        }
        return { place, stream: h.stream, endMs: endOf(place) }
      } finally {
        await reader.close()
      }
    } catch {
      // Renamed between listing and opening, or torn before its header: the next look finds it.
      return null
    }
  }
}

const streamOf = new WeakMap<ReelPlace, 0 | 1>()

function endOf(reel: ReelPlace): number {
  const last = reel.fragments.at(-1)
  return last ? reel.startMs + (last.startOffset90k + last.duration90k) / 90 : reel.startMs
}
