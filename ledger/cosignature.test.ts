import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  PUBLIC_LOG as LOG,
  PUBLIC_CHECKPOINT as WITNESSED,
  PUBLIC_WITNESSES as WITNESSES,
} from '#tests/ledger/published.ts'
import { checkpointText, openCheckpoint } from './checkpoint.ts'
import {
  cosignatureVerifier,
  cosignatureVkey,
  cosignedAt,
  ed25519Cosigner,
  KEY_COSIGNATURE,
} from './cosignature.ts'
import { KEY_ML_DSA_44, KEY_PRIVATE, parseKey, SM2_LABEL } from './keys.ts'
import {
  ed25519Signer,
  ed25519Verifier,
  ed25519Vkey,
  formatNote,
  formatSignatures,
  formatVkey,
  NoteRefused,
  openNote,
  parseNote,
  parseSignatures,
  signNote,
} from './note.ts'
import { leafHash } from './tree.ts'

const refused = (code: NoteRefused['code']) => (error: unknown) =>
  error instanceof NoteRefused && error.code === code

const at = new Date('2026-11-24T08:00:00.999Z')
const { privateKey } = generateKeyPairSync('ed25519')
const witness = ed25519Cosigner('witness.example/1', privateKey)
const verifier = cosignatureVerifier(cosignatureVkey('witness.example/1', privateKey))
const text = checkpointText({ origin: 'log.example/1', size: 7n, root: leafHash(Buffer.of(7)) })
const cosigned = async (signed = text) => {
  const signature = await witness.cosign(signed, at)
  return formatNote({ text: signed, signatures: [{ name: witness.name, keyId: witness.keyId, signature }] })
}

describe('cosignatures', () => {
  it('of four public witnesses and their log are accepted, all at their second', () => {
    const [log, witnesses] = [ed25519Verifier(LOG), WITNESSES.map(cosignatureVerifier)]
    const opened = openCheckpoint(WITNESSED, log.name, log, witnesses)
    assert.deepEqual(opened.by, [log, ...witnesses])
    assert.equal(opened.size, 1432088532n)
    assert.equal(formatNote(parseNote(WITNESSED)), WITNESSED)
    for (const { name, signature } of opened.signatures.slice(2))
      assert.equal(cosignedAt(signature).toISOString(), '2026-05-23T21:50:24.000Z', name)
    for (const other of ['1432088533', '42'])
      for (const known of [log, ...witnesses])
        assert.throws(
          () => openNote(WITNESSED.replace('1432088532', other), [known]),
          refused('bad-signature'),
        )
  })

  it('say the second that was given, rounded down', async () => {
    const opened = openNote(await cosigned(), [verifier])
    assert.equal(opened.by[0], verifier)
    assert.equal(cosignedAt(opened.signatures[0]!.signature).toISOString(), '2026-11-24T08:00:00.000Z')
    const before = await witness.cosign(text, new Date('1970-01-01T00:00:01Z'))
    assert.equal(Buffer.from(before).toString('hex', 0, 8), '0000000000000001')
  })

  it('are made of checkpoints and of possible seconds only', async () => {
    for (const other of ['', 'some text\n', `${text}extension\n`, text.trimEnd()])
      assert.throws(() => witness.cosign(other, at), refused('malformed'))
    assert.throws(() => witness.cosign(text, new Date(0)), RangeError)
    assert.throws(() => witness.cosign(text, new Date(-1)), RangeError)
  })

  it('are refused after any change to their second, their bytes or the text', async () => {
    const note = parseNote(await cosigned())
    const signature = note.signatures[0]!.signature
    const bytes = Buffer.from(text)
    assert.ok(verifier.verify(bytes, signature))
    fc.assert(
      fc.property(fc.nat(72 * 8 - 1), fc.nat(bytes.length * 8 - 1), (inSignature, inText) => {
        const bent = Buffer.from(signature)
        bent[inSignature >> 3]! ^= 1 << (inSignature & 7)
        assert.ok(!verifier.verify(bytes, bent), `bit ${inSignature}`)
        const other = Buffer.from(bytes)
        other[inText >> 3]! ^= 1 << (inText & 7)
        assert.ok(!verifier.verify(other, signature), `bit ${inText} of the text`)
      }),
      { numRuns: 100 },
    )
    for (const other of [
      signature.subarray(1),
      Buffer.concat([signature, Buffer.of(0)]),
      Buffer.alloc(72),
      Buffer.of(),
    ])
      assert.ok(!verifier.verify(bytes, other))
    for (const time of ['0000000000000000', '8000000000000000', 'ffffffffffffffff']) {
      const timeless = Buffer.concat([Buffer.from(time, 'hex'), signature.subarray(8)])
      assert.ok(!verifier.verify(bytes, timeless), time)
      assert.throws(() => cosignedAt(timeless), RangeError)
    }
  })

  it("are no log's signatures, nor are those cosignatures, even by one key", async () => {
    const asLog = ed25519Signer('witness.example/1', privateKey)
    const logVerifier = ed25519Verifier(ed25519Vkey('witness.example/1', privateKey))
    assert.notEqual(asLog.keyId, witness.keyId)
    assert.throws(() => ed25519Verifier(cosignatureVkey('witness.example/1', privateKey)), refused('bad-key'))
    assert.throws(() => cosignatureVerifier(ed25519Vkey('witness.example/1', privateKey)), refused('bad-key'))
    const signed = parseNote(await signNote(text, [asLog])).signatures[0]!
    assert.ok(!verifier.verify(Buffer.from(text), signed.signature))
    assert.ok(!logVerifier.verify(Buffer.from(text), await witness.cosign(text, at)))
  })
})

describe('signatures by several keys', () => {
  it('are ignored when they share a name or an id with a known key, but not both', async () => {
    const { signature } = parseNote(await cosigned()).signatures[0]!
    const wrong = Buffer.from(signature).fill(0, 8)
    const lines = [
      { name: witness.name, keyId: witness.keyId, signature },
      { name: witness.name, keyId: '00000000', signature: wrong },
      { name: 'witness.example/2', keyId: witness.keyId, signature: wrong },
    ]
    assert.deepEqual(openNote(formatNote({ text, signatures: lines }), [verifier]).by, [verifier])
    const both = [...lines, { ...lines[0]!, signature: wrong }]
    assert.throws(
      () => openNote(formatNote({ text, signatures: both }), [verifier]),
      refused('bad-signature'),
    )
  })

  it('are not checked with two keys of one name and id', async () => {
    const twin = { ...verifier }
    const note = await cosigned()
    assert.throws(() => openNote(note, [verifier, twin]), refused('bad-key'))
    assert.deepEqual(openNote(note, [verifier, verifier]).by, [verifier])
  })

  it('are accepted in their lines alone, at least sixteen, even of ML-DSA', () => {
    const { signatures } = parseNote(WITNESSED)
    const lines = WITNESSED.slice(WITNESSED.indexOf('\n\n') + 2)
    assert.deepEqual(parseSignatures(lines), signatures)
    assert.equal(formatSignatures(signatures), lines)
    for (const bad of ['', '\n', lines.trimEnd(), `${lines}\n`, ` ${lines}`, lines.replace('—', '–')])
      assert.throws(() => parseSignatures(bad), refused('malformed'), JSON.stringify(bad.slice(0, 20)))
    const large = { name: 'witness.example/pq', keyId: '01020304', signature: Buffer.alloc(8 + 2420, 1) }
    const note = formatNote({ text, signatures: Array.from({ length: 16 }, () => large) })
    assert.equal(parseNote(note).signatures.length, 16)
    assert.throws(
      () => parseSignatures(formatSignatures(Array(101).fill(signatures[0]))),
      refused('too-large'),
    )
    assert.throws(() => parseSignatures(formatSignatures(Array(21).fill(large))), refused('too-large'))
  })
})

describe('a key', () => {
  it('is known by its type', () => {
    assert.equal(parseKey(LOG).type, 'ed25519')
    assert.equal(parseKey(WITNESSES[0]).type, 'cosignature')
    assert.equal(parseKey(LOG).verifier?.keyId, 'ba2f06c0')
    assert.equal(parseKey(WITNESSES[0]).verifier?.keyId, 'd8042a87')
  })

  it('of ML-DSA-44 or SM2 is recognised, and verifies nothing', async () => {
    const point = Buffer.concat([Buffer.from(SM2_LABEL), Buffer.of(4), Buffer.alloc(64, 5)])
    const keys = [
      formatVkey('w.example', KEY_ML_DSA_44, Buffer.alloc(1312, 3)),
      formatVkey('w.example', KEY_PRIVATE, point),
    ].map(parseKey)
    assert.deepEqual(
      keys.map((key) => [key.type, key.verifier]),
      [
        ['ml-dsa-44', undefined],
        ['sm2', undefined],
      ],
    )
    const bad: [number, Buffer][] = [
      [KEY_ML_DSA_44, Buffer.alloc(1311)],
      [KEY_ML_DSA_44, Buffer.alloc(32)],
      [KEY_PRIVATE, Buffer.alloc(65, 4)],
      [KEY_PRIVATE, point.subarray(0, -1)],
      [KEY_PRIVATE, Buffer.concat([Buffer.from(SM2_LABEL), Buffer.of(2), Buffer.alloc(64, 5)])],
      [KEY_COSIGNATURE, Buffer.alloc(33)],
      [0x01, Buffer.alloc(31)],
      [0x02, Buffer.alloc(65)],
      [0x05, Buffer.alloc(32)],
      [0xfa, Buffer.alloc(32)],
    ]
    for (const [type, key] of bad)
      assert.throws(() => parseKey(formatVkey('w.example', type, key)), refused('bad-key'), `type ${type}`)
  })

  it('that is none of Ed25519 neither signs nor cosigns', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    assert.throws(() => ed25519Cosigner('w.example', ec), refused('bad-key'))
    const pem = ec.export({ format: 'pem', type: 'pkcs8' })
    assert.throws(() => cosignatureVkey('w.example', createPrivateKey(pem)), refused('bad-key'))
  })
})
