import assert from 'node:assert/strict'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { begunReel, DAY, dyingKeyDisk, HOLD, keyedStation } from '#tests/reels/keyed.ts'
import { CAMERA, OTHER_BOOT, STATION } from '#tests/reels/made.ts'
import { nodeKeyDisk } from './disk.ts'
import { loadKeys } from './folder.ts'
import { newKeyPair } from './hpke.ts'
import { dayKeyOf, type KeyName, Keyring } from './keyring.ts'
import { openReelKey, placeBox, sealBox } from './reelkey.ts'
import { ROOT_MARK } from './roots.ts'

const OTHER_CAMERA = OTHER_BOOT
const name = (generation: number): KeyName => ({ kind: 'day', camera: CAMERA, onDay: DAY, generation })
const hold: KeyName = { kind: 'hold', hold: HOLD }

test('a reel begun with public halves only opens with the station key', () =>
  keyedStation(async ({ folder, keyring }) => {
    const { header, reelKey } = await begunReel(keyring)
    const { stationPrivate } = await loadKeys(folder, keyring)
    const opened = await openReelKey(keyring, stationPrivate, header, [])
    assert.ok(opened?.reelKey.equals(reelKey))
    assert.deepEqual(opened?.way, name(1))
  }))

test('a header changed in camera, time or boot opens nothing: the seal is bound to all of it', () =>
  keyedStation(async ({ folder, keyring }) => {
    const { header } = await begunReel(keyring)
    await keyring.publicFor(OTHER_CAMERA, DAY)
    const { stationPrivate } = await loadKeys(folder, keyring)
    const changes = [
      { camera: OTHER_CAMERA },
      { stream: 1 as const },
      { startMono90k: 1n },
      { startWallMs: header.startWallMs + 1 },
      { bootId: OTHER_BOOT },
      { reelId: 'ab'.repeat(16) },
      { clockBoundMs: 99_999 },
    ]
    for (const change of changes)
      assert.equal(await openReelKey(keyring, stationPrivate, { ...header, ...change }, []), null)
  }))

test('a week of keys is there ahead, made once, equal in both roots', () =>
  keyedStation(async ({ keyring, roots }) => {
    assert.equal(await keyring.ensureWeekAhead([CAMERA, OTHER_CAMERA], DAY), 16)
    assert.equal(await keyring.ensureWeekAhead([CAMERA, OTHER_CAMERA], DAY), 0)
    const before = await keyring.publicFor(CAMERA, '2026-04-07')
    assert.deepEqual(await new Keyring(roots, STATION).publicFor(CAMERA, '2026-04-07'), before)
    assert.equal((await keyring.names()).length, 16)
    assert.deepEqual(await keyring.check(), [])
  }))

test('two processes that need the same key at once get one key', () =>
  keyedStation(async ({ roots, keyring }) => {
    const rings = Array.from({ length: 6 }, () => new Keyring(roots, STATION))
    const keys = await Promise.all(rings.map((ring) => ring.publicFor(CAMERA, DAY)))
    assert.equal(new Set(keys.map((key) => key.keyId.toString('hex'))).size, 1)
    assert.deepEqual(await keyring.check(), [])
  }))

test('a missing or rotten copy is found and healed from the other; an unequal one is left to a person', () =>
  keyedStation(async ({ roots, keyring }) => {
    await keyring.publicFor(CAMERA, DAY)
    await keyring.publicFor(OTHER_CAMERA, DAY)
    const [first, second] = roots
    const path = keyring.keyPath(second!, name(1))
    await rm(path)
    assert.deepEqual(await keyring.check(), [{ name: name(1), root: second, what: 'missing' }])
    assert.deepEqual(await keyring.heal(await keyring.check()), [])
    await writeFile(path, Buffer.alloc(224))
    assert.equal((await keyring.check())[0]?.what, 'broken')
    assert.deepEqual(await keyring.heal(await keyring.check()), [])
    await rename(keyring.keyPath(second!, { ...name(1), camera: OTHER_CAMERA } as KeyName), path)
    assert.deepEqual(
      (await keyring.check()).map(({ root, what }) => [root, what]),
      [
        [second, 'foreign'],
        [second, 'missing'],
      ],
    )
    await rm(path)
    await rm(keyring.keyPath(first!, name(1)))
    await keyring.publicFor(CAMERA, DAY)
    const strange = new Keyring([second!], STATION)
    await rm(path)
    await strange.publicFor(CAMERA, DAY)
    const unequal = (await keyring.check()).filter(({ what }) => what === 'unequal')
    assert.equal(unequal.length, 1)
    assert.deepEqual(await keyring.heal(unequal), unequal)
  }))

test('a destroyed day opens nothing, is not healed, and a copy that comes back goes unused', () =>
  keyedStation(async ({ folder, roots, keyring }) => {
    const { header } = await begunReel(keyring)
    const { stationPrivate } = await loadKeys(folder, keyring)
    const path = keyring.keyPath(roots[1]!, name(1))
    const kept = await nodeKeyDisk.read(path)
    assert.deepEqual(await keyring.destroyDay(CAMERA, DAY), [])
    await nodeKeyDisk.writeNew(path, kept!)
    assert.equal(await openReelKey(keyring, stationPrivate, header, []), null)
    const findings = await keyring.check()
    assert.deepEqual(
      findings.map(({ what }) => what),
      ['destroyed'],
    )
    assert.equal((await keyring.heal(findings)).length, 1)
    assert.equal(await keyring.purge(() => false), 1)
    assert.deepEqual(await keyring.names(), [])
    assert.equal((await keyring.publicFor(CAMERA, DAY)).generation, 2)
  }))

test('a volume that was away while a day was deleted is purged by the ledger, not healed from', () =>
  keyedStation(async ({ roots }) => {
    const both = new Keyring(roots, STATION)
    await both.publicFor(CAMERA, DAY)
    await rename(roots[1]!, `${roots[1]}-away`)
    assert.deepEqual(await both.destroyDay(CAMERA, DAY), [roots[1]])
    await rm(join(roots[0]!, 'destroyed'), { recursive: true })
    await rename(`${roots[1]}-away`, roots[1]!)
    assert.equal(await both.purge((key) => key.kind === 'day' && key.onDay === DAY), 1)
    assert.deepEqual(await both.names(), [])
  }))

test('destruction that dies at any step leaves a key that opens nothing, and is finished by the next try', async () => {
  const story = (at: number, log: string[]) =>
    keyedStation(async ({ folder, roots }) => {
      const calm = new Keyring(roots, STATION)
      const { header, reelKey, headerBytes } = await begunReel(calm)
      await placeBox(
        calm,
        name(1),
        await sealBox(await calm.publicFor(CAMERA, DAY), 'reseal', headerBytes, reelKey),
      )
      const dying = new Keyring(roots, STATION, dyingKeyDisk(at, log)).destroyDay(CAMERA, DAY)
      if (at < 0) return void (await dying)
      await assert.rejects(dying)
      const { stationPrivate } = await loadKeys(folder, calm)
      // Only before the first tombstone is the deletion as if never begun.
      if (at > 0) assert.equal(await openReelKey(calm, stationPrivate, header, []), null)
      await calm.destroyDay(CAMERA, DAY)
      await calm.purge(() => false)
      assert.equal(await openReelKey(calm, stationPrivate, header, []), null)
      for (const root of roots) {
        assert.equal(await nodeKeyDisk.read(calm.keyPath(root, name(1))), null)
        assert.deepEqual(await nodeKeyDisk.list(calm.boxFolder(root, name(1))), [])
      }
    })
  const calls: string[] = []
  await story(-1, calls)
  assert.deepEqual([...new Set(calls)], ['writeNew', 'erase'])
  for (const at of calls.keys()) await story(at, [])
})

test('part of a day: survivors open under the new generation, the rest under none', () =>
  keyedStation(async ({ folder, keyring }) => {
    const { stationPrivate } = await loadKeys(folder, keyring)
    const survivor = await begunReel(keyring)
    const condemned = await begunReel(keyring)
    const next = await keyring.nextGeneration(CAMERA, DAY)
    assert.equal(next.generation, 2)
    await placeBox(keyring, name(2), await sealBox(next, 'reseal', survivor.headerBytes, survivor.reelKey))
    await keyring.destroy(name(1))
    const opened = await openReelKey(keyring, stationPrivate, survivor.header, [])
    assert.ok(opened?.reelKey.equals(survivor.reelKey))
    assert.deepEqual(opened?.way, name(2))
    assert.equal(await openReelKey(keyring, stationPrivate, condemned.header, []), null)
    assert.equal((await keyring.publicFor(CAMERA, DAY)).generation, 2)
  }))

test('a held reel outlives its day from either root, and dies with its hold', () =>
  keyedStation(async ({ folder, keyring }) => {
    const { stationPrivate } = await loadKeys(folder, keyring)
    const held = await begunReel(keyring)
    const holdKey = await keyring.holdKey(HOLD, '2026-09-30')
    assert.deepEqual(await keyring.holdKey(HOLD, '2026-09-30'), holdKey)
    await placeBox(keyring, hold, await sealBox(holdKey, 'hold', held.headerBytes, held.reelKey))
    await keyring.destroyDay(CAMERA, DAY)
    for (const only of [undefined, 0, 1]) {
      const opened = await openReelKey(keyring, stationPrivate, held.header, [HOLD], only)
      assert.ok(opened?.reelKey.equals(held.reelKey))
      assert.deepEqual(opened?.way, hold)
    }
    assert.equal(await openReelKey(keyring, stationPrivate, held.header, []), null)
    await keyring.destroy(hold)
    assert.equal(await openReelKey(keyring, stationPrivate, held.header, [HOLD]), null)
    await assert.rejects(keyring.holdKey(HOLD, '2026-09-30'), { code: 'keys/unknown-hold' })
  }))

test('no root written, no key: recording stops with a named reason', () =>
  keyedStation(async ({ roots }) => {
    const dead = new Keyring(roots, STATION, dyingKeyDisk(0))
    await assert.rejects(dead.publicFor(CAMERA, DAY), { code: 'keys/no-keyring' })
    for (const root of roots) await rm(root, { recursive: true })
    await assert.rejects(new Keyring(roots, STATION).publicFor(CAMERA, DAY), {
      code: 'keys/no-station-public',
    })
    assert.deepEqual(await nodeKeyDisk.list(roots[0]!), [])
  }))

test('one root away: recording goes on with the other, and the copy is healed when it is back', () =>
  keyedStation(async ({ roots, keyring }) => {
    await rename(roots[0]!, `${roots[0]}-away`)
    const key = await keyring.publicFor(CAMERA, DAY)
    await rename(`${roots[0]}-away`, roots[0]!)
    assert.equal((await keyring.heal(await keyring.check())).length, 0)
    assert.deepEqual(await keyring.publicFor(CAMERA, DAY), key)
    assert.deepEqual(dayKeyOf({ camera: CAMERA, onDay: DAY, generation: 1 }), name(1))
  }))

test('nothing is written where a volume is away, nor where another station’s disk stands in its place', () =>
  keyedStation(async ({ roots, keyring }) => {
    const other = newKeyPair().publicHalf
    await keyring.publicFor(CAMERA, DAY)
    const [first, second] = roots as [string, string]
    await rename(first, `${first}-away`)
    assert.equal((await keyring.heal(await keyring.check())).length, 1)
    assert.deepEqual(await nodeKeyDisk.list(first), [], 'the bare mount point')
    await new Keyring([first], OTHER_BOOT).writeStationPublic(other)
    assert.deepEqual(await keyring.presentRoots(), [second])
    await keyring.publicFor(OTHER_CAMERA, DAY)
    assert.equal((await keyring.heal(await keyring.check())).length, 2)
    await keyring.destroyDay(CAMERA, DAY)
    assert.deepEqual(await nodeKeyDisk.list(first), [ROOT_MARK])
    await assert.rejects(new Keyring([first], STATION).stationPublic(), { code: 'keys/wrong-station-key' })
  }))
