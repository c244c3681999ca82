import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begunReel, dyingKeyDisk, keyedStation } from '#tests/reels/keyed.ts'
import { STATION } from '#tests/reels/made.ts'
import { loadKeys, recoveryIsCurrent, renewRecovery } from './folder.ts'
import { Keyring } from './keyring.ts'
import { openReelKey } from './reelkey.ts'
import { rotateStationKey, rotationUnderWay } from './rotate.ts'

test('rotation that dies at any step goes on where it was, and every reel still opens', async () => {
  const story = (at: number, log: string[]) =>
    keyedStation(async ({ folder, roots, keyring }) => {
      const { header, reelKey } = await begunReel(keyring)
      const disk = dyingKeyDisk(at, log)
      const first = rotateStationKey(folder, new Keyring(roots, STATION, disk), disk)
      if (at < 0) return void (await first)
      await assert.rejects(first)
      // Whatever stood half-done, recording goes on.
      const later = await begunReel(keyring, { onDay: '2026-04-01', startWallMs: 1_775_001_600_000 })
      const isBegun = await rotationUnderWay(folder)
      if (isBegun) await rotateStationKey(folder, keyring)
      else if (at > 0) await renewRecovery(folder, STATION)
      const keys = await loadKeys(folder, keyring)
      for (const reel of [{ header, reelKey }, later])
        assert.ok(
          (await openReelKey(keyring, keys.stationPrivate, reel.header, []))?.reelKey.equals(reel.reelKey),
        )
      assert.ok(await recoveryIsCurrent(folder, keys))
      assert.deepEqual(await keyring.check(), [])
      assert.ok(!(await rotationUnderWay(folder)))
    })
  const calls: string[] = []
  await story(-1, calls)
  assert.ok(calls.length >= 9)
  for (const at of calls.keys()) await story(at, [])
})
