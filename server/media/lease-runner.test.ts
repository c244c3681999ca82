/** What leaves under a lease is one span of content; the gate is a port, kept here in memory. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LeaseRunner } from './lease-runner.ts'
import type { ImageGate, Opened } from './ports.ts'

type Told = { from: number; to: number; bytes: number } | null

function stage(): { runner: LeaseRunner; ended: Map<string, Told> } {
  const ended = new Map<string, Told>()
  let leases = 0
  const gate = {
    lease: async () => `lease-${++leases}`,
    delivered: async (id: string, span: { from: Date; to: Date; bytes: number } | null, final: boolean) => {
      if (final)
        ended.set(id, span && { from: span.from.getTime(), to: span.to.getTime(), bytes: span.bytes })
    },
  } as unknown as ImageGate
  return { runner: new LeaseRunner(gate, {} as Opened, 0, 'replay'), ended }
}

/** Sends pictures of 100 ms each that begin at these times, with leases as they are needed. */
async function send(runner: LeaseRunner, times: readonly number[]): Promise<void> {
  for (const from of times) {
    if (runner.covering(from, from + 100) === null) {
      await runner.extend(from)
      assert.notEqual(runner.covering(from, from + 100), null)
    }
    runner.sent(from, from + 100, 10)
  }
}

test('pictures that follow each other stay under one lease, and it says where they begin and end', async () => {
  const { runner, ended } = stage()
  // The last begins half a second after the one before ended: still one look.
  await send(runner, [1000, 1100, 1200, 1800])
  await runner.end()
  assert.deepEqual([...ended.values()], [{ from: 1000, to: 1900, bytes: 40 }])
})

test('a hole ends the lease: what lies between two looks is claimed by neither', async () => {
  const { runner, ended } = stage()
  await send(runner, [1000, 1100, 1801, 1901])
  await runner.end()
  assert.deepEqual(
    [...ended.values()],
    [
      { from: 1000, to: 1200, bytes: 20 },
      { from: 1801, to: 2001, bytes: 20 },
    ],
  )
})

test('a lease asked for ahead serves behind the hole, and the one before it is ended', async () => {
  const { runner, ended } = stage()
  await send(runner, [1000])
  await runner.extend(5000)
  await send(runner, [6000])
  assert.deepEqual([...ended], [['lease-1', { from: 1000, to: 1100, bytes: 10 }]])
  await runner.end()
  assert.deepEqual(ended.get('lease-2'), { from: 6000, to: 6100, bytes: 10 })
})
