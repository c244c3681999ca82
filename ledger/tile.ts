/**
 * Tiles (c2sp.org/tlog-tiles): the tree and the entries as files that never change, cut so that any proof is a few
 * reads. Which there are, what they are called and what is in them; the store is a port.
 *
 * A tile of level l holds up to 256 hashes, each the head of 256^l entries. What a tree lacks for a full tile is a
 * partial tile with its width in its name: a new width is a new file, so nothing is ever overwritten by other bytes.
 */
import { formatBundle } from './bundle.ts'
import type { HashSource } from './proof.ts'
import { HASH_BYTES, MAX_SIZE } from './tree.ts'

/** Binary levels of the tree between one level of tiles and the next. */
export const TILE_HEIGHT = 8
/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256

/** One file: `level` 0 to 7 are hashes, `entries` the bundles beside level 0. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: bigint
  /** 1 to 256; below 256 it's a partial tile. */
  readonly width: number
}

/** Where tiles are read from: a folder, a web server, memory. */
export interface TileReader {
  /** The bytes at this path (`tile/0/x001/234`), undefined if there are none. Rejects when it can't tell. */
  read(path: string): Promise<Uint8Array | undefined>
}

/** Where a log writes its tiles. */
export interface TileStore extends TileReader {
  /** Durable and whole once resolved, never seen half written. The same path always gets the same bytes. */
  write(path: string, bytes: Uint8Array): Promise<void>
}

/** Bytes that aren't the tile they should be, or a tile that should be there. */
export class TileRefused extends Error {
  readonly code: 'malformed' | 'missing'
  readonly path: string
  constructor(code: TileRefused['code'], path: string, detail: string) {
    super(`${code}: ${path}: ${detail}`)
    this.name = 'TileRefused'
    this.code = code
    this.path = path
  }
}

/** `tile/<L>/<N>[.p/<W>]`, to be put behind a log's address and a slash. @throws RangeError for no tile of any log. */
export function tilePath(tile: Tile): string {
  if (!exists(tile)) throw new RangeError(`no log has a tile ${tile.level}/${tile.index} of ${tile.width}`)
  const digits = tile.index.toString()
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g)!
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${tile.level}/${name}${tile.width < TILE_WIDTH ? `.p/${tile.width}` : ''}`
}

/**
 * The tile of a path from outside; undefined for anything `tilePath` wouldn't write. Levels 8 to 63, which the
 * specification can name, exist in no log of fewer than 2^63 entries.
 */
export function parseTilePath(path: string): Tile | undefined {
  const parts = /^tile\/(entries|[0-7])\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(
    path,
  )
  if (!parts) return undefined
  const [, level, name, width] = parts
  const tile = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    index: BigInt(name!.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  return exists(tile) && tilePath(tile) === path ? tile : undefined
}

/** The tile of this level and place as a log of `size` entries has it; undefined if it's empty there. */
export function tileAt(size: bigint, level: Tile['level'], index: bigint): Tile | undefined {
  const width = (size >> shiftOf(level)) - index * BigInt(TILE_WIDTH)
  if (index < 0n || width <= 0n) return undefined
  return { level, index, width: width < TILE_WIDTH ? Number(width) : TILE_WIDTH }
}

/**
 * The tiles and bundles that a log has to write to grow from `from` to `to` entries: those that are new, and those
 * that get wider. From 0 it's all of them. In the order bundles, level 0, level 1 and up.
 * @throws RangeError unless 0 ≤ from ≤ to < 2^63.
 */
export function* tilesGrown(from: bigint, to: bigint): Generator<Tile> {
  if (from < 0n || from > to || to > MAX_SIZE)
    throw new RangeError(`a log doesn't grow from ${from} to ${to}`)
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, 6, 7] as const) {
    const [had, has] = [from >> shiftOf(level), to >> shiftOf(level)]
    if (had === has) continue
    for (let index = had / BigInt(TILE_WIDTH); index * BigInt(TILE_WIDTH) < has; index++)
      yield tileAt(to, level, index)!
  }
}

/** What stands in a tile of hashes, from where the log keeps its hashes. 32 bytes a hash. */
export async function tileBytes(source: HashSource, tile: Tile & { level: number }): Promise<Buffer> {
  const first = tile.index * BigInt(TILE_WIDTH)
  const nodes = Array.from({ length: tile.width }, (_, i) => ({
    level: tile.level * TILE_HEIGHT,
    index: first + BigInt(i),
  }))
  const hashes = await source.hashes(nodes)
  if (hashes.length !== nodes.length || hashes.some((hash) => hash.length !== HASH_BYTES))
    throw new RangeError(`asked the store for ${nodes.length} hashes and got something else`)
  return Buffer.concat(hashes)
}

/**
 * Write all that a log of `to` entries has and one of `from` hadn't. A crash leaves some of it: do it again from the
 * same size, the bytes are the same. The checkpoint of `to` may be published only afterwards.
 * @param entries the entries [from, to), in order.
 */
export async function writeTiles(
  store: TileStore,
  source: HashSource,
  entries: (from: bigint, to: bigint) => Promise<readonly Uint8Array[]>,
  from: bigint,
  to: bigint,
): Promise<void> {
  for (const tile of tilesGrown(from, to)) {
    const first = tile.index * BigInt(TILE_WIDTH)
    const bytes =
      tile.level === 'entries'
        ? formatBundle(await entries(first, first + BigInt(tile.width)), tile.width)
        : await tileBytes(source, { ...tile, level: tile.level })
    await store.write(tilePath(tile), bytes)
  }
}

function shiftOf(level: Tile['level']): bigint {
  return level === 'entries' ? 0n : BigInt(level * TILE_HEIGHT)
}

function exists({ level, index, width }: Tile): boolean {
  if (level !== 'entries' && (!Number.isInteger(level) || level < 0 || level > 7)) return false
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH || index < 0n) return false
  return (index * BigInt(TILE_WIDTH) + BigInt(width)) << shiftOf(level) <= MAX_SIZE
}
