/** Hashes as lines of base64, as proofs of inclusion and consistency stand in files and requests. */
import { decodeBase64, NoteRefused } from './note.ts'
import { HASH_BYTES, type Hash } from './tree.ts'

/** A path in a tree of fewer than 2^63 entries has no more, and the specifications allow no more. */
const MAX_HASHES = 63

/** One line a hash. */
export function formatHashes(hashes: readonly Hash[]): string {
  return hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')
}

/** @param lines without their newlines. @throws NoteRefused `malformed`. */
export function parseHashes(lines: readonly string[]): Hash[] {
  if (lines.length > MAX_HASHES) throw new NoteRefused('malformed', `${lines.length} hashes in a proof`)
  return lines.map((line) => {
    const hash = decodeBase64(line)
    if (hash?.length !== HASH_BYTES) throw new NoteRefused('malformed', 'not a hash')
    return hash
  })
}
