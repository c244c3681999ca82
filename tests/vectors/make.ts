/**
 * The test vectors of the frozen formats, from fixed inputs: `node tests/vectors/make.ts` writes `ref/vectors/`. A
 * version's vectors never change; the test beside compares. Ephemeral seeds make seals repeatable and worthless.
 */
import { hash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { canonicalBytes } from '#ledger/canonical.ts'
import { encodeEntry } from '#ledger/entry.ts'
import { leafHash, rootOf } from '#ledger/tree.ts'
import { digest, madeFragments, madeHeader, REEL_KEY, SEALED_WALL_MS, STATION } from '#tests/reels/made.ts'
import { boundOf, encryptDerived } from '#video/keys/derived.ts'
import {
  encodeKeyBox,
  encodeKeyFile,
  encodeStationPublic,
  keyBoxBinding,
  keyFileBinding,
} from '#video/keys/files.ts'
import { infoOf, keyIdOf, publicHalfOf, type SealPurpose, sealTo } from '#video/keys/hpke.ts'
import { newRecoveryCode, sealRecovery } from '#video/keys/recovery.ts'
import { encodeHeader, headerBinding } from '#video/reel/header.ts'
import { encodeIndex } from '#video/reel/packed.ts'
import { commitmentSalt, reelSeal, sealRecord } from '#video/reel/record.ts'
import { trailerBlock } from '#video/reel/trailer.ts'

type Vectors = { readonly [file: string]: unknown }
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const stationPrivate = digest('station private half')
const dayPrivate = digest('day private half')
const holdPrivate = digest('hold private half')
const HOLD = '9a9de6a2-5f7d-4d7b-8a11-7e1c9f3d2a0f'
const ENTRY_ID = '018f3c1e-0000-4000-8000-00000000000a'

/** One seal with all that went into it. */
async function sealed(privateHalf: Buffer, purpose: SealPurpose, aad: Buffer, secret: Buffer, seed: string) {
  const publicHalf = publicHalfOf(privateHalf)
  const result = await sealTo(publicHalf, purpose, aad, secret, digest(seed))
  const told = {
    recipientPrivate: hex(privateHalf),
    recipientPublic: hex(publicHalf),
    info: infoOf(purpose).toString('latin1'),
    aad: hex(aad),
    secret: hex(secret),
    enc: hex(result.enc),
    ct: hex(result.ct),
  }
  return { result, told }
}

async function reelVector(): Promise<{
  vector: Record<string, unknown>
  headerBytes: Buffer
  sealOfReel: unknown
}> {
  const dayPublic = publicHalfOf(dayPrivate)
  const bare = madeHeader({ keyId: keyIdOf(dayPublic) })
  const seal = await sealed(
    dayPrivate,
    'reel-key',
    headerBinding(bare, bare.init),
    REEL_KEY,
    'ephemeral reel',
  )
  const header = { ...bare, sealedKey: seal.result }
  const headerBytes = encodeHeader(header)
  const ready = reelSeal(REEL_KEY, header.reelId, header.camera)
  const fragments = madeFragments([40, 1, 90])
  let offset = headerBytes.length
  const records = fragments.map((fragment, number) => {
    const { parts, size, leaf } = sealRecord(ready, number, fragment)
    const entry = {
      offset,
      startOffset90k: Number(fragment.startMono90k - header.startMono90k),
      duration90k: fragment.duration90k,
      length: fragment.bytes.length,
      startsWithKeyFrame: fragment.startsWithKeyFrame,
      damaged: fragment.damaged,
    }
    offset += size
    return {
      bytes: Buffer.concat(parts),
      leaf,
      entry,
      salt: commitmentSalt(ready, number),
      fragment: fragment.bytes,
    }
  })
  const fragmentRoot = Buffer.from(rootOf(records.map(({ leaf }) => leaf)))
  const { block, reelLeaf } = trailerBlock(headerBytes.subarray(-32), {
    count: 3,
    recordBytes: offset - headerBytes.length,
    endMono90k: header.startMono90k + 540_000n,
    fragmentRoot,
    endCause: 'planned',
    sealedBy: 'recorder',
    sealedWallMs: SEALED_WALL_MS,
  })
  const vector = {
    reelKey: hex(REEL_KEY),
    header: { bytes: hex(headerBytes), hash: hex(headerBytes.subarray(-32)) },
    records: records.map(({ bytes, leaf, salt, fragment }) => ({
      fragment: hex(fragment),
      salt: hex(salt),
      commitment: hex(bytes.subarray(24, 56)),
      leaf: hex(leaf),
      bytes: hex(bytes),
    })),
    fragmentRoot: hex(fragmentRoot),
    trailer: hex(block.subarray(0, 64)),
    reelLeaf: hex(reelLeaf),
    packedIndex: hex(encodeIndex(records.map(({ entry }) => entry))),
    file: hex(Buffer.concat([headerBytes, ...records.map(({ bytes }) => bytes), block])),
  }
  return { vector, headerBytes, sealOfReel: seal.told }
}

async function keysVector(headerBytes: Buffer, sealOfReel: unknown): Promise<Record<string, unknown>> {
  const stationPublic = publicHalfOf(stationPrivate)
  const dayPublic = publicHalfOf(dayPrivate)
  const holdPublic = publicHalfOf(holdPrivate)
  const common = { generation: 1, station: STATION, stationKeyId: keyIdOf(stationPublic) }
  const day = {
    ...common,
    kind: 'day',
    subject: madeHeader().camera,
    on: '2026-03-31',
    publicHalf: dayPublic,
  } as const
  const hold = { ...common, kind: 'hold', subject: HOLD, on: '2026-09-30', publicHalf: holdPublic } as const
  const daySeal = await sealed(stationPrivate, 'day-key', keyFileBinding(day), dayPrivate, 'ephemeral day')
  const holdSeal = await sealed(
    stationPrivate,
    'hold-key',
    keyFileBinding(hold),
    holdPrivate,
    'ephemeral hold',
  )
  const binding = headerBytes.subarray(0, 136)
  const box = { kind: 'hold', keyId: keyIdOf(holdPublic), reelId: madeHeader().reelId, binding } as const
  const boxSeal = await sealed(holdPrivate, 'key-box', keyBoxBinding(box), REEL_KEY, 'ephemeral box')
  const content = Buffer.from('a picture')
  const contentKey = digest('content key')
  const bound = boundOf(
    { keyId: keyIdOf(dayPublic), generation: 1 },
    {
      kind: 'preview',
      contentType: 'image/jpeg',
      station: STATION,
      camera: madeHeader().camera,
      fileId: 'cd'.repeat(16),
      onDay: '2026-03-31',
      pictureWallMs: 1_774_915_200_000,
    },
    content.length,
  )
  const derived = await sealed(dayPrivate, 'derived-file', bound, contentKey, 'ephemeral derived')
  const derivedHead = Buffer.concat([bound, derived.result.enc, derived.result.ct])
  const code = newRecoveryCode(digest('recovery code').subarray(0, 20))
  const fixed = { salt: digest('salt').subarray(0, 16), nonce: digest('nonce').subarray(0, 12) }
  return {
    keyId: { publicHalf: hex(dayPublic), id: hex(keyIdOf(dayPublic)) },
    seals: {
      'day-key': daySeal.told,
      'hold-key': holdSeal.told,
      'reel-key': sealOfReel,
      'key-box': boxSeal.told,
      'derived-file': derived.told,
    },
    stationPublicFile: hex(encodeStationPublic(STATION, stationPublic)),
    dayKeyFile: hex(encodeKeyFile({ ...day, sealed: daySeal.result })),
    holdKeyFile: hex(encodeKeyFile({ ...hold, sealed: holdSeal.result })),
    keyBox: hex(encodeKeyBox({ ...box, sealed: boxSeal.result })),
    derivedFile: { content: hex(content), file: hex(encryptDerived(derivedHead, contentKey, content)) },
    recovery: {
      code,
      privateHalf: hex(stationPrivate),
      file: hex(sealRecovery(STATION, stationPrivate, code, fixed)),
    },
  }
}

function entryVector(reelLeaf: Buffer): Record<string, unknown> {
  const leaves = [reelLeaf, digest('reel leaf 2'), digest('reel leaf 3')]
  const entry = (body: { number: number; reels: number; root: string }) => {
    const bytes = encodeEntry({
      v: 1,
      id: ENTRY_ID,
      kind: 'minute',
      origin: `mingjian.station/${STATION}/1`,
      epoch: 1,
      at: '2026-03-31T00:01:02.345Z',
      body: { ...body, minute: '2026-03-31T00:01:00.000Z' },
    })
    return { text: Buffer.from(bytes).toString('utf8'), leafHash: hex(leafHash(bytes)) }
  }
  const salt = digest('personal salt')
  const value = { name: '王芳', number: 7 }
  return {
    minute: { reelLeaves: leaves.map(hex), ...entry({ number: 17, reels: 3, root: hex(rootOf(leaves)) }) },
    emptyMinute: entry({ number: 18, reels: 0, root: hex(rootOf([])) }),
    commitment: {
      salt: hex(salt),
      value,
      canonical: canonicalBytes(value).toString('utf8'),
      commitment: hex(digestOf(Buffer.concat([salt, canonicalBytes(value)]))),
    },
  }
}

/** All vectors, by file name below `ref/vectors/`. */
export async function vectors(): Promise<Vectors> {
  const { vector, headerBytes, sealOfReel } = await reelVector()
  return {
    'reel.json': vector,
    'keys.json': await keysVector(headerBytes, sealOfReel),
    'entry.json': entryVector(Buffer.from(vector.reelLeaf as string, 'hex')),
  }
}

function digestOf(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer')
}

/** As the files hold it. */
export function textOf(vector: unknown): string {
  return `${JSON.stringify(vector, null, 2)}\n`
}

if (import.meta.main)
  for (const [file, vector] of Object.entries(await vectors()))
    await writeFile(new URL(`../../ref/vectors/${file}`, import.meta.url), textOf(vector))
