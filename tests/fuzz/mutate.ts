import type { Random } from './targets.ts'

/** Values parsers tend to trip over, as bytes. */
const EDGES = [
  '00',
  'ff',
  '7f',
  '80',
  '0000',
  'ffff',
  '7fff',
  '8000',
  '00000000',
  'ffffffff',
  '7fffffff',
  '80000000',
  '000001',
  '00000001',
  '0d0a',
  '0d0a0d0a',
  '24',
  '22',
  '3d',
  '2c',
].map((hex) => Buffer.from(hex, 'hex'))
const LARGEST = 256 * 1024

/** Breaks `input` in up to eight places: bits, bytes, edge values, cuts, repeats, moves, numbers in text. */
export function mutate(input: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(input)
  for (let left = random.below(8); left > 0; left--) {
    const at = random.below(bytes.length + 1)
    const piece = bytes.subarray(at, at + 1 + random.below(32))
    switch (random.below(8)) {
      case 0:
        if (at < bytes.length) bytes[at] = bytes[at]! ^ (1 << random.below(8))
        break
      case 1:
        if (at < bytes.length) bytes[at] = random.below(256)
        break
      case 2:
        random.of(EDGES).copy(bytes, at)
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), random.of(EDGES), bytes.subarray(at)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)])
        break
      case 5: {
        const times = 1 + random.below(random.below(20) === 0 ? 4000 : 4)
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          ...Array.from({ length: times }, () => piece),
          bytes.subarray(at),
        ])
        break
      }
      case 6:
        bytes = bytes.subarray(0, at)
        break
      default: {
        const number = random.of(['0', '-1', '65535', '4294967296', '99999999999999999999', '1e9', '0x10'])
        bytes = Buffer.from(
          bytes.toString('latin1').replace(/\d+/g, (all) => (random.below(6) === 0 ? number : all)),
          'latin1',
        )
      }
    }
    if (bytes.length > LARGEST) bytes = bytes.subarray(0, LARGEST)
  }
  return bytes
}
