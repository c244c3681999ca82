/**
 * What the cameras sent and the reels don't hold. Every picture carries its number and its slice has a known hash, so
 * each one is looked for by both; every reel is also read by the independent reader, with its key.
 */
import { auditReelFile } from '#audit/reel.ts'
import { pictureNumber } from '#samples/rtsp/synthetic.ts'
import { type ReadReel, type Stage, samplesOf, sliceHash } from '#tests/recorder/stage.ts'
import { openReelKey } from '#video/keys/reelkey.ts'

export type Sent = {
  /** Number of the first picture that the source made for this client: a key frame. */
  readonly first: number
  /** Number after the last one that had to be on the disk. */
  readonly due: number
}

export type Losses = { frames: number; fragments: number; held: number }

/**
 * Compares one camera's reels with what its source sent.
 * @param slices hashes of the loop's slices, in the order they are sent from `sent.first` on.
 * @returns `frames`: pictures that are absent, altered or there twice, from the first key frame to the later of `due`
 *   and the last one held; `fragments`: records that the independent reader refuses, and holes between fragments.
 */
export function lossesOf(reels: readonly ReadReel[], sent: Sent, slices: readonly string[]): Losses {
  const held = new Set<number>()
  let wrong = 0
  let last = sent.due - 1
  let fragments = 0
  let end: bigint | null = null
  for (const reel of reels) {
    for (const { entry, bytes } of reel.fragments ?? []) {
      const start = reel.scan.header.startMono90k + BigInt(entry.startOffset90k)
      if (end !== null && start !== end) fragments++
      end = start + BigInt(entry.duration90k)
      for (const sample of samplesOf(bytes)) {
        const number = pictureNumber(sample) ?? -1
        const place = (number - sent.first) % slices.length
        if (number < sent.first || held.has(number) || sliceHash(sample) !== slices[place]) wrong++
        held.add(number)
        last = Math.max(last, number)
      }
    }
  }
  const wanted = last + 1 - sent.first
  let absent = wanted
  for (const number of held) if (number >= sent.first && number <= last) absent--
  return { frames: absent + wrong, fragments, held: held.size }
}

/** Records of a reel that the reader sharing no code with the writer finds fault with, opened with the reel's key. */
export async function auditedFaults(stage: Stage, reel: ReadReel): Promise<number> {
  const opened = await openReelKey(stage.keyring, stage.station.privateHalf, reel.scan.header, [])
  if (opened === null) return reel.scan.fragments.length
  const report = auditReelFile(reel.path, opened.reelKey)
  return report.findings.length + (report.count - report.opened)
}
