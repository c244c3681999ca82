/**
 * A log read from its tiles alone: hashes for proofs, and entries. What comes from here is as believable as the
 * place it was read from; a proof made of it counts once it has been checked against a checkpoint one believes.
 */
import { parseBundle } from './bundle.ts'
import type { HashSource } from './proof.ts'
import { TILE_HEIGHT, TILE_WIDTH, type Tile, type TileReader, TileRefused, tileAt, tilePath } from './tile.ts'
import { HASH_BYTES, type Hash, type NodeId, rootOf } from './tree.ts'

/**
 * The hashes of a log of `size` entries, from its tiles; each tile is read once a call, all of them at a time.
 * `inclusionProof` and `consistencyProof` (proof.ts) take it.
 * @returns a source that rejects with TileRefused for a tile that's missing or of the wrong length, with RangeError
 *   for a node that a log of this size hasn't completed, and with whatever the reader throws.
 */
export function tileSource(reader: TileReader, size: bigint): HashSource {
  return {
    async hashes(nodes: readonly NodeId[]): Promise<Hash[]> {
      const reads = new Map<string, Promise<Uint8Array>>()
      return Promise.all(
        nodes.map(async (node) => {
          const { tile, first, count } = placeOf(node, size)
          const path = tilePath(tile)
          const known = reads.get(path) ?? readTile(reader, tile)
          reads.set(path, known)
          return rootOf(hashesAt(await known, first, count))
        }),
      )
    },
  }
}

/**
 * Entry `index` of a log of `size` entries, from its bundle. Believe it once `verifyInclusion` has.
 * @throws RangeError for no entry of the log; TileRefused.
 */
export async function readEntry(reader: TileReader, index: bigint, size: bigint): Promise<Uint8Array> {
  const tile = index < size ? tileAt(size, 'entries', index / BigInt(TILE_WIDTH)) : undefined
  if (index < 0n || tile === undefined) throw new RangeError(`no entry ${index} in a log of ${size}`)
  const entries = await readBundle(reader, tile)
  return entries[Number(index % BigInt(TILE_WIDTH))]!
}

/** The entries of a bundle. @throws TileRefused. */
export async function readBundle(reader: TileReader, tile: Tile): Promise<readonly Uint8Array[]> {
  const { path, bytes, width } = await readWidest(reader, tile)
  const entries = parseBundle(bytes, width)
  if (!entries) throw new TileRefused('malformed', path, `not a bundle of ${width} entries`)
  return entries.slice(0, tile.width)
}

/** Where a complete subtree stands: `count` hashes from `first` on in a tile. */
function placeOf(node: NodeId, size: bigint): { tile: Tile; first: number; count: number } {
  const level = Math.floor(node.level / TILE_HEIGHT)
  const above = node.level % TILE_HEIGHT
  const at = node.index << BigInt(above)
  const tile = tileAt(size, level, at / BigInt(TILE_WIDTH))
  const first = Number(at % BigInt(TILE_WIDTH))
  const count = 1 << above
  if (node.index < 0n || tile === undefined || first + count > tile.width)
    throw new RangeError(`a log of ${size} entries has no subtree ${node.level}/${node.index}`)
  return { tile, first, count }
}

async function readTile(reader: TileReader, tile: Tile): Promise<Uint8Array> {
  const { path, bytes, width } = await readWidest(reader, tile)
  if (bytes.length !== width * HASH_BYTES)
    throw new TileRefused('malformed', path, `${bytes.length} bytes for ${width} hashes`)
  return bytes
}

/** Views, made only of those that are needed: most proofs need one of a tile's 256. */
function hashesAt(tile: Uint8Array, first: number, count: number): Hash[] {
  return Array.from({ length: count }, (_, i) =>
    tile.subarray((first + i) * HASH_BYTES, (first + i + 1) * HASH_BYTES),
  )
}

/** The tile, or the full one in its place: a log may drop a partial tile once it's full. */
async function readWidest(
  reader: TileReader,
  tile: Tile,
): Promise<{ path: string; bytes: Uint8Array; width: number }> {
  for (const width of new Set([tile.width, TILE_WIDTH])) {
    const path = tilePath({ ...tile, width })
    const bytes = await reader.read(path)
    if (bytes) return { path, bytes, width }
  }
  throw new TileRefused('missing', tilePath(tile), `the log has it and it isn't there`)
}
