import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PUBLIC_PATH } from '#tests/ledger/published.ts'
import {
  cosign,
  cosigners,
  entries,
  leaves,
  logKey,
  logVkey,
  origin,
  signed,
  witnessVkeys,
} from '#tests/ledger/signed.ts'
import { ed25519Signer, NoteRefused, signNote } from './note.ts'
import { parsePolicy } from './policy.ts'
import { inclusionProofOf } from './proof.ts'
import { formatTlogProof, openTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts'
import { type Hash, leafHash } from './tree.ts'

const refused = (code: NoteRefused['code']) => (error: unknown) =>
  error instanceof NoteRefused && error.code === code

describe('a proof in a file', () => {
  const lines = witnessVkeys.map((vkey, i) => `witness w${i} ${vkey}`)
  const names = lines.map((_, i) => `w${i}`).join(' ')
  const policy = parsePolicy(`log ${logVkey}\n${lines.join('\n')}\ngroup g 5 ${names}\nquorum g\n`)
  const proofOf = async (index: number, extra?: Uint8Array): Promise<TlogProof> => ({
    index: BigInt(index),
    hashes: inclusionProofOf(leaves, index),
    checkpoint: await cosign(signed, cosigners),
    ...(extra && { extra }),
  })

  it('has one spelling, and comes back from it', async () => {
    const proof = await proofOf(3, Buffer.from('more'))
    const file = formatTlogProof(proof)
    const head = `c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 3\n${Buffer.from(leaves[2]!).toString('base64')}\n`
    assert.ok(file.startsWith(head))
    assert.ok(file.endsWith(`\n\n${proof.checkpoint}`))
    assert.deepEqual(parseTlogProof(Buffer.from(file)), proof)
    const single: TlogProof = { index: 0n, hashes: [], checkpoint: proof.checkpoint }
    assert.match(formatTlogProof(single), /^c2sp\.org\/tlog-proof@v1\nindex 0\n\nlog\.example/)
    assert.deepEqual(parseTlogProof(formatTlogProof(single)), single)
  })

  it('proves each entry of a log to whoever holds the entry and a policy', async () => {
    for (let i = 0; i < 11; i++) {
      const { checkpoint, cosigned } = openTlogProof(await proofOf(i), leafHash(entries[i]!), policy)
      assert.deepEqual([checkpoint.size, cosigned.length], [11n, 6])
    }
  })

  it('holds a published path in a log of 76,959', async () => {
    const { index, size, root, path, entry } = PUBLIC_PATH
    const text = `${origin}\n${size}\n${root}\n`
    const checkpoint = await cosign(await signNote(text, [ed25519Signer(origin, logKey)]), cosigners)
    const file = `c2sp.org/tlog-proof@v1\nindex ${index}\n${path.join('\n')}\n\n${checkpoint}`
    const proof = parseTlogProof(file)
    assert.equal(openTlogProof(proof, leafHash(Buffer.from(entry)), policy).checkpoint.size, BigInt(size))
    assert.throws(
      () => openTlogProof({ ...proof, index: 76_957n }, leafHash(Buffer.from(entry)), policy),
      refused('not-included'),
    )
  })

  it('is refused for another entry, place, path or log', async () => {
    const proof = await proofOf(3)
    const open = (changed: Partial<TlogProof>, leaf: Hash = leaves[3]!, under = policy) =>
      openTlogProof({ ...proof, ...changed }, leaf, under)
    assert.throws(() => open({}, leaves[4]!), refused('not-included'))
    assert.throws(
      () => open({}, leafHash(Buffer.concat([entries[3]!, Buffer.of(0)]))),
      refused('not-included'),
    )
    for (const index of [2n, 4n, 10n, 11n, 1n << 62n])
      assert.throws(() => open({ index }), refused('not-included'), `${index}`)
    assert.throws(() => open({ hashes: proof.hashes.slice(1) }), refused('not-included'))
    assert.throws(() => open({ hashes: [...proof.hashes, leaves[0]!] }), refused('not-included'))
    assert.throws(() => open({ checkpoint: signed }), refused('too-few-witnesses'))
    assert.throws(() => open({}, leaves[3]!, parsePolicy('quorum none\n')), refused('no-known-signature'))
    openTlogProof({ ...proof, extra: Buffer.from('anything') }, leaves[3]!, policy)
  })

  it('is refused when malformed in any way', async () => {
    const file = formatTlogProof(await proofOf(3, Buffer.from('more')))
    const hash = Buffer.from(leaves[2]!).toString('base64')
    const bad = [
      '',
      '\n\n',
      file.replace('@v1', '@v2'),
      `\n${file}`,
      `\ufeff${file}`,
      file.replace('extra', 'Extra'),
      file.replace('extra bW9yZQ==', 'extra bW9yZQ'),
      file.replace('extra bW9yZQ==', 'extra bW9yZR=='),
      file.replace('extra bW9yZQ==', 'extra '),
      file.replace('extra bW9yZQ==', 'extra'),
      file.replace('extra bW9yZQ==', 'extra  bW9yZQ=='),
      file.replace('extra bW9yZQ==\n', 'extra bW9yZQ==\nextra bW9yZQ==\n'),
      file.replace('index 3\n', ''),
      file.replace('index 3', 'index 03'),
      file.replace('index 3', 'index +3'),
      file.replace('index 3', 'index -3'),
      file.replace('index 3', 'index  3'),
      file.replace('index 3', 'index 3 '),
      file.replace('index 3', 'index'),
      file.replace('index 3', 'index 9223372036854775808'),
      file.replace('index 3\n', 'index 3\r\n'),
      file.replace(hash, `${hash}=`),
      file.replace(hash, hash.slice(4)),
      file.replace(hash, `${hash} `),
      file.replace(`${hash}\n`, ''.padEnd(64 * 45, `${hash}\n`)),
      file.replace('\n\n', '\n'),
      file.replace('\n\n', '\n\n\n'),
      file.slice(0, -1),
      file.slice(0, file.indexOf('\n\n') + 2),
      `${file}\n`,
    ]
    for (const other of bad)
      assert.throws(
        () => openTlogProof(parseTlogProof(other), leaves[3]!, policy),
        refused('malformed'),
        JSON.stringify(other.slice(0, 120)),
      )
    assert.throws(
      () => parseTlogProof(Buffer.concat([Buffer.from(file), Buffer.of(0xff)])),
      refused('malformed'),
    )
    assert.throws(() => parseTlogProof('x'.repeat(131_073)), refused('too-large'))
    const long = (count: number) => `c2sp.org/tlog-proof@v1\nindex 0\n${`${hash}\n`.repeat(count)}\n${signed}`
    assert.equal(parseTlogProof(long(63)).hashes.length, 63)
    assert.throws(() => parseTlogProof(long(64)), refused('malformed'))
    assert.throws(() => formatTlogProof({ index: -1n, hashes: [], checkpoint: signed }), refused('malformed'))
  })

  it('does not survive a change to any of its characters but those of its extra data', async () => {
    const extra = Buffer.from('nobody vouches for this')
    const file = Buffer.from(formatTlogProof(await proofOf(3, extra)))
    const [from, to] = [file.indexOf('extra '), file.indexOf('index ')]
    const opens = (bytes: Buffer) => openTlogProof(parseTlogProof(bytes), leaves[3]!, policy)
    assert.equal(opens(file).cosigned.length, 6)
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (where, bits) => {
        const bent = Buffer.from(file)
        bent[where]! ^= bits
        try {
          const { cosigned } = opens(bent)
          // A witness's name or key id changed makes it a stranger, which is ignored; the rest must still be enough.
          assert.ok((where > from && where < to) || cosigned.length === 5, `byte ${where} of ${file.length}`)
        } catch (error) {
          assert.ok(error instanceof NoteRefused, `${error}`)
        }
      }),
      { numRuns: 400 },
    )
  })
})
