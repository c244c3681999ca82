import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { SUMDB_CHECKPOINT, SUMDB_KEY } from '#tests/ledger/published.ts'
import { checkpointText, openCheckpoint, parseCheckpointText, parseSize } from './checkpoint.ts'
import {
  ed25519Signer,
  ed25519Verifier,
  ed25519Vkey,
  formatNote,
  NoteRefused,
  openNote,
  parseNote,
  parseVkey,
  signNote,
} from './note.ts'
import { emptyRoot, leafHash } from './tree.ts'

/** The worked example of c2sp.org/signed-note. */
const SPEC_VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const SPEC_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'

/** The published test key and note of golang.org/x/mod/sumdb/note. */
const PETER_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const PETER_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH_VKEY = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

function peter() {
  const seed = Buffer.from(PETER_SEED, 'base64').subarray(1)
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

const refused = (code: NoteRefused['code']) => (error: unknown) =>
  error instanceof NoteRefused && error.code === code

describe('signed notes', () => {
  it('open the example of the specification', () => {
    const opened = openNote(SPEC_NOTE, [ed25519Verifier(SPEC_VKEY)])
    assert.equal(opened.text, 'This is an example message.\n')
    assert.deepEqual(
      opened.by.map((verifier) => verifier.name),
      ['example.com/foo'],
    )
    assert.equal(formatNote(parseNote(Buffer.from(SPEC_NOTE))), SPEC_NOTE)
    assert.equal(parseVkey(SPEC_VKEY).keyId, '530d903a')
  })

  it("sign as Go's implementation does, byte for byte", async () => {
    assert.equal(ed25519Vkey('PeterNeumann', peter()), PETER_VKEY)
    const note = await signNote(PETER_TEXT, [ed25519Signer('PeterNeumann', peter())])
    assert.equal(note, `${PETER_TEXT}\n${PETER_LINE}`)
  })

  it('are believed by whoever of the given keys signed', () => {
    const both = `${PETER_TEXT}\n${PETER_LINE}${ENOCH_LINE}`
    const [p, e] = [ed25519Verifier(PETER_VKEY), ed25519Verifier(ENOCH_VKEY)]
    assert.deepEqual(openNote(both, [p, e]).by, [p, e])
    assert.deepEqual(openNote(both, [e]).by, [e])
    assert.deepEqual(openNote(`${PETER_TEXT}\n${PETER_LINE}${PETER_LINE}`, [p]).by, [p])
  })

  it('are refused when a given key did not sign, or not this', () => {
    const [p, e] = [ed25519Verifier(PETER_VKEY), ed25519Verifier(ENOCH_VKEY)]
    assert.throws(() => openNote(`${PETER_TEXT}\n${PETER_LINE}`, [e]), refused('no-known-signature'))
    assert.throws(() => openNote(`${PETER_TEXT}\n${PETER_LINE}`, []), refused('no-known-signature'))
    const other = PETER_TEXT.replace('know', 'Know')
    assert.throws(() => openNote(`${other}\n${PETER_LINE}${ENOCH_LINE}`, [p]), refused('bad-signature'))
    // A wrong signature of a known key rejects the note, whoever else signed it well.
    const wrong = `${PETER_LINE.slice(0, 30)}AAAA${PETER_LINE.slice(34)}`
    assert.throws(() => openNote(`${PETER_TEXT}\n${wrong}${ENOCH_LINE}`, [p, e]), refused('bad-signature'))
    assert.throws(
      () => openNote(`${PETER_TEXT}\n${PETER_LINE}${wrong}`, [p]),
      refused('bad-signature'),
      'nor does its right signature excuse a wrong one',
    )
  })

  it('split at the last blank line', () => {
    const text = 'a\n\nb\n'
    assert.equal(parseNote(`${text}\n${PETER_LINE}`).text, text)
  })

  it('are refused when malformed in any way', () => {
    const spare = PETER_LINE.replace('nAM=', 'nAN=') // the same bytes to a lax base64 decoder
    const bad = [
      '',
      PETER_TEXT,
      `${PETER_TEXT}${PETER_LINE}`,
      `${PETER_TEXT}\n`,
      `${PETER_TEXT}\n${PETER_LINE.trimEnd()}`,
      `${PETER_TEXT}\n${PETER_LINE}\n`,
      `${PETER_TEXT}\n${PETER_LINE.replace('—', '-')}`,
      `${PETER_TEXT}\n${PETER_LINE.replace('— ', '—  ')}`,
      `${PETER_TEXT}\n${PETER_LINE.replace(' x08', '  x08')}`,
      `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter+Neumann')}`,
      `${PETER_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter\u2003Neumann')}`,
      `${PETER_TEXT}\n${PETER_LINE.replace('=', '')}`,
      `${PETER_TEXT}\n— PeterNeumann x08gow==\n`,
      `${PETER_TEXT}\n${spare}`,
      `tab\t\n\n${PETER_LINE}`,
      `return\r\n\n${PETER_LINE}`,
      `nul\0\n\n${PETER_LINE}`,
    ]
    for (const note of bad) assert.throws(() => parseNote(note), refused('malformed'), JSON.stringify(note))
    assert.notEqual(spare, PETER_LINE)
    assert.throws(() => parseNote(Buffer.from([0xff, 0x0a, 0x0a])), refused('malformed'))
    assert.throws(() => parseNote(`${'x'.repeat(70_000)}\n\n${PETER_LINE}`), refused('too-large'))
    assert.throws(() => parseNote(`x\n\n${PETER_LINE.repeat(101)}`), refused('too-large'))
  })

  it('are not made of texts that could not be read back', async () => {
    const signer = ed25519Signer('PeterNeumann', peter())
    for (const text of ['', 'no newline', 'tab\t\n', '\ud800\n'])
      await assert.rejects(signNote(text, [signer]), refused('malformed'))
    await assert.rejects(signNote('unsigned\n', []), refused('malformed'))
  })

  it('know keys only in their one spelling', () => {
    for (const vkey of [
      SPEC_VKEY.replace('530d903a', '530d903b'),
      SPEC_VKEY.replace('530d903a', '530D903A'),
      SPEC_VKEY.replace('foo', 'fop'),
      SPEC_VKEY.replace('U2k', 'U2l'),
      `${SPEC_VKEY}=`,
      `${SPEC_VKEY}\n`,
      'example.com/foo',
      '+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    ])
      assert.throws(() => ed25519Verifier(vkey), refused('bad-key'), vkey)
    const remora = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
    assert.equal(parseVkey(remora).type, 4)
    assert.throws(() => ed25519Verifier(remora), refused('bad-key'), 'a cosignature key is no note key')
    const { privateKey } = generateKeyPairSync('x25519')
    assert.throws(() => ed25519Signer('x', privateKey), refused('bad-key'))
    assert.throws(() => ed25519Signer('a b', peter()), refused('bad-key'))
  })
})

describe('checkpoints', () => {
  const root = emptyRoot()
  const text = `example.com/log\n0\n${Buffer.from(root).toString('base64')}\n`

  it('say origin, size and root', () => {
    assert.equal(checkpointText({ origin: 'example.com/log', size: 0n, root }), text)
    assert.deepEqual(parseCheckpointText(text), {
      origin: 'example.com/log',
      size: 0n,
      root: Buffer.from(root),
    })
    const large = { origin: 'o', size: 9007199254740993n, root: leafHash(Buffer.of(1)) }
    assert.equal(parseCheckpointText(checkpointText(large)).size, 9007199254740993n)
  })

  it("of Go's checksum database are believed, whose key isn't called as its origin is", () => {
    const key = ed25519Verifier(SUMDB_KEY)
    const { size } = openCheckpoint(SUMDB_CHECKPOINT, 'go.sum database tree', key)
    assert.equal(size, 35_225_469n)
    assert.throws(() => openCheckpoint(SUMDB_CHECKPOINT, 'sum.golang.org', key), refused('malformed'))
  })

  it('are refused with anything more, less or other', () => {
    for (const bad of [
      `${text}extension\n`,
      `${text}\n`,
      text.trimEnd(),
      text.replace('example.com/log', ''),
      text.replace('\n0\n', '\n00\n'),
      text.replace('\n0\n', '\n-1\n'),
      text.replace('\n0\n', '\n+1\n'),
      text.replace('\n0\n', '\n 1\n'),
      text.replace('\n0\n', '\n1e3\n'),
      text.replace('\n0\n', '\n9223372036854775808\n'),
      text.replace('\n0\n', '\n\n'),
      `o\n0\n${Buffer.alloc(31).toString('base64')}\n`,
      `o\n0\n${Buffer.alloc(32).toString('base64').replace('=', '')}\n`,
    ])
      assert.throws(() => parseCheckpointText(bad), refused('malformed'), JSON.stringify(bad))
    assert.throws(() => checkpointText({ origin: 'a\nb', size: 0n, root }), refused('malformed'))
    assert.throws(() => checkpointText({ origin: 'a', size: -1n, root }), refused('malformed'))
    assert.equal(parseSize('9223372036854775807'), 9223372036854775807n)
  })

  it('are believed only of the right log, signed by the log itself', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const log = ed25519Verifier(ed25519Vkey('example.com/log', privateKey))
    const witness = ed25519Signer('PeterNeumann', peter())
    const own = ed25519Signer('example.com/log', privateKey)
    const note = await signNote(text, [own, witness])
    const opened = openCheckpoint(note, 'example.com/log', log, [ed25519Verifier(PETER_VKEY)])
    assert.equal(opened.by.length, 2)
    assert.throws(() => openCheckpoint(note, 'example.com/log/2', log), refused('malformed'))
    const unsigned = await signNote(text, [witness])
    assert.throws(
      () => openCheckpoint(unsigned, 'example.com/log', log, [ed25519Verifier(PETER_VKEY)]),
      refused('no-known-signature'),
    )
  })
})
