import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import {
  bodyOf,
  cosigner,
  forked,
  leaves,
  logSigner,
  logVerifier,
  memory,
  noteOf,
  origin,
  stranger,
  witness,
  witnessVerifier,
} from '#tests/ledger/fork.ts'
import { SIGSUM, SUMDB_CHECKPOINT, SUMDB_KEY } from '#tests/ledger/published.ts'
import { type AddCheckpoint, formatAddCheckpoint } from './add-checkpoint.ts'
import { checkpointText, openCheckpoint } from './checkpoint.ts'
import { cosignatureVerifier, cosignatureVkey, cosignedAt, ed25519Cosigner } from './cosignature.ts'
import {
  ed25519Signer,
  ed25519Verifier,
  ed25519Vkey,
  formatNote,
  formatVkey,
  openNote,
  parseNote,
  parseSignatures,
  signNote,
} from './note.ts'
import { consistencyProofOf } from './proof.ts'
import { emptyRoot, rootOf } from './tree.ts'
import { createWitness, judge, monitoringPath } from './witness.ts'

const TEXT = 'text/plain; charset=utf-8'
const inShort = ({ status, code }: { status: number; code: string }) => `${status} ${code}`

describe('a witness', () => {
  it('cosigns a log as it grows, from nothing', async () => {
    const { addCheckpoint, heads, kept, clock } = witness()
    for (const [old, size] of [
      [0, 0],
      [0, 1],
      [1, 7],
      [7, 7],
      [7, 32],
      [32, 40],
    ] as const) {
      clock.at += 60_000
      const answer = await addCheckpoint(await bodyOf(leaves, old, size))
      assert.deepEqual([answer.status, answer.contentType], [200, TEXT], `${old} to ${size}`)
      const note = (await noteOf(leaves, size)) + answer.body
      const opened = openCheckpoint(note, origin, logVerifier, [witnessVerifier])
      assert.deepEqual(opened.by, [logVerifier, witnessVerifier])
      assert.equal(cosignedAt(opened.signatures[1]!.signature).getTime(), clock.at)
      assert.deepEqual(heads.get(origin), { origin, size: BigInt(size), root: opened.root, note })
    }
    assert.deepEqual(kept, [])
  })

  it('answers all of the table', async () => {
    const { addCheckpoint, heads, kept } = witness()
    await addCheckpoint(await bodyOf(leaves, 0, 12))
    const before = heads.get(origin)
    const proof = consistencyProofOf(leaves.slice(0, 20), 12)
    const with_ = async (change: Partial<AddCheckpoint>, note = '') =>
      formatAddCheckpoint({ oldSize: 12n, proof, note: note || (await noteOf(leaves, 20)), ...change })
    const bent = proof.map((hash, i) => (i === 1 ? leaves[0]! : hash))
    const theirs = ed25519Signer(origin, stranger)
    const { text, signatures } = parseNote(await noteOf(leaves, 20))
    const wrong = signatures.map((line) => ({ ...line, signature: Buffer.alloc(64) }))
    const rows: [string, string | Promise<string>][] = [
      ['400 malformed', 'old 12\n'],
      ['400 malformed', (await bodyOf(leaves, 12, 20)).replace('old 12', 'old 012')],
      ['400 malformed', 'x'.repeat(70_000)],
      ['400 old-beyond-new', bodyOf(leaves, 13, 12)],
      ['400 old-beyond-new', bodyOf(leaves, 12, 11)],
      ['403 not-signed', with_({}, await noteOf(leaves, 20, theirs))],
      ['403 not-signed', with_({}, formatNote({ text, signatures: wrong }))],
      ['403 not-signed', with_({}, formatNote({ text, signatures: [...signatures, ...wrong] }))],
      ['404 unknown-log', with_({}, await noteOf(leaves, 20, logSigner, 'log.example/2'))],
      ['404 unknown-log', with_({}, await noteOf(leaves, 20, theirs, 'log.example/2'))],
      ['409 not-the-last', bodyOf(leaves, 0, 20)],
      ['409 not-the-last', bodyOf(leaves, 11, 20)],
      ['409 not-the-last', bodyOf(leaves, 13, 20)],
      ['409 not-the-last', bodyOf(leaves, 11, 11)],
      ['409 not-the-last', bodyOf(leaves, 0, 12)],
      ['422 unproven', with_({ proof: [] })],
      ['422 unproven', with_({ proof: bent })],
      ['422 unproven', with_({ proof: proof.slice(1) })],
      ['422 unproven', with_({ proof: [...proof, leaves[0]!] })],
      ['422 unproven', bodyOf(forked, 12, 20)],
      ['422 two-roots', bodyOf(forked, 12, 12)],
      ['422 proof-not-empty', with_({}, await noteOf(leaves, 12))],
    ]
    for (const [expected, body] of rows) {
      const answer = await addCheckpoint(await body)
      assert.equal(inShort(answer), expected, JSON.stringify((await body).slice(0, 60)))
      const conflict = answer.status === 409
      assert.equal(answer.contentType, conflict ? 'text/x.tlog.size' : TEXT)
      assert.equal(answer.body, conflict ? '12\n' : `${answer.code}\n`)
      assert.equal(heads.get(origin), before, 'a refusal changes nothing')
    }
    assert.deepEqual(
      kept.map(({ code }) => code),
      [...Array(5).fill('unproven'), 'two-roots'],
    )
    assert.equal((await addCheckpoint(await with_({}))).status, 200, 'and the honest way is open still')
  })

  it('takes no proof from nothing, and no other root of nothing', async () => {
    const { addCheckpoint, kept } = witness()
    const note = await noteOf(leaves, 20)
    const proven = formatAddCheckpoint({ oldSize: 0n, proof: [leaves[0]!], note })
    assert.equal(inShort(await addCheckpoint(proven)), '422 proof-not-empty')
    const text = checkpointText({ origin, size: 0n, root: leaves[0]! })
    const odd = formatAddCheckpoint({ oldSize: 0n, proof: [], note: await signNote(text, [logSigner]) })
    assert.equal(inShort(await addCheckpoint(odd)), '422 not-empty')
    assert.deepEqual(
      kept.map(({ code }) => code),
      ['not-empty'],
    )
  })

  it('keeps both notes of a fork, also when the request is out of date otherwise', async () => {
    const { addCheckpoint, kept, clock } = witness()
    await addCheckpoint(await bodyOf(leaves, 0, 12))
    for (const [old, expected] of [
      [12, '422 two-roots'],
      [3, '409 not-the-last'],
    ] as const)
      assert.equal(inShort(await addCheckpoint(await bodyOf(forked, old, 12))), expected)
    for (const evidence of kept) {
      const { code, known, submitted, at } = evidence
      assert.deepEqual([code, evidence.origin, at.getTime()], ['two-roots', origin, clock.at])
      const [one, other] = [known!.note, submitted.note].map((note) =>
        openCheckpoint(note, origin, logVerifier),
      )
      assert.equal(one!.size, other!.size)
      assert.notDeepEqual(one!.root, other!.root)
    }
    assert.equal(kept.length, 2)
  })

  it('puts down what the log and itself signed, and nothing that came along', async () => {
    const { addCheckpoint, heads } = witness()
    const { text, signatures } = parseNote(await noteOf(leaves, 5))
    const other = parseNote(await noteOf(leaves, 5, ed25519Signer('somebody.example', stranger))).signatures
    const crowded = formatNote({ text, signatures: [...other, ...Array(60).fill(signatures[0]), ...other] })
    const answer = await addCheckpoint(formatAddCheckpoint({ oldSize: 0n, proof: [], note: crowded }))
    assert.equal(answer.status, 200)
    const kept = parseNote(heads.get(origin)!.note)
    assert.deepEqual(kept.signatures, [...signatures, ...parseSignatures(answer.body)])
  })

  it('trusts a log by any of its keys, under any key name', async () => {
    const second = generateKeyPairSync('ed25519').privateKey
    const both = { [origin]: [logVerifier, ed25519Verifier(ed25519Vkey('key.example/2', second))] }
    const { addCheckpoint } = witness(both)
    const note = await noteOf(leaves, 5, ed25519Signer('key.example/2', second))
    assert.equal((await addCheckpoint(formatAddCheckpoint({ oldSize: 0n, proof: [], note }))).status, 200)
    const sumdb = witness({ 'go.sum database tree': [ed25519Verifier(SUMDB_KEY)] })
    assert.equal((await sumdb.addCheckpoint(`old 0\n\n${SUMDB_CHECKPOINT}`)).status, 200)
    assert.equal(sumdb.heads.get('go.sum database tree')?.size, 35_225_469n)
  })

  it('signs with each of its keys', async () => {
    const { store } = memory()
    const key = generateKeyPairSync('ed25519').privateKey
    const second = ed25519Cosigner('witness.example/2', key)
    const clock = { now: () => new Date(1_795_000_000_000) }
    const two = createWitness({ logs: () => [logVerifier], cosigners: [cosigner, second], store, clock })
    const { body } = await two.addCheckpoint(await bodyOf(leaves, 0, 5))
    const keys = [witnessVerifier, cosignatureVerifier(cosignatureVkey('witness.example/2', key))]
    assert.deepEqual(openNote((await noteOf(leaves, 5)) + body, keys).by, keys)
  })

  it('serves its last checkpoint under the digest of the origin', () => {
    const digest = '5fd2dc0beb4ce54da5050cf6d5c75248b023abad441c3cecde3976fbe9da4fe4'
    assert.equal(monitoringPath('example.com/behind-the-sofa'), `${digest}/checkpoint`)
  })
})

describe("another implementation's dialogue", () => {
  const vkey = formatVkey(SIGSUM.origin, 1, Buffer.from(SIGSUM.publicKey, 'hex'))
  const verifier = ed25519Verifier(vkey)
  type Size = keyof typeof SIGSUM.heads
  const note = (size: Size, change = (signature: Buffer) => signature) => {
    const { root, signature } = SIGSUM.heads[size]
    const text = `${SIGSUM.origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`
    const bytes = change(Buffer.from(signature, 'hex'))
    return formatNote({
      text,
      signatures: [{ name: verifier.name, keyId: verifier.keyId, signature: bytes }],
    })
  }
  const hashes = (way: keyof typeof SIGSUM.proofs) => SIGSUM.proofs[way].map((hex) => Buffer.from(hex, 'hex'))
  const flip = (bytes: Buffer) => {
    bytes[bytes.length - 1]! ^= 1
    return bytes
  }

  it('has the same answers here', async () => {
    const { addCheckpoint, heads } = witness({ [SIGSUM.origin]: [verifier] })
    const rows: [number, AddCheckpoint][] = [
      [200, { oldSize: 0n, proof: [], note: note(1) }],
      [403, { oldSize: 1n, proof: hashes('1-3'), note: note(3, flip) }],
      [404, { oldSize: 1n, proof: hashes('1-3'), note: note(3).replaceAll('e562', 'e561') }],
      [422, { oldSize: 1n, proof: [], note: note(3) }],
      [422, { oldSize: 1n, proof: [hashes('1-3')[0]!, flip(hashes('1-3')[1]!)], note: note(3) }],
      [200, { oldSize: 1n, proof: hashes('1-3'), note: note(3) }],
      [409, { oldSize: 1n, proof: hashes('1-5'), note: note(5) }],
      [200, { oldSize: 3n, proof: hashes('3-5'), note: note(5) }],
    ]
    for (const [status, request] of rows)
      assert.equal((await addCheckpoint(formatAddCheckpoint(request))).status, status)
    assert.equal(heads.get(SIGSUM.origin)?.size, 5n)
  })
})

describe('the judgement', () => {
  it('accepts a checkpoint exactly when it continues the last one', () => {
    const roots = Array.from({ length: 41 }, (_, i) => rootOf(leaves.slice(0, i)))
    for (let known = 0; known <= 20; known++)
      for (let old = 0; old <= 20; old++)
        for (let size = 0; size <= 20; size++) {
          const proof = old <= size ? consistencyProofOf(leaves.slice(0, size), old) : []
          const checkpoint = { origin, size: BigInt(size), root: roots[size]! }
          const head = { size: BigInt(known), root: roots[known]! }
          const { status } = judge({ oldSize: BigInt(old), proof, checkpoint }, head)
          assert.equal(
            status,
            old > size ? 400 : old !== known ? 409 : 200,
            `${old} to ${size} after ${known}`,
          )
        }
    assert.equal(
      judge({ oldSize: 0n, proof: [], checkpoint: { origin, size: 0n, root: emptyRoot() } }).status,
      200,
    )
  })
})
