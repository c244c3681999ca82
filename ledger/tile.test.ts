import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { NaiveTree } from '#tests/ledger/naive.ts'
import { formatBundle, MAX_BUNDLED_BYTES, parseBundle } from './bundle.ts'
import { consistencyProof, inclusionProof, rootAt, verifyConsistency, verifyInclusion } from './proof.ts'
import {
  parseTilePath,
  type Tile,
  TileRefused,
  type TileStore,
  tileAt,
  tileBytes,
  tilePath,
  tilesGrown,
  writeTiles,
} from './tile.ts'
import { readBundle, readEntry, tileSource } from './tile-source.ts'
import { GrowingTree, type Hash, leafHash } from './tree.ts'

/** A folder of tiles that checks what a writer promises: no path ever gets other bytes. */
function memoryTiles(): TileStore & { readonly files: Map<string, Buffer>; reads: number } {
  const files = new Map<string, Buffer>()
  const store = {
    files,
    reads: 0,
    read: async (path: string) => {
      store.reads++
      return files.get(path)
    },
    write: async (path: string, bytes: Uint8Array) => {
      const known = files.get(path)
      if (known) assert.equal(Buffer.compare(bytes, known), 0, `${path} was written anew with other bytes`)
      files.set(path, Buffer.from(bytes))
    },
  }
  return store
}

/** A log in memory: its entries, the twin, and every hash that a log would keep. */
function memoryLog(size: number) {
  const entries = Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`))
  const nodes = new Map<string, Hash>()
  const tree = new GrowingTree()
  const roots: Hash[] = [tree.root()]
  for (const entry of entries) {
    tree.append(leafHash(entry), (level, index, hash) => nodes.set(`${level}/${index}`, hash))
    if (size <= 2000) roots.push(tree.root())
  }
  return {
    entries,
    naive: new NaiveTree(entries),
    roots,
    source: {
      hashes: async (ids: readonly { level: number; index: bigint }[]) =>
        ids.map(({ level, index }) => {
          const hash = nodes.get(`${level}/${index}`)
          assert.ok(hash, `node ${level}/${index} was asked for before it was complete`)
          return hash
        }),
    },
    between: async (from: bigint, to: bigint) => entries.slice(Number(from), Number(to)),
  }
}

type Log = ReturnType<typeof memoryLog>

/** Everything that the tiles of this size must say, at a few places. */
async function agrees(log: Log, tiles: TileStore, size: number, places: readonly number[]): Promise<void> {
  const [n, source] = [BigInt(size), tileSource(tiles, BigInt(size))]
  const root = log.naive.head(0, size)
  assert.deepEqual(await rootAt(source, n), root, `root of ${size}`)
  for (const place of places.filter((p) => p < size)) {
    const index = BigInt(place)
    const path = await inclusionProof(source, index, n)
    assert.deepEqual(path, log.naive.path(place, 0, size), `path of ${place} in ${size}`)
    const entry = await readEntry(tiles, index, n)
    assert.ok(verifyInclusion(index, n, leafHash(entry), root, path))
    const old = place + 1
    const proof = await consistencyProof(source, BigInt(old), n)
    assert.deepEqual(proof, log.naive.proof(old, size), `from ${old} to ${size}`)
    assert.ok(verifyConsistency(BigInt(old), n, log.naive.head(0, old), root, proof))
  }
}

const at = (level: Tile['level'], index: bigint, width = 256): Tile => ({ level, index, width })

describe('the path of a tile', () => {
  const known: [Tile, string][] = [
    // c2sp.org/tlog-tiles
    [at(0, 1234067n), 'tile/0/x001/x234/067'],
    // golang.org/x/mod/sumdb/tlog, at this height and a level that a log can have there
    [at(3, 123456078n), 'tile/3/x123/x456/078'],
    [at(3, 123456078n, 2), 'tile/3/x123/x456/078.p/2'],
    [at('entries', 3057500n), 'tile/entries/x003/x057/500'],
    [at(0, 0n), 'tile/0/000'],
    [at(0, 999n, 255), 'tile/0/999.p/255'],
    [at(1, 1000n, 1), 'tile/1/x001/000.p/1'],
    [at('entries', 273n, 112), 'tile/entries/273.p/112'],
  ]

  it('is the published one, both ways', () => {
    for (const [tile, path] of known) {
      assert.equal(tilePath(tile), path)
      assert.deepEqual(parseTilePath(path), tile)
    }
  })

  it('is read in its one spelling only', () => {
    for (const path of [
      '',
      '/tile/0/000',
      'tile/0/000/',
      'tile/0/000\n',
      'tile/00/000',
      'tile/-1/000',
      'tile/8/000',
      'tile/64/000',
      'tile/data/000',
      'tile/Entries/000',
      'tile/0/0',
      'tile/0/0000',
      'tile/0/x000/001',
      'tile/0/x000',
      'tile/0/001/234',
      'tile/0/x001/x234',
      'tile/0/X001/234',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/01',
      'tile/0/000.p/',
      'tile/0/000.p',
      'tile/0/000p/1',
      'tile/0/../000',
      'tile/0/%30%30%30',
      'tile/0/٠٠٠',
      'tile/7/128.p/1',
      'tile/0/x999/x999/x999/x999/x999/999',
      'tile/0/x001/x000/x000/x000/x000/x000/000',
    ])
      assert.equal(parseTilePath(path), undefined, path)
  })

  it('exists for tiles of logs only', () => {
    for (const tile of [at(0, -1n), at(0, 0n, 0), at(0, 0n, 257), at(0, 0n, 1.5), at(-1, 0n), at(8, 0n, 1)])
      assert.throws(() => tilePath(tile), RangeError)
    assert.throws(() => tilePath(at(7, 0n, 128)), RangeError, '2^63 entries are one too many')
    assert.equal(tilePath(at(7, 0n, 127)), 'tile/7/000.p/127')
    assert.throws(() => tilePath(at(0, 1n << 55n)), RangeError)
  })

  it('leads back to its tile, whichever', () => {
    const level = fc.constantFrom('entries' as const, 0, 1, 2, 3)
    const index = fc.bigInt(0n, (1n << 30n) - 1n)
    fc.assert(
      fc.property(level, index, fc.integer({ min: 1, max: 256 }), fc.nat(), (l, n, width, where) => {
        const tile = at(l, n, width)
        const path = tilePath(tile)
        assert.deepEqual(parseTilePath(path), tile)
        const i = where % path.length
        for (const other of ['', 'x', '/', `0${path[i]}`]) {
          const changed = path.slice(0, i) + other + path.slice(i + 1)
          const read = parseTilePath(changed)
          if (read && changed !== path) assert.equal(tilePath(read), changed)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the tiles of a log', () => {
  it('are those that the specification counts for 70,000 and 256 entries', () => {
    const count = (size: bigint) => {
      const counted = new Map<string, number>()
      for (const { level, width } of tilesGrown(0n, size)) {
        const kind = `${level} ${width === 256 ? 'full' : width}`
        counted.set(kind, (counted.get(kind) ?? 0) + 1)
      }
      return Object.fromEntries(counted)
    }
    assert.deepEqual(count(70_000n), {
      'entries full': 273,
      'entries 112': 1,
      '0 full': 273,
      '0 112': 1,
      '1 full': 1,
      '1 17': 1,
      '2 1': 1,
    })
    assert.deepEqual(count(256n), { 'entries full': 1, '0 full': 1, '1 1': 1 })
    assert.deepEqual(count(0n), {})
  })

  it('are new or wider in growing, and nothing else is', () => {
    const paths = (tiles: Iterable<Tile>) => [...tiles].map(tilePath)
    fc.assert(
      fc.property(fc.nat(70_000), fc.nat(1500), (from, more) => {
        const [a, b] = [BigInt(from), BigInt(from + more)]
        const had = new Set(paths(tilesGrown(0n, a)))
        const expected = paths(tilesGrown(0n, b)).filter((path) => !had.has(path))
        assert.deepEqual(paths(tilesGrown(a, b)), expected)
      }),
      { numRuns: 60 },
    )
    assert.deepEqual([...tilesGrown(7n, 7n)], [])
    assert.throws(() => [...tilesGrown(2n, 1n)], RangeError)
    assert.throws(() => [...tilesGrown(-1n, 1n)], RangeError)
    assert.throws(() => [...tilesGrown(0n, 1n << 63n)], RangeError)
    const huge = (1n << 63n) - 1n
    assert.equal(tilesGrown(huge - 1n, huge).next().value?.width, 255, 'one at a time, however long the log')
  })

  it('have the width that their size gives them', () => {
    assert.equal(tileAt(70_000n, 0, 273n)?.width, 112)
    assert.equal(tileAt(70_000n, 0, 272n)?.width, 256)
    assert.equal(tileAt(70_000n, 0, 274n), undefined)
    assert.equal(tileAt(65_536n, 1, 0n)?.width, 256)
    assert.equal(tileAt(65_536n, 1, 1n), undefined, 'an empty tile is none')
    assert.equal(tileAt(5n, 0, -1n), undefined)
  })
})

describe('a log in tiles', () => {
  it('says what the naive twin says, at every size to 1,100, grown one entry at a time', async () => {
    const log = memoryLog(1100)
    const tiles = memoryTiles()
    for (let size = 1; size <= 1100; size++) {
      await writeTiles(tiles, log.source, log.between, BigInt(size - 1), BigInt(size))
      assert.deepEqual(log.roots[size], log.naive.head(0, size))
      await agrees(log, tiles, size, [((size * 7919) % 1009) % size])
    }
    for (const [path, bytes] of tiles.files) {
      const tile = parseTilePath(path)!
      if (tile.level === 'entries') continue
      const [level, n] = [tile.level, Number(tile.index)]
      const sizeThen = (n * 256 + tile.width) * 256 ** level
      assert.deepEqual(bytes, log.naive.tile(level, n, sizeThen), path)
    }
  })

  describe('of 70,000 entries', () => {
    let log: Log
    let tiles: ReturnType<typeof memoryTiles>
    before(async () => {
      log = memoryLog(70_000)
      tiles = memoryTiles()
    })

    it('says what the naive twin says around the powers of 256, and where chance takes it', async () => {
      const random = fc.sample(fc.integer({ min: 1, max: 70_000 }), { numRuns: 12, seed: 185 })
      const sizes = [
        255, 256, 257, 511, 512, 513, 65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_792, 65_793,
      ]
      let from = 0n
      for (const size of [...new Set([...sizes, ...random, 70_000])].sort((a, b) => a - b)) {
        await writeTiles(tiles, log.source, log.between, from, BigInt(size))
        from = BigInt(size)
        const places = [0, 255, 256, 65_535, 65_536, size >> 1, size - 257, size - 256, size - 2, size - 1]
        await agrees(
          log,
          tiles,
          size,
          places.filter((p) => p >= 0),
        )
      }
    })

    it('reads each tile of a proof once, and at most one a level', async () => {
      tiles.reads = 0
      await inclusionProof(tileSource(tiles, 70_000n), 12_345n, 70_000n)
      assert.ok(tiles.reads <= 4, `${tiles.reads} reads`)
    })

    it('goes on with full tiles where the partial ones have been dropped', async () => {
      const kept = new Map([...tiles.files].filter(([path]) => !path.includes('.p/')))
      const reader = { read: async (path: string) => kept.get(path) }
      const source = tileSource(reader, 65_400n)
      const proof = await inclusionProof(source, 65_300n, 65_400n)
      assert.deepEqual(proof, log.naive.path(65_300, 0, 65_400))
      assert.deepEqual(await readEntry(reader, 65_399n, 65_400n), log.entries[65_399])
      assert.equal((await readBundle(reader, at('entries', 255n, 3))).length, 3)
      await assert.rejects(
        source.hashes([{ level: 0, index: 65_400n }]),
        RangeError,
        'full, but not of this log',
      )
      await assert.rejects(source.hashes([{ level: 4, index: 4087n }]), RangeError)
    })

    it('has no more than it has', async () => {
      const source = tileSource(tiles, 70_000n)
      for (const [level, index] of [
        [0, 70_000n],
        [1, 35_000n],
        [17, 0n],
        [16, 1n],
        [0, -1n],
      ] as const)
        await assert.rejects(source.hashes([{ level, index }]), RangeError, `${level}/${index}`)
      await assert.rejects(readEntry(tiles, 70_000n, 70_000n), RangeError)
      await assert.rejects(readEntry(tiles, -1n, 70_000n), RangeError)
    })

    it('is refused with a tile that is missing, short or long, by name', async () => {
      const path = 'tile/0/003'
      const whole = tiles.files.get(path)!
      const refusal = (code: string) => (error: unknown) =>
        error instanceof TileRefused && error.code === code && error.path === path
      for (const [code, bytes] of [
        ['missing', undefined],
        ['malformed', whole.subarray(1)],
        ['malformed', Buffer.concat([whole, whole.subarray(0, 32)])],
      ] as const) {
        const reader = { read: async (p: string) => (p === path ? bytes : tiles.files.get(p)) }
        await assert.rejects(inclusionProof(tileSource(reader, 70_000n), 800n, 70_000n), refusal(code))
      }
      const reader = {
        read: async (p: string) => (p.includes('entries') ? Buffer.of(0) : tiles.files.get(p)),
      }
      await assert.rejects(readEntry(reader, 0n, 70_000n), TileRefused)
    })

    it('leads to a proof that is refused, with any bit of a tile flipped that the proof uses', async () => {
      const root = log.naive.head(0, 70_000)
      const proof = await inclusionProof(tileSource(tiles, 70_000n), 800n, 70_000n)
      assert.ok(verifyInclusion(800n, 70_000n, leafHash(log.entries[800]!), root, proof))
      for (const path of ['tile/0/003', 'tile/1/000', 'tile/1/001.p/17', 'tile/0/273.p/112']) {
        const bytes = Buffer.from(tiles.files.get(path)!)
        bytes[bytes.length - 1]! ^= 0x80
        const reader = { read: async (p: string) => (p === path ? bytes : tiles.files.get(p)) }
        const bent = await inclusionProof(tileSource(reader, 70_000n), 800n, 70_000n)
        assert.ok(!verifyInclusion(800n, 70_000n, leafHash(log.entries[800]!), root, bent), path)
      }
    })
  })

  it('is written alike from any size, and again after a crash', async () => {
    const log = memoryLog(600)
    const tiles = memoryTiles()
    await writeTiles(tiles, log.source, log.between, 0n, 300n)
    let left = 3
    const failing = {
      ...tiles,
      write: async (path: string, bytes: Uint8Array) => {
        if (left-- === 0) throw new Error('disk away')
        await tiles.write(path, bytes)
      },
    }
    await assert.rejects(writeTiles(failing, log.source, log.between, 300n, 600n), /disk away/)
    await writeTiles(tiles, log.source, log.between, 300n, 600n)
    await agrees(log, tiles, 600, [0, 299, 300, 599])
    await agrees(log, tiles, 300, [0, 299])
  })

  it('is not made of too few hashes', async () => {
    const source = { hashes: async () => [Buffer.alloc(32)] }
    await assert.rejects(tileBytes(source, { level: 0, index: 0n, width: 2 }), RangeError)
  })
})

describe('an entry bundle', () => {
  it('holds entries of 0 to 65,535 bytes behind two bytes of length', () => {
    const bytes = formatBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(258, 7)], 3)
    assert.equal(bytes.toString('hex', 0, 8), `0002616200000102`)
    assert.deepEqual(
      parseBundle(bytes, 3)?.map((entry) => entry.length),
      [2, 0, 258],
    )
    const large = formatBundle([Buffer.alloc(MAX_BUNDLED_BYTES, 1)], 1)
    assert.equal(large.length, 65_537)
    assert.equal(parseBundle(large, 1)?.[0]?.length, 65_535)
    assert.throws(() => formatBundle([Buffer.alloc(65_536)], 1), RangeError)
    assert.throws(() => formatBundle([Buffer.of(1)], 2), RangeError)
  })

  it('comes back as it was, and is refused with a byte or an entry too few or too many', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 })
    fc.assert(
      fc.property(entries, fc.uint8Array({ minLength: 1, maxLength: 3 }), (list, tail) => {
        const bytes = formatBundle(list, list.length)
        assert.deepEqual(
          parseBundle(bytes, list.length)?.map((entry) => Buffer.from(entry)),
          list.map((entry) => Buffer.from(entry)),
        )
        assert.equal(parseBundle(Buffer.concat([bytes, tail]), list.length), undefined)
        assert.equal(parseBundle(bytes.subarray(0, -1), list.length), undefined)
        assert.equal(parseBundle(bytes, list.length - 1), undefined)
        assert.equal(parseBundle(bytes, list.length + 1), undefined)
      }),
      { numRuns: 100 },
    )
  })
})
