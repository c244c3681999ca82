import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { begunReel, DAY, freshStation, HOLD, keyedStation } from '#tests/reels/keyed.ts'
import { CAMERA, inFolder, STATION } from '#tests/reels/made.ts'
import { decodeDerived, openDerived, openDerivedKey, sealDerived } from './derived.ts'
import { nodeKeyDisk } from './disk.ts'
import { firstRun, loadKeys, recoveryIsCurrent, renewRecovery, restoreStationKey } from './folder.ts'
import { newKeyPair } from './hpke.ts'
import { Keyring } from './keyring.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery.ts'
import { openPrivateHalf, openReelKey } from './reelkey.ts'
import { keyRefusalTexts } from './refusals.ts'
import { rotateStationKey } from './rotate.ts'

test('a first run makes private files, once', () =>
  freshStation(async ({ folder, keyring }) => {
    for (const file of ['station.key', 'log.key', 'recovery.sealed'])
      assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600)
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
    const keys = await loadKeys(folder, keyring)
    assert.ok((await keyring.stationPublic()).publicHalf.equals(keys.stationPublic))
    assert.ok(await recoveryIsCurrent(folder, keys))
    await assert.rejects(firstRun(folder, keyring), { code: 'keys/key-there-already' })
  }))

test('a key others can read is refused', () =>
  keyedStation(async ({ folder, keyring }) => {
    for (const [path, mode, good] of [
      ['station.key', 0o640, 0o600],
      ['log.key', 0o604, 0o600],
      ['', 0o750, 0o700],
    ] as const) {
      await chmod(join(folder, path), mode)
      await assert.rejects(loadKeys(folder, keyring), { code: 'keys/open-to-others' })
      await chmod(join(folder, path), good)
    }
    await loadKeys(folder, keyring)
  }))

test('a key folder of another station is refused by name', () =>
  keyedStation(async (mine) =>
    freshStation(async (other) => {
      await assert.rejects(loadKeys(other.folder, mine.keyring), { code: 'keys/wrong-station-key' })
      await assert.rejects(loadKeys(join(mine.folder, 'none'), mine.keyring), { code: 'keys/no-key-folder' })
    }),
  ))

test('the station key comes back with the printed code, and with nothing else', () =>
  keyedStation(async ({ folder, keyring, code }) => {
    const { header, reelKey } = await begunReel(keyring)
    const file = await readFile(join(folder, 'recovery.sealed'))
    await rm(folder, { recursive: true })
    const restore = (typed: string, bytes = file) => restoreStationKey(folder, keyring, bytes, typed)
    const wrong = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    await assert.rejects(restore(wrong), { code: 'keys/recovery-code-mistyped' })
    await assert.rejects(restore(newRecoveryCode()), { code: 'keys/recovery-wrong-code' })
    const [foreign, torn] = [Buffer.from(file), file.subarray(1)]
    foreign[44]! ^= 1
    await assert.rejects(restore(code, foreign), { code: 'keys/wrong-station-key' })
    await assert.rejects(restore(code, torn), { code: 'keys/recovery-unreadable' })
    await restore(code.toLowerCase().replaceAll('-', ' '))
    const opened = await openReelKey(keyring, (await loadKeys(folder, keyring)).stationPrivate, header, [])
    assert.ok(opened?.reelKey.equals(reelKey))
    await assert.rejects(restore(code), { code: 'keys/key-there-already' })
  }))

test('a renewed code opens, the one before does not', () =>
  keyedStation(async ({ folder, keyring, code }) => {
    const renewed = await renewRecovery(folder, STATION)
    const file = await readFile(join(folder, 'recovery.sealed'))
    await assert.rejects(restoreStationKey(join(folder, 'b'), keyring, file, code), {
      code: 'keys/recovery-wrong-code',
    })
    await restoreStationKey(join(folder, 'b'), keyring, file, renewed)
  }))

test('a recovery code forgives hand-writing and nothing else', () => {
  const code = newRecoveryCode(Buffer.from('0044322110fedcba98765432ffffffffffffffff', 'hex'))
  assert.match(code, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/)
  const symbols = readRecoveryCode(code)
  assert.equal(readRecoveryCode(code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')), symbols)
  for (const typed of [
    '',
    code.slice(1),
    `${code}0`,
    code.replace(/.$/, (last) => (last === '7' ? '8' : '7')),
  ])
    assert.throws(() => readRecoveryCode(typed), { code: 'keys/recovery-code-mistyped' })
})

test('rotation seals everything to a new station key; the old key then opens nothing', () =>
  keyedStation(async ({ folder, keyring, code }) => {
    const { header, reelKey } = await begunReel(keyring)
    await keyring.holdKey(HOLD, '2026-09-30')
    const old = await loadKeys(folder, keyring)
    const oldRecovery = await readFile(join(folder, 'recovery.sealed'))
    const { resealed, recoveryCode } = await rotateStationKey(folder, keyring)
    assert.equal(resealed, 2)
    const keys = await loadKeys(folder, keyring)
    assert.ok(!keys.stationPublic.equals(old.stationPublic))
    assert.ok(keys.logPublic.equals(old.logPublic))
    assert.ok((await openReelKey(keyring, keys.stationPrivate, header, []))?.reelKey.equals(reelKey))
    assert.equal(await openReelKey(keyring, old.stationPrivate, header, []), null)
    assert.deepEqual(await keyring.check(), [])
    assert.ok(await recoveryIsCurrent(folder, keys))
    await assert.rejects(restoreStationKey(join(folder, 'b'), keyring, oldRecovery, code), {
      code: 'keys/wrong-station-key',
    })
    await restoreStationKey(
      join(folder, 'b'),
      keyring,
      await readFile(join(folder, 'recovery.sealed')),
      recoveryCode,
    )
  }))

test('rotation with a root away is refused before anything changes', () =>
  keyedStation(async ({ folder, roots, keyring }) => {
    const before = await loadKeys(folder, keyring)
    await rm(roots[1]!, { recursive: true })
    await assert.rejects(rotateStationKey(folder, keyring), { code: 'keys/no-keyring' })
    assert.ok((await loadKeys(folder, keyring)).stationPublic.equals(before.stationPublic))
  }))

test('a derived picture opens with its day key only, and no bit of it changes unnoticed', () =>
  keyedStation(async ({ folder, keyring }) => {
    const key = await keyring.publicFor(CAMERA, DAY)
    const about = {
      kind: 'preview',
      contentType: 'image/jpeg',
      station: STATION,
      camera: CAMERA,
      fileId: 'cd'.repeat(16),
      onDay: DAY,
      pictureWallMs: 1_774_915_200_000,
    } as const
    const picture = Buffer.from('a picture')
    const file = await sealDerived(key, about, picture)
    const { stationPrivate } = await loadKeys(folder, keyring)
    const half = await openPrivateHalf(
      stationPrivate,
      (await keyring.find({ kind: 'day', camera: CAMERA, onDay: DAY, generation: 1 }))!,
    )
    const contentKey = await openDerivedKey(half!, file)
    assert.ok(openDerived(contentKey!, file).equals(picture))
    const { sealedKey: _, ...clear } = decodeDerived(file)
    assert.deepEqual(clear, { ...about, keyId: key.keyId, generation: 1, length: picture.length })
    assert.equal(await openDerivedKey(newKeyPair().privateHalf, file), null)
    for (let bit = 0; bit < file.length * 8; bit++) {
      const changed = Buffer.from(file)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      assert.throws(() => openDerived(contentKey!, changed), { name: 'KeyFileError' })
    }
  }))

test('an interrupted write leaves no name a reader takes for a key', () =>
  inFolder(async (root) => {
    await mkdir(join(root, DAY))
    await nodeKeyDisk.writeNew(join(root, DAY, `${CAMERA}.1.key.fresh-aabbccddeeff`), Buffer.alloc(224))
    assert.deepEqual(await new Keyring([root], STATION).names(), [])
  }))

test('every refusal tells what to do, in both languages', () => {
  const { zh, en } = keyRefusalTexts
  assert.deepEqual(Object.keys(zh), Object.keys(en))
  for (const text of Object.values(zh)) assert.match(text, /[\u4e00-\u9fff]/)
})
