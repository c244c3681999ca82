// needs: ffmpeg gstreamer
/**
 * A camera of another maker, our recorder process, the reels on the disk: what is kept is what was sent, picture for
 * picture, and whoever looks without a key sees that nothing was changed.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { auditReel, auditReelFile, sourceOf } from '#audit/reel.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { openReelKey } from '#video/keys/reelkey.ts'
import { type ReadReel, Stage, until } from '../recorder/stage.ts'
import { type DecodedFrame, decodeFrames, encodeSource } from './frames.ts'
import { serveByGstreamer } from './server.ts'

const FPS = 15
const SECONDS = 14
let folder = ''
let stage: Stage
let wanted: DecodedFrame[]
let reels: ReadReel[]

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mj-gst-reels-'))
  const source = join(folder, 'source.mp4')
  await encodeSource(source, { fps: FPS, seconds: SECONDS, options: ['-bf', '0'] })
  wanted = await decodeFrames(source)
  stage = await Stage.open()
  reels = await record(source)
})
after(async () => {
  await stage.close()
  await rm(folder, { recursive: true })
})

/** Records the file once from a GStreamer server behind Digest, with one reel ended by order on the way. */
async function record(source: string): Promise<ReadReel[]> {
  const camera = await serveByGstreamer({ file: source })
  const id = randomUUID()
  try {
    await stage.plan([stage.stream(id, camera.url, camera.credentials)])
    const recorder = await stage.recorder()
    const line = await stage.dial()
    const sealed = () => line.messages.filter(({ json }) => json.t === 'sealed').length
    setTimeout(() => line.send({ t: 'cut', id: 'c', camera: id, stream: 0 }), 4000)
    await until('the reel that was cut, and the one at the end of the stream', () => sealed() >= 2, 60_000)
    // The file has an end, so the server closes; the recorder would begin it anew. It must not get so far.
    await camera.stop()
    await stage.end(recorder)
    line.close()
  } finally {
    await camera.stop()
  }
  return (await stage.reels(id)).slice(0, 2)
}

/** All pictures of these reels, decoded by ffmpeg from the decrypted fragments. */
async function decoded(some: readonly ReadReel[]): Promise<DecodedFrame[]> {
  const recording = join(folder, 'recording.mp4')
  const fragments = some.flatMap((reel) => reel.fragments!.map(({ bytes }) => bytes))
  await writeFile(recording, Buffer.concat([some[0]!.scan.header.init.initSegment, ...fragments]))
  return decodeFrames(recording)
}

/** Throws unless these are the source's pictures from a key frame to its end, in order, each once. */
function assertAllSent(kept: readonly DecodedFrame[]): void {
  const first = wanted.findIndex(({ hash }) => hash === kept[0]?.hash)
  assert.equal(first % (2 * FPS), 0, 'it begins at a key frame')
  assert.deepEqual(
    kept.map(({ hash }) => hash),
    wanted.slice(first).map(({ hash }) => hash),
  )
}

test('what the reels hold is what was sent, picture for picture, at the right times', async () => {
  assert.deepEqual(
    reels.map(({ scan }) => scan.end?.trailer.endCause),
    ['ordered', 'stream-ended'],
  )
  assert.ok(reels.every(({ scan }) => scan.fragments[0]!.startsWithKeyFrame))
  assert.ok(reels.every(({ scan }) => scan.fragments.every(({ damaged }) => !damaged)))
  const kept = await decoded(reels)
  assertAllSent(kept)
  for (const [n, { at }] of kept.entries()) {
    const off = at - kept[0]!.at - n / FPS
    assert.ok(Math.abs(off) <= 1 / FPS, `picture ${n} is ${off} s off`)
  }
  for (const { scan } of reels) {
    const start = Number(scan.header.startMono90k) / 90_000
    const nearest = Math.min(...kept.map(({ at }) => Math.abs(at - start)))
    assert.ok(nearest <= 1 / FPS, `no picture where the header says: ${nearest} s`)
  }
})

test('a missing record and a changed bit would be seen in the pictures', async () => {
  const [first, last] = reels as [ReadReel, ReadReel]
  const dropped = { ...first, fragments: first.fragments!.toSpliced(1, 1) }
  const shorter = await decoded([dropped, last])
  assert.throws(() => assertAllSent(shorter), { code: 'ERR_ASSERTION' })
  const bytes = Buffer.from(first.fragments![0]!.bytes)
  bytes[bytes.length >> 1]! ^= 0x10
  const fragments = first.fragments!.with(0, { ...first.fragments![0]!, bytes })
  const other = await decoded([{ ...first, fragments }, last])
  assert.throws(() => assertAllSent(other), { code: 'ERR_ASSERTION' })
})

test('each copy of the keyring alone opens every record, and another key none', async () => {
  assert.equal(stage.keyring.roots.length, 2)
  for (const { path, scan } of reels) {
    for (const root of stage.keyring.roots) {
      const alone = new Keyring([root], stage.stationId)
      const opened = await openReelKey(alone, stage.station.privateHalf, scan.header, [])
      const report = auditReelFile(path, opened!.reelKey)
      assert.deepEqual([report.findings, report.opened], [[], scan.fragments.length])
    }
    const wrong = auditReelFile(path, Buffer.alloc(32, 7))
    assert.equal(wrong.opened, 0)
    assert.equal(wrong.findings.filter(({ code }) => code === 'record-does-not-open').length, wrong.count)
  }
})

test('a reader that shares no code and has no key finds every leaf right, and any change', async () => {
  for (const { path, scan } of reels) {
    const report = auditReelFile(path)
    assert.deepEqual(report.findings, [])
    assert.equal(report.count, scan.fragments.length)
    assert.equal(report.opened, 0)
    const bytes = await readFile(path)
    const { offset, length } = scan.fragments[1]!
    const flipped = Buffer.from(bytes)
    flipped[offset + 56 + (length >> 1)]! ^= 1
    assert.deepEqual(
      auditReel(sourceOf(flipped)).findings.map(({ code, record }) => [code, record]),
      [
        ['record-leaf', 1],
        ['fragment-root', null],
      ],
    )
    const dropped = Buffer.concat([bytes.subarray(0, offset), bytes.subarray(scan.fragments[2]!.offset)])
    const codes = auditReel(sourceOf(dropped)).findings.map(({ code }) => code)
    for (const code of ['record-number', 'trailer-count', 'trailer-bytes', 'fragment-root'] as const)
      assert.ok(codes.includes(code), `${code} in ${codes}`)
  }
})
