import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  digest,
  hastyDisk,
  inFolder,
  madeFragments,
  madeHeader,
  OTHER_BOOT,
  REEL_KEY,
  SEALED_WALL_MS,
  writtenReel,
} from '#tests/reels/made.ts'
import { adopt } from '#video/reel/adopt.ts'
import { nodeDisk } from '#video/reel/disk.ts'
import { OPEN, reelPath } from '#video/reel/place.ts'
import { scanReel } from '#video/reel/reader.ts'
import { ReelWriter } from '#video/reel/writer.ts'
import { auditReel, auditReelFile, type ReelReport, sourceOf } from './reel.ts'

const codes = (report: ReelReport) => report.findings.map(({ code }) => code)

test('what the writer writes the auditor accepts, with a key and without', () =>
  inFolder(async (folder) => {
    const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 9 })
    let made = 0
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const header = madeHeader({ reelId: (++made).toString(16).padStart(32, '0') })
        const reel = await writtenReel(folder, lengths, header, hastyDisk)
        for (const key of [undefined, REEL_KEY]) {
          const report = auditReelFile(reel.path, key)
          assert.deepEqual(report.findings, [])
          assert.equal(report.count, lengths.length)
          assert.equal(report.opened, key ? lengths.length : 0)
          assert.equal(report.reelId, header.reelId)
          assert.equal(report.fragmentRoot, reel.trailer.fragmentRoot.toString('hex'))
          assert.equal(report.reelLeaf, reel.reelLeaf.toString('hex'))
        }
      }),
      { numRuns: 40 },
    )
  }))

test('what adoption leaves the auditor accepts', () =>
  inFolder(async (folder) => {
    const reel = await writtenReel(folder, [40, 50, 60])
    const whole = await readFile(reel.path)
    const open = reelPath(folder, madeHeader(), OPEN)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: reel.fragments[0]!.offset, max: whole.length }), async (length) => {
        await writeFile(open, whole.subarray(0, length))
        await adopt(folder, open, { bootId: OTHER_BOOT, sealedWallMs: SEALED_WALL_MS, disk: hastyDisk })
        assert.deepEqual(auditReelFile(reel.path, REEL_KEY).findings, [])
      }),
      { numRuns: 60 },
    )
  }))

test('every single bit changed in a record is named, and the record with it', () =>
  inFolder(async (folder) => {
    const reel = await writtenReel(folder, [30, 40, 50])
    const whole = await readFile(reel.path)
    const { offset, length } = reel.fragments[1]!
    for (let bit = offset * 8; bit < (offset + length + 104) * 8; bit++) {
      const changed = Buffer.from(whole)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      const report = auditReel(sourceOf(changed))
      assert.ok(!report.ok)
      assert.equal(report.findings[0]?.record, 1, `bit ${bit}`)
    }
  }))

test('every single bit changed anywhere is found', () =>
  inFolder(async (folder) => {
    const whole = await readFile((await writtenReel(folder, [30, 40])).path)
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const changed = Buffer.from(whole)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      assert.ok(!auditReel(sourceOf(changed)).ok, `bit ${bit}`)
    }
  }))

test('dropped, doubled, swapped, foreign and cut records are told apart', () =>
  inFolder(async (folder) => {
    const reel = await writtenReel(folder, [30, 30, 30])
    const whole = await readFile(reel.path)
    const [a, b, c] = reel.fragments.map(({ offset }) => offset) as [number, number, number]
    const [r0, r1, r2] = [whole.subarray(a, b), whole.subarray(b, c), whole.subarray(c, c + (b - a))]
    const file = (...records: readonly Buffer[]) =>
      sourceOf(Buffer.concat([whole.subarray(0, a), ...records, whole.subarray(c + (b - a))]))
    assert.deepEqual(codes(auditReel(file(r0, r1, r2))), [])
    assert.deepEqual(codes(auditReel(file(r0, r2))), [
      'record-number',
      'trailer-count',
      'trailer-bytes',
      'fragment-root',
    ])
    assert.ok(codes(auditReel(file(r0, r1))).includes('trailer-end'))
    assert.ok(codes(auditReel(file(r0, r1, r1))).includes('record-number'))
    assert.deepEqual(codes(auditReel(file(r0, r2, r1))).slice(0, 2), ['record-number', 'record-number'])
    const otherKey = await writtenReel(folder, [30, 30, 30], madeHeader({ reelId: 'ee'.repeat(16) }))
    const foreign = (await readFile(otherKey.path)).subarray(b, c)
    assert.deepEqual(codes(auditReel(file(r0, foreign, r2))), ['fragment-root'])
    assert.deepEqual(codes(auditReel(file(r0, foreign, r2), REEL_KEY)), [
      'record-does-not-open',
      'fragment-root',
    ])
    assert.deepEqual(
      codes(auditReel(file(r0, r1, r2), digest('another key'))),
      Array(3).fill('record-does-not-open'),
    )
    assert.deepEqual(codes(auditReel(sourceOf(whole.subarray(0, -1)))), ['trailer-cut'])
    assert.deepEqual(codes(auditReel(sourceOf(whole.subarray(0, c)))), ['no-trailer'])
    assert.deepEqual(codes(auditReel(sourceOf(whole.subarray(0, c + 9)))), ['record-cut'])
    assert.deepEqual(codes(auditReel(sourceOf(Buffer.concat([whole, ZERO])))), ['bytes-after-end'])
    for (const cut of [0, 5, 11, 12, 100, a - 1])
      assert.deepEqual(codes(auditReel(sourceOf(whole.subarray(0, cut)))), ['header-cut'])
  }))
const ZERO = Buffer.alloc(1)

test('a writer that commits to another picture than it encrypts is found out with the key', () =>
  inFolder(async (folder) => {
    const writer = await ReelWriter.create(nodeDisk, folder, madeHeader(), REEL_KEY)
    const [fragment] = madeFragments([64])
    await writer.append(fragment!)
    await writer.finish('stopped', SEALED_WALL_MS)
    const bytes = await readFile(writer.path.replace(/open$/, 'reel'))
    const { createCipheriv } = await import('node:crypto')
    const at = bytes.readUInt32BE(8)
    // Sealed again by hand with a false commitment: a valid record of a lying writer.
    const head = Buffer.concat([bytes.subarray(at, at + 24), digest('false')])
    const cipher = createCipheriv('aes-256-gcm', REEL_KEY, Buffer.alloc(12))
    cipher.setAAD(Buffer.concat([Buffer.of(0, 1), bytes.subarray(48, 64), bytes.subarray(28, 44), head]))
    const sealed = Buffer.concat([cipher.update(fragment!.bytes), cipher.final(), cipher.getAuthTag()])
    const lie = Buffer.concat([bytes.subarray(0, at), head, sealed, bytes.subarray(at + 56 + sealed.length)])
    assert.ok(codes(auditReel(sourceOf(lie), REEL_KEY)).includes('record-commitment'))
  }))

test('random bytes and random cuts never make the auditor throw', () => {
  const random = fc.uint8Array({ maxLength: 800 })
  fc.assert(
    fc.property(random, fc.boolean(), (bytes, isNamed) => {
      const file = Buffer.from(bytes)
      if (isNamed) file.write('MJRL\0\x01\0\0\0\0\x01\x40', 'latin1')
      assert.ok(!auditReel(sourceOf(file), REEL_KEY).ok)
    }),
  )
})

test('recorder’s reader and auditor agree on what is a finished reel, whatever was done to it', () =>
  inFolder(async (folder) => {
    const whole = await readFile((await writtenReel(folder, [30, 1, 50])).path)
    const place = fc.integer({ min: 0, max: whole.length - 1 })
    const change = fc.record({ at: place, value: fc.integer({ min: 0, max: 255 }) })
    const story = fc.record({
      changes: fc.array(change, { maxLength: 3 }),
      cut: fc.option(place),
      again: fc.boolean(),
    })
    let finished = 0
    await fc.assert(
      fc.asyncProperty(story, async ({ changes, cut, again }) => {
        let file = Buffer.from(whole)
        for (const { at, value } of changes) file[at] = value
        if (cut !== null)
          file = Buffer.concat([file.subarray(0, cut), again ? file.subarray(cut + 1) : Buffer.alloc(0)])
        const readAt = async (at: number, length: number) => file.subarray(at, at + length)
        const isWhole = await scanReel(readAt, file.length, true).then(
          (scan) => scan.end !== null,
          () => false,
        )
        assert.equal(auditReel(sourceOf(file)).ok, isWhole)
        if (isWhole) finished++
      }),
      { numRuns: 400 },
    )
    assert.ok(finished > 0)
  }))
