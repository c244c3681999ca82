import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { ed25519Verifier, openNote } from '#ledger/note.ts'
import { consistencyProofOf } from '#ledger/proof.ts'
import { leafHash, rootOf } from '#ledger/tree.ts'
import { begunReel, DAY, HOLD, type Keyed, keyedStation } from '#tests/reels/keyed.ts'
import { CAMERA, digest, OTHER_BOOT } from '#tests/reels/made.ts'
import { encodeWire } from '../wire/framed.ts'
import { KeyClient } from './client.ts'
import { nodeKeyDisk } from './disk.ts'
import { decodeKeyBox } from './files.ts'
import { loadKeys } from './folder.ts'
import type { KeyJob, Lease, LeaseSource } from './leases.ts'
import { allowOrigin, folderSigner } from './logkey.ts'
import { KEY_SERVER_LIMITS, type KeyServerLimits, serveKeys } from './server.ts'
import { answerKeyRequest } from './service.ts'

const LEASE = '11111111-1111-4111-8111-111111111111'
const JOB = '22222222-2222-4222-8222-222222222222'
const NONE = '33333333-3333-4333-8333-333333333333'
const ORIGIN = 'mingjian.station/test'
const START_MS = 1_774_915_200_000
const LEASED: Lease = {
  camera: CAMERA,
  stream: 0,
  kind: 'replay',
  fromMs: START_MS + 5000,
  toMs: START_MS + 15_000,
}

type Served = Keyed & { client: KeyClient; path: string; faults: unknown[]; rows: Rows }
type Rows = {
  lease: Lease | null
  job: KeyJob | null
  reel: { fromMs: number; toMs: number } | null
  holds: string[]
  slowMs: number
}

/** A key process in this process: real keys, real socket; rows given by the story. */
function served<T>(
  act: (served: Served) => Promise<T>,
  limits: KeyServerLimits = KEY_SERVER_LIMITS,
): Promise<T> {
  return keyedStation(async (keyed) => {
    const rows: Rows = { lease: LEASED, job: null, reel: null, holds: [], slowMs: 0 }
    const leases: LeaseSource = {
      async lease(id) {
        await new Promise((resolve) => setTimeout(resolve, rows.slowMs))
        return id === LEASE ? rows.lease : null
      },
      job: async (id) => (id === JOB ? rows.job : null),
      reelTimes: async () => rows.reel,
      holds: async () => rows.holds,
    }
    const keys = await loadKeys(keyed.folder, keyed.keyring)
    const signer = folderSigner(keyed.folder, keys.logKey)
    const parts = { keys, keyring: keyed.keyring, leases, signer }
    const faults: unknown[] = []
    const path = join(keyed.folder, 'keys.sock')
    const stop = await serveKeys(
      path,
      (message) => answerKeyRequest(parts, message, (fault) => faults.push(fault)),
      limits,
    )
    const client = new KeyClient(path, 2000)
    try {
      return await act({ ...keyed, client, path, faults, rows })
    } finally {
      client.close()
      await stop()
    }
  })
}

test('public halves are told to anybody on the socket, which is its owner’s alone', () =>
  served(async ({ client, keyring, path }) => {
    const facts = await client.public(ORIGIN)
    assert.ok(facts.stationPublic.equals((await keyring.stationPublic()).publicHalf))
    assert.ok(facts.keyId.equals((await keyring.stationPublic()).keyId))
    assert.equal(ed25519Verifier(facts.logVkey!).name, ORIGIN)
    assert.equal((await stat(path)).mode & 0o777, 0o600)
  }))

test('a reel opens under a live lease on its camera, stream and time, and under no other', () =>
  served(async ({ client, keyring, rows, faults }) => {
    const { reelKey, headerBytes } = await begunReel(keyring)
    assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
    const refused = async (change: Partial<Lease> | null, code: string) => {
      rows.lease = change && { ...LEASED, ...change }
      await assert.rejects(client.openReel(LEASE, headerBytes), { code })
    }
    await assert.rejects(client.openReel(NONE, headerBytes), { code: 'keys/lease-not-live' })
    await refused(null, 'keys/lease-not-live')
    await refused({ kind: 'live' }, 'keys/lease-not-live')
    await refused({ camera: OTHER_BOOT }, 'keys/lease-of-another')
    await refused({ stream: 1 }, 'keys/lease-of-another')
    await refused({ fromMs: START_MS + 120_041, toMs: START_MS + 130_000 }, 'keys/lease-of-another')
    await refused({ fromMs: START_MS - 10_000, toMs: START_MS - 41 }, 'keys/lease-of-another')
    rows.lease = { ...LEASED, fromMs: START_MS - 10_000, toMs: START_MS - 40 }
    assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
    assert.deepEqual(faults, [])
  }))

test('a registered reel counts by its corrected time, not by what its clock showed', () =>
  served(async ({ client, keyring, rows }) => {
    const { headerBytes } = await begunReel(keyring)
    rows.reel = { fromMs: START_MS + 3_600_000, toMs: START_MS + 3_660_000 }
    await assert.rejects(client.openReel(LEASE, headerBytes), { code: 'keys/lease-of-another' })
    const unknown = await begunReel(keyring, { clockSource: 'unknown', clockBoundMs: null })
    // Not registered yet and no bound known: its own label counts, to the millisecond.
    rows.reel = null
    assert.ok((await client.openReel(LEASE, unknown.headerBytes)).equals(unknown.reelKey))
    const early = await begunReel(keyring, {
      clockSource: 'unknown',
      clockBoundMs: null,
      startWallMs: START_MS - 3_600_000,
    })
    await assert.rejects(client.openReel(LEASE, early.headerBytes), { code: 'keys/lease-of-another' })
    rows.reel = { fromMs: START_MS, toMs: START_MS + 60_000 }
    assert.ok((await client.openReel(LEASE, unknown.headerBytes)).equals(unknown.reelKey))
  }))

test('an unregistered reel of an unknown clock opens at its own label, not a millisecond beside it', () =>
  served(async ({ client, keyring, rows }) => {
    const { reelKey, headerBytes } = await begunReel(keyring, { clockSource: 'unknown', clockBoundMs: null })
    const leased = (fromMs: number, toMs: number) => {
      rows.lease = { ...LEASED, fromMs, toMs }
      return client.openReel(LEASE, headerBytes)
    }
    assert.ok((await leased(START_MS - 10_000, START_MS)).equals(reelKey))
    assert.ok((await leased(START_MS + 120_000, START_MS + 130_000)).equals(reelKey))
    await assert.rejects(leased(START_MS - 10_000, START_MS - 1), { code: 'keys/lease-of-another' })
    await assert.rejects(leased(START_MS + 120_001, START_MS + 130_000), { code: 'keys/lease-of-another' })
    // Once registered, the label counts no more.
    rows.reel = { fromMs: START_MS + 3_600_000, toMs: START_MS + 3_660_000 }
    await assert.rejects(leased(START_MS, START_MS + 10_000), { code: 'keys/lease-of-another' })
    assert.ok((await leased(START_MS + 3_600_000, START_MS + 3_610_000)).equals(reelKey))
  }))

test('a header made to fit the lease opens nothing', () =>
  served(async ({ client, keyring }) => {
    const later = await begunReel(keyring, { startWallMs: START_MS + 3_600_000 })
    const { encodeHeader } = await import('../reel/header.ts')
    const forged = encodeHeader({ ...later.header, startWallMs: START_MS })
    await assert.rejects(client.openReel(LEASE, forged), { code: 'keys/not-openable' })
    await assert.rejects(client.openReel(LEASE, later.headerBytes), { code: 'keys/lease-of-another' })
    await assert.rejects(client.openReel(LEASE, forged.subarray(1)), { code: 'keys/malformed' })
    await assert.rejects(client.openReel(LEASE, Buffer.concat([forged, Buffer.alloc(1)])), {
      code: 'keys/malformed',
    })
    await assert.rejects(client.openReel('1', forged), { code: 'keys/malformed' })
  }))

test('a day destroyed is said to be destroyed', () =>
  served(async ({ client, keyring }) => {
    const { headerBytes } = await begunReel(keyring)
    await keyring.destroyDay(CAMERA, DAY)
    await assert.rejects(client.openReel(LEASE, headerBytes), { code: 'keys/day-destroyed' })
  }))

test('a hold’s box is made without the key leaving, is checked root by root, and opens after the day is gone', () =>
  served(async ({ client, keyring, roots, rows }) => {
    const { reelKey, headerBytes, header } = await begunReel(keyring)
    rows.job = { kind: 'hold', camera: CAMERA, fromMs: START_MS, toMs: START_MS + 1000, hold: HOLD }
    await assert.rejects(client.placeBox(JOB, headerBytes), { code: 'keys/unknown-hold' })
    await keyring.holdKey(HOLD, '2026-09-30')
    await assert.rejects(client.checkBox(JOB, headerBytes, 0), { code: 'keys/not-openable' })
    const box = decodeKeyBox(await client.placeBox(JOB, headerBytes))
    assert.equal(box.reelId, header.reelId)
    await assert.rejects(client.openForExport(JOB, headerBytes), { code: 'keys/fault' })
    for (const root of [0, 1]) await client.checkBox(JOB, headerBytes, root)
    await assert.rejects(client.checkBox(JOB, headerBytes, 2), { code: 'keys/malformed' })
    await nodeKeyDisk.erase(
      join(keyring.boxFolder(roots[1]!, { kind: 'hold', hold: HOLD }), `${header.reelId}.box`),
    )
    await assert.rejects(client.checkBox(JOB, headerBytes, 1), { code: 'keys/not-openable' })
    await client.placeBox(JOB, headerBytes)
    await client.checkBox(JOB, headerBytes, 1)
    await keyring.destroyDay(CAMERA, DAY)
    await assert.rejects(client.openReel(LEASE, headerBytes), { code: 'keys/day-destroyed' })
    rows.holds = [HOLD]
    assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
  }))

test('a reseal puts survivors under the next generation, and only there', () =>
  served(async ({ client, keyring, rows }) => {
    const { reelKey, headerBytes } = await begunReel(keyring)
    rows.job = { kind: 'reseal', camera: CAMERA, fromMs: START_MS, toMs: START_MS + 1000, hold: null }
    await assert.rejects(client.placeBox(JOB, headerBytes), { code: 'keys/not-openable' })
    await keyring.nextGeneration(CAMERA, DAY)
    await assert.rejects(client.checkBox(JOB, headerBytes, 0), { code: 'keys/not-openable' })
    await client.placeBox(JOB, headerBytes)
    for (const root of [0, 1]) await client.checkBox(JOB, headerBytes, root)
    await keyring.destroy({ kind: 'day', camera: CAMERA, onDay: DAY, generation: 1 })
    assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
  }))

test('an export job opens what it covers', () =>
  served(async ({ client, keyring, rows }) => {
    const { reelKey, headerBytes } = await begunReel(keyring)
    await assert.rejects(client.openForExport(JOB, headerBytes), { code: 'keys/job-not-live' })
    rows.job = { kind: 'export', camera: CAMERA, fromMs: START_MS, toMs: START_MS + 1000, hold: null }
    assert.ok((await client.openForExport(JOB, headerBytes)).equals(reelKey))
    rows.job = { ...rows.job, camera: OTHER_BOOT }
    await assert.rejects(client.openForExport(JOB, headerBytes), { code: 'keys/job-of-another' })
  }))

test('a checkpoint is signed only if it extends the last, also after a restart; another log needs leave', () =>
  served(async ({ client, folder, keyring }) => {
    const leaves = Array.from({ length: 9 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
    const request = (oldSize: number, size: number, list = leaves, origin = ORIGIN) => ({
      origin,
      oldSize: BigInt(oldSize),
      size: BigInt(size),
      root: rootOf(list.slice(0, size)),
      proof: consistencyProofOf(list.slice(0, size), oldSize),
    })
    const signer = client.signer()
    const log = ed25519Verifier((await client.public(ORIGIN)).logVkey!)
    const note = await signer.sign(request(0, 3))
    assert.equal(openNote(note, [log]).by[0], log)
    assert.equal(await signer.sign(request(0, 3)), note)
    await signer.sign(request(3, 7))
    const other = leaves.map((leaf, i) => (i === 5 ? digest('rewritten') : leaf))
    await assert.rejects(signer.sign(request(3, 9)), { name: 'SigningRefused', code: 'not-the-last' })
    await assert.rejects(signer.sign(request(7, 9, other)), {
      name: 'SigningRefused',
      code: 'not-an-extension',
    })
    await assert.rejects(signer.sign(request(7, 7, other)), {
      name: 'SigningRefused',
      code: 'not-an-extension',
    })
    const restarted = folderSigner(folder, (await loadKeys(folder, keyring)).logKey)
    await assert.rejects(restarted.sign(request(0, 4)), { code: 'not-the-last' })
    await restarted.sign(request(7, 8))
    await signer.sign(request(8, 9))
    await assert.rejects(signer.sign(request(0, 1, leaves, `${ORIGIN}/2`)), { code: 'keys/unknown-origin' })
    await allowOrigin(folder, `${ORIGIN}/2`)
    await signer.sign(request(0, 1, leaves, `${ORIGIN}/2`))
  }))

test('a memory that can’t be written gets no signature', () =>
  keyedStation(async ({ folder, keyring }) => {
    const { logKey } = await loadKeys(folder, keyring)
    let isFull = true
    const disk = {
      ...nodeKeyDisk,
      replace: async (path: string, bytes: Buffer, mode?: number) => {
        if (isFull && path.includes('signed')) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        await nodeKeyDisk.replace(path, bytes, mode)
      },
    }
    const signer = folderSigner(folder, logKey, disk)
    const root = rootOf([digest('a')])
    const request = { origin: ORIGIN, oldSize: 0n, size: 1n, root, proof: [] }
    await assert.rejects(signer.sign(request), { code: 'ENOSPC' })
    isFull = false
    // Nothing was signed, so that another first tree is no fork.
    await signer.sign({ ...request, root: rootOf([digest('b')]) })
    await assert.rejects(signer.sign(request), { name: 'SigningRefused' })
  }))

test('malformed requests are refused by name or cut off; the others go on', () =>
  served(async ({ client, path, faults }) => {
    const raw = (bytes: Buffer) =>
      new Promise<string>((resolve) => {
        const socket = connect(path)
        let text = ''
        socket.on('data', (chunk) => {
          text += chunk.toString('latin1')
          socket.end()
        })
        socket.on('error', () => undefined)
        socket.on('close', () => resolve(text))
        socket.write(bytes)
      })
    for (const t of ['', 'open', null, 7])
      assert.match(await raw(encodeWire({ t, id: 1 })), /keys\/malformed/)
    for (const size of ['-1', '01', 1, '9'.repeat(20)])
      assert.match(
        await raw(
          encodeWire({ t: 'sign-checkpoint', id: 1, origin: 'a', oldSize: '0', size, root: '', proof: [] }),
        ),
        /malformed/,
      )
    assert.equal(await raw(encodeWire({ t: 'public' })), '')
    assert.equal(await raw(encodeWire({ t: 'public', id: 'x'.repeat(65) })), '')
    assert.equal(await raw(Buffer.alloc(64, 0xff)), '')
    assert.equal(await raw(encodeWire({ t: 'open-reel', id: 1, lease: LEASE }, Buffer.alloc(200_000))), '')
    assert.equal((await client.public()).keyId.length, 32)
    assert.deepEqual(faults, [])
  }))

test('too many requests at once are told so; a slow one times out; a stopped process is said to be away', () =>
  served(
    async ({ client, keyring, rows, path }) => {
      const { headerBytes } = await begunReel(keyring)
      rows.slowMs = 120
      const asked = await Promise.allSettled([1, 2, 3].map(() => client.openReel(LEASE, headerBytes)))
      const codes = asked.map((one) =>
        one.status === 'rejected' ? (one.reason as { code: string }).code : 'opened',
      )
      assert.deepEqual(codes.sort(), ['keys/busy', 'keys/timeout', 'keys/timeout'])
      const impatient = new KeyClient(path, 20)
      await assert.rejects(impatient.openReel(LEASE, headerBytes), { code: 'keys/timeout' })
      impatient.close()
      await assert.rejects(new KeyClient(`${path}-none`).public(), { code: 'keys/away' })
    },
    { ...KEY_SERVER_LIMITS, inFlight: 2, answerMs: 60 },
  ))
