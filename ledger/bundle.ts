/** Entry bundles (c2sp.org/tlog-tiles): up to 256 entries of a log, each behind its length in two bytes.
 * An entry is what the log holds of it: the bytes its leaf hash is of. */

/** The most an entry may have: its length is 16 bits. */
export const MAX_BUNDLED_BYTES = 65_535

/** @throws RangeError unless there are `width` entries of at most 65,535 bytes. */
export function formatBundle(entries: readonly Uint8Array[], width: number): Buffer {
  if (entries.length !== width) throw new RangeError(`${entries.length} entries for a bundle of ${width}`)
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    if (entry.length > MAX_BUNDLED_BYTES) throw new RangeError(`an entry of ${entry.length} bytes`)
    parts.push(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry)
  }
  return Buffer.concat(parts)
}

/**
 * The entries in a bundle from outside, as views of it.
 * @param width how many there must be.
 * @returns undefined if there are more or fewer, or any byte is left over.
 */
export function parseBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    if (at + 2 > bytes.length) return undefined
    const end = at + 2 + bytes[at]! * 256 + bytes[at + 1]!
    if (end > bytes.length) return undefined
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return at === bytes.length ? entries : undefined
}
