// needs: xfs loop
/**
 * Disks fail under the whole product while the sample's cameras record on two real ext4 volumes: a write that fails
 * behind the system's back, a device without room, a full disk, a read-only one, one that is pulled, one that is away
 * at start, another disk in its place. Each is named in both languages, costs at most what was not yet declared durable,
 * and is over by itself once the disk is well. At the end all that was kept is read from the disks, not from the cache.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DiskStory } from './disks.ts'

test('disks fail in seven ways: nothing kept is lost, each is named, recording goes on and comes back', async (t) => {
  const story = await DiskStory.begin()
  t.after(() => story.close())
  const { first, second } = story

  await story.fault('EIO on write-back', first, {
    begin: () => first.disk.failWrites(true),
    states: ['failing'],
    causes: ['volume-failing'],
    heal: () => first.disk.failWrites(false),
    brief: true,
  })
  await story.fault('read-only', second, {
    begin: () => second.disk.turnReadOnly(),
    states: ['read-only'],
    causes: ['volume-read-only', 'volume-failing'],
    heal: async () => {
      // The kernel lets an aborted file system go only when nobody holds it.
      await second.disk.unmount()
      await second.disk.mount()
    },
    brief: true,
  })
  await story.fault('ENOSPC on sync', first, {
    begin: () => first.disk.fillBacking(true),
    states: ['full'],
    causes: ['volume-full'],
    heal: () => first.disk.fillBacking(false),
    brief: true,
  })
  await story.fault('pulled, and another volume in its place', second, {
    begin: () => story.pull(second),
    states: ['missing'],
    causes: ['volume-missing', 'volume-wrong'],
    heal: async () => {
      await story.untouchedWhile(second, 'another volume', () => story.named(second, ['wrong']))
      await second.disk.mount()
    },
  })
  await story.fullEverywhere()
  await story.awayAtStart(second)

  assert.deepEqual(await story.findings(), [])
  const died = story.product.outages().filter((one) => one.what === 'died')
  assert.deepEqual(died, [], 'no process had to die for it')
})
