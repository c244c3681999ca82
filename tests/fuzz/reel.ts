/** What parses reels and keyring files: bytes of a disk that somebody may have written to. Both readers must agree. */
import { readFileSync } from 'node:fs'
import { auditReel, sourceOf } from '#audit/reel.ts'
import { REEL_KEY } from '#tests/reels/made.ts'
import { decodeDerived, openDerived } from '#video/keys/derived.ts'
import {
  decodeKeyBox,
  decodeKeyFile,
  decodeStationPublic,
  encodeKeyBox,
  encodeKeyFile,
  KeyFileError,
} from '#video/keys/files.ts'
import { describeRecovery } from '#video/keys/recovery.ts'
import { KeyRefusal } from '#video/keys/refusals.ts'
import { decodeHeader, encodeHeader } from '#video/reel/header.ts'
import { ReelFormatError } from '#video/reel/layout.ts'
import { decodeIndex, encodeIndex } from '#video/reel/packed.ts'
import { decodePlainPart, openRecord, reelSeal } from '#video/reel/record.ts'
import { decodeTrailerBlock } from '#video/reel/trailer.ts'
import type { FuzzTarget } from './targets.ts'

const vector = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../ref/vectors/${file}`, import.meta.url), 'utf8'))
const reel = vector('reel.json')
const keys = vector('keys.json')
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const headerHash = bytes(reel.header.hash)

/** What `act` returns; null where it refuses as it should. Anything else it throws is a finding. */
function orRefused<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof ReelFormatError || error instanceof KeyFileError || error instanceof KeyRefusal)
      return null
    throw error
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

export const reelTargets: readonly FuzzTarget[] = [
  {
    name: 'reel/file',
    generate: () => bytes(reel.file),
    run(input) {
      const report = auditReel(sourceOf(input), REEL_KEY)
      const head = orRefused(() => decodeHeader(input))
      const isHeaderBad = report.findings.some(({ code }) => /^(not|unknown|header)/.test(code))
      must((head === null) === isHeaderBad, 'the two readers disagree on a header')
      if (head === null) return
      must(
        encodeHeader(head.header).equals(input.subarray(0, head.length)),
        'a header is not its own encoding',
      )
      const seal = reelSeal(REEL_KEY, head.header.reelId, head.header.camera)
      for (let at = head.length; at < input.length; ) {
        const plain = orRefused(() => decodePlainPart(input.subarray(at), at))
        if (plain === null) break
        orRefused(() => openRecord(seal, input.subarray(at, at + plain.length + 104), at))
        at += plain.length + 104
      }
    },
  },
  {
    name: 'reel/trailer',
    generate: () => Buffer.concat([bytes(reel.trailer), bytes(reel.reelLeaf)]),
    run(input) {
      orRefused(() => decodeTrailerBlock(input, headerHash, 0))
    },
  },
  {
    name: 'reel/packed-index',
    generate: () => bytes(reel.packedIndex),
    run(input) {
      const fragments = orRefused(() => decodeIndex(input))
      if (fragments) must(encodeIndex(fragments).equals(input), 'an index is not its own encoding')
    },
  },
  {
    name: 'keys/files',
    generate: (random) =>
      bytes(
        random.of([
          keys.dayKeyFile,
          keys.holdKeyFile,
          keys.keyBox,
          keys.stationPublicFile,
          keys.recovery.file,
        ]),
      ),
    run(input) {
      const file = orRefused(() => decodeKeyFile(input))
      if (file) must(encodeKeyFile(file).equals(input), 'a key file is not its own encoding')
      const box = orRefused(() => decodeKeyBox(input))
      if (box) must(encodeKeyBox(box).equals(input), 'a box is not its own encoding')
      orRefused(() => decodeStationPublic(input))
      orRefused(() => describeRecovery(input))
    },
  },
  {
    name: 'keys/derived-file',
    generate: () => bytes(keys.derivedFile.file),
    run(input) {
      const contentKey = bytes(keys.seals['derived-file'].secret)
      if (orRefused(() => decodeDerived(input))) orRefused(() => openDerived(contentKey, input))
    },
  },
]
