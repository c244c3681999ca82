import assert from 'node:assert/strict'
import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
} from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { auditReel, sourceOf } from '#audit/reel.ts'
import { decodeEntry } from '#ledger/entry.ts'
import { decodeKeyBox, decodeKeyFile, decodeStationPublic } from '#video/keys/files.ts'
import { openRecovery } from '#video/keys/recovery.ts'
import { textOf, vectors } from './make.ts'

type Seal = {
  recipientPrivate: string
  recipientPublic: string
  info: string
  aad: string
  secret: string
  enc: string
  ct: string
}

const bytesOf = (hex: string) => Buffer.from(hex, 'hex')
const committed = async (file: string) =>
  readFile(new URL(`../../ref/vectors/${file}`, import.meta.url), 'utf8')
const parsed = async (file: string) => JSON.parse(await committed(file))

test('the code still writes what was frozen, byte for byte', async () => {
  for (const [file, vector] of Object.entries(await vectors()))
    assert.equal(textOf(vector), await committed(file))
})

test('the independent reader accepts the frozen reel and comes to the same values', async () => {
  const reel = await parsed('reel.json')
  const report = auditReel(sourceOf(bytesOf(reel.file)), bytesOf(reel.reelKey))
  assert.deepEqual(report.findings, [])
  assert.equal(report.opened, reel.records.length)
  assert.equal(report.headerHash, reel.header.hash)
  assert.equal(report.fragmentRoot, reel.fragmentRoot)
  assert.equal(report.reelLeaf, reel.reelLeaf)
})

test('the frozen seals open by RFC 9180 as written out here, without a library', async () => {
  const keys = await parsed('keys.json')
  for (const [purpose, seal] of Object.entries<Seal>(keys.seals)) {
    assert.equal(seal.info, `mingjian/keys/1/${purpose}`)
    assert.equal(openBase(seal).toString('hex'), seal.secret)
  }
})

test('the frozen key files say what they were made from', async () => {
  const keys = await parsed('keys.json')
  const day = decodeKeyFile(bytesOf(keys.dayKeyFile))
  assert.equal(hash('sha256', day.publicHalf, 'hex'), keys.keyId.id)
  assert.equal(day.sealed.ct.toString('hex'), keys.seals['day-key'].ct)
  assert.equal(decodeKeyFile(bytesOf(keys.holdKeyFile)).kind, 'hold')
  assert.equal(decodeKeyBox(bytesOf(keys.keyBox)).sealed.ct.toString('hex'), keys.seals['key-box'].ct)
  assert.ok(day.stationKeyId.equals(decodeStationPublic(bytesOf(keys.stationPublicFile)).keyId))
  assert.equal(
    openRecovery(bytesOf(keys.recovery.file), keys.recovery.code).toString('hex'),
    keys.recovery.privateHalf,
  )
})

test('the frozen entries are entries, and their leaf is that of RFC 6962', async () => {
  const entries = await parsed('entry.json')
  for (const { text, leafHash } of [entries.minute, entries.emptyMinute]) {
    assert.equal(decodeEntry(Buffer.from(text)).kind, 'minute')
    assert.equal(hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(text)]), 'hex'), leafHash)
  }
  const { salt, canonical, commitment } = entries.commitment
  assert.equal(hash('sha256', Buffer.concat([bytesOf(salt), Buffer.from(canonical)]), 'hex'), commitment)
})

/** RFC 9180 §4.1, §5.1, §5.2: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode, first message. */
function openBase(seal: Seal): Buffer {
  const [enc, publicHalf] = [bytesOf(seal.enc), bytesOf(seal.recipientPublic)]
  const x25519 = { kty: 'OKP', crv: 'X25519' }
  const privateKey = createPrivateKey({
    key: {
      ...x25519,
      x: publicHalf.toString('base64url'),
      d: bytesOf(seal.recipientPrivate).toString('base64url'),
    },
    format: 'jwk',
  })
  const publicKey = createPublicKey({ key: { ...x25519, x: enc.toString('base64url') }, format: 'jwk' })
  const kem = Buffer.concat([Buffer.from('KEM'), u16(0x0020)])
  const dh = diffieHellman({ privateKey, publicKey })
  const eae = extract(kem, Buffer.alloc(0), 'eae_prk', dh)
  const shared = expand(kem, eae, 'shared_secret', Buffer.concat([enc, publicHalf]), 32)
  const suite = Buffer.concat([Buffer.from('HPKE'), u16(0x0020), u16(0x0001), u16(0x0002)])
  const pskId = extract(suite, Buffer.alloc(0), 'psk_id_hash', Buffer.alloc(0))
  const info = extract(suite, Buffer.alloc(0), 'info_hash', Buffer.from(seal.info))
  const context = Buffer.concat([Buffer.of(0), pskId, info])
  const secret = extract(suite, shared, 'secret', Buffer.alloc(0))
  const key = expand(suite, secret, 'key', context, 32)
  const nonce = expand(suite, secret, 'base_nonce', context, 12)
  const ct = bytesOf(seal.ct)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAAD(bytesOf(seal.aad))
  decipher.setAuthTag(ct.subarray(-16))
  return Buffer.concat([decipher.update(ct.subarray(0, -16)), decipher.final()])
}

function extract(suite: Buffer, salt: Buffer, label: string, ikm: Buffer): Buffer {
  const labeled = Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), ikm])
  return createHmac('sha256', salt.length > 0 ? salt : Buffer.alloc(32))
    .update(labeled)
    .digest()
}

/** At most one block of output. */
function expand(suite: Buffer, prk: Buffer, label: string, info: Buffer, length: number): Buffer {
  const labeled = Buffer.concat([
    u16(length),
    Buffer.from('HPKE-v1'),
    suite,
    Buffer.from(label),
    info,
    Buffer.of(1),
  ])
  return createHmac('sha256', prk).update(labeled).digest().subarray(0, length)
}

function u16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff)
}
