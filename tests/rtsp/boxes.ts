import assert from 'node:assert/strict'

/** A walker of ISO base media boxes for tests: shares nothing with the writer. */
export type Box = { type: string; body: Buffer }

/** All boxes of `bytes`; they must fill it exactly. */
export function boxes(bytes: Buffer): Box[] {
  const found: Box[] = []
  for (let at = 0; at < bytes.length; ) {
    assert.ok(at + 8 <= bytes.length, 'box head cut short')
    const size = bytes.readUInt32BE(at)
    assert.ok(size >= 8 && at + size <= bytes.length, 'box of impossible size')
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size) })
    at += size
  }
  return found
}

/** The body of the only box at `path`, e.g. `moov/trak/tkhd`. */
export function find(bytes: Buffer, path: string): Buffer {
  return path.split('/').reduce((within, type) => {
    const named = boxes(within).filter((box) => box.type === type)
    assert.equal(named.length, 1, `${named.length} boxes ${type} in ${path}`)
    return named[0]!.body
  }, bytes)
}

export type ReadSample = { duration: number; offset: number; key: boolean; data: Buffer }

/** Reads a file of one `moof` + `mdat` as ISO/IEC 14496-12 8.8 says, and that its lengths meet. */
export function readMoof(bytes: Buffer): { sequence: number; tfdt: bigint; samples: ReadSample[] } {
  assert.deepEqual(
    boxes(bytes).map(({ type }) => type),
    ['moof', 'mdat'],
  )
  const moof = find(bytes, 'moof')
  assert.deepEqual(
    boxes(moof).map(({ type }) => type),
    ['mfhd', 'traf'],
  )
  assert.deepEqual(
    boxes(find(moof, 'traf')).map(({ type }) => type),
    ['tfhd', 'tfdt', 'trun'],
  )
  const tfhd = find(moof, 'traf/tfhd')
  assert.equal(tfhd.readUInt32BE(0), 0x020000, 'default-base-is-moof and nothing else')
  assert.equal(tfhd.readUInt32BE(4), 1)
  const tfdt = find(moof, 'traf/tfdt')
  assert.equal(tfdt[0], 1)
  const trun = find(moof, 'traf/trun')
  assert.equal(trun[0], 1)
  const flags = trun.readUIntBE(1, 3)
  assert.equal(flags & ~0xf01, 0)
  const samples: ReadSample[] = []
  let at = 8
  assert.ok(flags & 1)
  let dataAt = trun.readInt32BE(at)
  assert.equal(dataAt, moof.length + 16)
  at += 4
  const take = (flag: number) => {
    if (!(flags & flag)) return 0
    at += 4
    return trun.readUInt32BE(at - 4)
  }
  for (let i = 0; i < trun.readUInt32BE(4); i++) {
    const duration = take(0x100)
    const size = take(0x200)
    const sampleFlags = take(0x400)
    const offset = take(0x800) | 0
    samples.push({
      duration,
      offset,
      key: (sampleFlags & 0x10000) === 0,
      data: bytes.subarray(dataAt, dataAt + size),
    })
    dataAt += size
  }
  assert.equal(at, trun.length)
  assert.equal(dataAt, bytes.length, 'samples fill the mdat')
  return { sequence: find(moof, 'mfhd').readUInt32BE(4), tfdt: tfdt.readBigUInt64BE(4), samples }
}
