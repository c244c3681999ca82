/**
 * Decrypts fragments for one socket: the reel's key comes from the key process under the socket's lease, is kept for
 * the current reel only, and goes with it. The web process never holds a key for which it has no lease.
 */
import { createHash } from 'node:crypto'
import type { KeyClient } from '#video/keys/client.ts'
import { ReelReader } from '#video/reel/reader.ts'
import { type ReelSeal, reelSeal } from '#video/reel/record.ts'
import type { FragmentPlace, ReelPlace } from './reel-index.ts'

export class ReelSource {
  readonly #keys: KeyClient
  #reel: { place: ReelPlace; reader: ReelReader; seal: ReelSeal } | null = null

  constructor(keys: KeyClient) {
    this.#keys = keys
  }

  /** `ftyp` + `moov` and the codec of the reel, and a mark that changes where the player must start anew. */
  async init(
    fragment: FragmentPlace,
    lease: string,
  ): Promise<{ codec: string; width: number; height: number; segment: Buffer; mark: string }> {
    const { reader } = await this.#at(fragment.reel, lease)
    const { init, bootId } = reader.header
    const mark = createHash('sha256').update(bootId).update(init.initSegment).digest('hex')
    return { codec: init.codec, width: init.width, height: init.height, segment: init.initSegment, mark }
  }

  /** The fragment as it was recorded. Throws KeyRefusal, ReelFormatError or a system error. */
  async read(fragment: FragmentPlace, lease: string): Promise<Buffer> {
    const { reader, seal } = await this.#at(fragment.reel, lease)
    return (await reader.readFragment(fragment.entry, seal)).bytes
  }

  async #at(place: ReelPlace, lease: string): Promise<{ reader: ReelReader; seal: ReelSeal }> {
    if (this.#reel?.place.reelId === place.reelId) return this.#reel
    await this.close()
    const reader = await openEither(place.path)
    try {
      const key = await this.#keys.openReel(lease, reader.headerBytes)
      const seal = reelSeal(key, reader.header.reelId, reader.header.camera)
      key.fill(0)
      this.#reel = { place, reader, seal }
      return this.#reel
    } catch (error) {
      await reader.close()
      throw error
    }
  }

  async close(): Promise<void> {
    const reel = this.#reel
    this.#reel = null
    await reel?.reader.close()
  }
}

/** An open reel may have been finished, and so renamed, since it was found. */
async function openEither(path: string): Promise<ReelReader> {
  try {
    return await ReelReader.open(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !path.endsWith('.open')) throw error
    return ReelReader.open(path.replace(/\.open$/, '.reel'))
  }
}
