import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { PUBLIC_CHECKPOINT, PUBLIC_LOG, PUBLIC_WITNESSES } from '#tests/ledger/published.ts'
import {
  cosign,
  cosigners,
  leaves,
  logKey,
  logVkey,
  origin,
  signed,
  witnessVkeys,
} from '#tests/ledger/signed.ts'
import { checkpointText } from './checkpoint.ts'
import { cosignatureVkey, ed25519Cosigner } from './cosignature.ts'
import { KEY_ML_DSA_44 } from './keys.ts'
import {
  ed25519Signer,
  ed25519Vkey,
  formatNote,
  formatVkey,
  NoteRefused,
  parseNote,
  parseVkey,
  signNote,
} from './note.ts'
import { isQuorum, openWitnessed, parsePolicy } from './policy.ts'
import { rootOf } from './tree.ts'

const refused = (code: NoteRefused['code']) => (error: unknown) =>
  error instanceof NoteRefused && error.code === code

const log = logVkey
const vkeys = witnessVkeys
const pq = formatVkey('pq.example', KEY_ML_DSA_44, Buffer.alloc(1312, 3))

/** The two-level example of the specification: X and Y with three witnesses each. */
const EXAMPLE = `# two houses

log ${log} https://log.example/
witness X1 ${vkeys[0]}
witness X2 ${vkeys[1]} https://x2.example/
\twitness  X3\t${vkeys[2]}  
group X-witnesses 2 X1 X2 X3
witness Y1 ${vkeys[3]}
witness Y2 ${vkeys[4]}
witness Y3 ${vkeys[5]}
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
 # the end
`

/** The same key under another name. */
function vkeyNamed(name: string, vkey: string): string {
  const { type, publicKey } = parseVkey(vkey)
  return formatVkey(name, type, publicKey)
}

describe('a policy', () => {
  it('reads the example of the specification', () => {
    const policy = parsePolicy(EXAMPLE)
    assert.deepEqual(
      policy.logs.map(({ key, url }) => [key.name, url]),
      [[origin, 'https://log.example/']],
    )
    assert.deepEqual(
      policy.witnesses.map(({ name, url }) => [name, url]),
      [
        ['X1', undefined],
        ['X2', 'https://x2.example/'],
        ['X3', undefined],
        ['Y1', undefined],
        ['Y2', undefined],
        ['Y3', undefined],
      ],
    )
    assert.deepEqual(policy.groups, [
      { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
      { name: 'Y-witnesses', threshold: 1, members: ['Y1', 'Y2', 'Y3'] },
      { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
    ])
    assert.equal(policy.quorum, 'X-and-Y')
  })

  it('of that example is met by two of X and one of Y, and by no fewer, for all 64 sets', () => {
    const policy = parsePolicy(EXAMPLE)
    for (let set = 0; set < 64; set++) {
      const names = policy.witnesses.filter((_, i) => set & (1 << i)).map(({ name }) => name)
      const x = names.filter((name) => name.startsWith('X')).length
      const y = names.filter((name) => name.startsWith('Y')).length
      assert.equal(isQuorum(policy, names), x >= 2 && y >= 1, names.join())
    }
    assert.ok(!isQuorum(policy, ['X-witnesses-not', 'none', 'stranger']))
  })

  it('may ask for one witness, for none, and prepare for keys unknown here, which never count', () => {
    const one = parsePolicy(`witness a ${vkeys[0]}\nquorum a\n`)
    assert.deepEqual([isQuorum(one, []), isQuorum(one, ['a'])], [false, true])
    assert.ok(isQuorum(parsePolicy('quorum none\n'), []))
    const mixed = parsePolicy(
      `log ${pq}\nlog ${log}\nwitness a ${pq}\nwitness b ${vkeys[0]}\ngroup g all a b\nquorum g\n`,
    )
    assert.equal(mixed.witnesses[0]?.key.verifier, undefined)
    assert.ok(!isQuorum(mixed, ['b']))
  })

  it('compares names byte for byte, in whatever encoding', () => {
    const kelvin = parsePolicy(`witness K ${vkeys[0]}\nwitness \u212a ${vkeys[1]}\nquorum \u212a\n`)
    assert.deepEqual([isQuorum(kelvin, ['K']), isQuorum(kelvin, ['\u212a'])], [false, true])
    const bytes = (...names: number[]) =>
      Buffer.concat(
        names.flatMap((name, i) => [Buffer.from('witness '), Buffer.of(name), Buffer.from(` ${vkeys[i]}\n`)]),
      )
    const quorum = Buffer.concat([Buffer.from('quorum '), Buffer.of(0xfe, 0x0a)])
    assert.equal(parsePolicy(Buffer.concat([bytes(0xff, 0xfe), quorum])).quorum, '\u00fe')
    assert.throws(() => parsePolicy(Buffer.concat([bytes(0xff, 0xff), quorum])), refused('malformed'))
    const spaced = `witness a\u00a0b ${vkeys[0]}\nquorum a\u00a0b\n`
    assert.equal(parsePolicy(spaced).quorum, 'a\u00a0b', 'only spaces and tabs part words')
  })

  it('is refused, by line, with anything out of place', () => {
    const [a, b] = [`witness a ${vkeys[0]}\n`, `witness b ${vkeys[1]}\n`]
    const renamed = vkeyNamed('other.example', vkeys[0]!)
    const bad: [NoteRefused['code'], string][] = [
      ['malformed', ''],
      ['malformed', '# nothing\n'],
      ['malformed', 'quorum none'],
      ['malformed', `${a}witness ab ${vkeys[1]}\nquorum ab`],
      ['malformed', `${a}quorum a\nquorum a\n`],
      ['malformed', `${a}quorum b\n`],
      ['malformed', `quorum a\n${a}`],
      ['malformed', `${a}quorum a b\n`],
      ['malformed', `${a}quorum\n`],
      ['malformed', `${a}${a.replace(vkeys[0]!, vkeys[1]!)}quorum a\n`],
      ['malformed', `witness none ${vkeys[0]}\nquorum none\n`],
      ['malformed', `${a}group none any a\nquorum none\n`],
      ['malformed', `${a}group a any a\nquorum a\n`],
      ['malformed', `${a}group g any a none\nquorum g\n`],
      ['malformed', `${a}group g any g\nquorum g\n`],
      ['malformed', `${a}group g any a b\n${b}quorum g\n`],
      ['malformed', `${a}group g any a a\nquorum g\n`],
      ['malformed', `${a}${b}group g any a\ngroup h any a b\nquorum h\n`],
      ['malformed', `${a}group g any\nquorum a\n`],
      ['malformed', `${a}group g\nquorum a\n`],
      ...['0', '2', '-1', '+1', '01', '1.0', '1e0', 'ALL', 'some'].map((k): [NoteRefused['code'], string] => [
        'malformed',
        `${a}group g ${k} a\nquorum g\n`,
      ]),
      ['malformed', `log ${log} url more\nquorum none\n`],
      ['malformed', 'log\nquorum none\n'],
      ['malformed', `witness ${vkeys[0]}\nquorum none\n`],
      ['malformed', `witness a ${vkeys[0]} url more\nquorum none\n`],
      ['malformed', `Log ${log}\nquorum none\n`],
      ['malformed', 'quorum none\r\n'],
      ['malformed', 'quorum none\n#\u007f\n'],
      ['malformed', 'quorum none\n#\0\n'],
      ['bad-key', `log ${vkeys[0]}\nquorum none\n`],
      ['bad-key', `witness a ${log}\nquorum none\n`],
      ['bad-key', `log ${log}\nlog ${ed25519Vkey('other.example', logKey)}\nquorum none\n`],
      ['bad-key', `${a}witness b ${renamed}\nquorum none\n`],
      ['bad-key', `log ${log.slice(0, -1)}\nquorum none\n`],
      ['too-large', `#${'x'.repeat(1 << 20)}\nquorum none\n`],
    ]
    for (const [code, file] of bad)
      assert.throws(() => parsePolicy(file), refused(code), JSON.stringify(file.slice(0, 300)))
    assert.throws(() => parsePolicy(`quorum none\n\n${a}bad line\n`), /line 4/)
  })

  it('cut short anywhere, is refused or asks for nothing less', () => {
    const rules = (file: string) => JSON.stringify(parsePolicy(file))
    const whole = rules(EXAMPLE)
    for (let length = 0; length < EXAMPLE.length; length++) {
      const cut = EXAMPLE.slice(0, length)
      try {
        assert.equal(rules(cut), whole, `${length} bytes`)
      } catch (error) {
        assert.ok(error instanceof NoteRefused, `${error}`)
      }
    }
  })

  it('of 32 logs, 32 witnesses and 32 groups is read', () => {
    const many = Array.from({ length: 32 }, (_, i) => {
      const key = generateKeyPairSync('ed25519').privateKey
      const inner = i === 0 ? '' : ` g${i - 1}`
      return [
        `log ${ed25519Vkey(`log.example/${i}`, key)}`,
        `witness w${i} ${cosignatureVkey(`w.example/${i}`, key)}`,
        `group g${i} all w${i}${inner}`,
      ].join('\n')
    })
    const policy = parsePolicy(`${many.join('\n')}\nquorum g31\n`)
    const names = policy.witnesses.map(({ name }) => name)
    assert.ok(isQuorum(policy, names))
    for (const name of names)
      assert.ok(
        !isQuorum(
          policy,
          names.filter((other) => other !== name),
        ),
      )
  })
})

describe('a checkpoint under a policy', () => {
  const policy = parsePolicy(EXAMPLE)

  it('is believed with its log and enough witnesses, and says who and when', async () => {
    const early = await cosign(signed, [cosigners[0]!], new Date('2026-11-24T07:00:00Z'))
    const note = await cosign(early, [cosigners[0]!, cosigners[2]!, cosigners[4]!])
    const { checkpoint, log: signer, cosigned } = openWitnessed(note, policy)
    assert.equal(checkpoint.size, 11n)
    assert.equal(signer.key.name, origin)
    assert.deepEqual(
      cosigned.map(({ witness, at }) => [witness.name, at.toISOString()]),
      [
        ['X1', '2026-11-24T07:00:00.000Z'],
        ['X3', '2026-11-24T08:00:00.000Z'],
        ['Y2', '2026-11-24T08:00:00.000Z'],
      ],
    )
  })

  it('is refused with one witness too few, without its log, under another name, or signed wrongly', async () => {
    assert.throws(() => openWitnessed(signed, policy), refused('too-few-witnesses'))
    const few = await cosign(signed, [cosigners[0]!, cosigners[3]!, cosigners[4]!])
    assert.throws(() => openWitnessed(few, policy), refused('too-few-witnesses'))

    const all = parseNote(await cosign(signed, cosigners))
    const logless = formatNote({ ...all, signatures: all.signatures.slice(1) })
    assert.throws(() => openWitnessed(logless, policy), refused('no-known-signature'))

    const text = checkpointText({ origin: 'log.example/2', size: 11n, root: rootOf(leaves) })
    const other = await cosign(await signNote(text, [ed25519Signer(origin, logKey)]), cosigners)
    assert.throws(() => openWitnessed(other, policy), refused('no-known-signature'))

    const [first, ...rest] = all.signatures
    const last = { ...rest.at(-1)!, signature: rest[0]!.signature }
    const bent = formatNote({ ...all, signatures: [first!, ...rest.slice(0, -1), last] })
    assert.throws(() => openWitnessed(bent, policy), refused('bad-signature'))
  })

  it('of strangers is refused, however many they are', async () => {
    const theirs = generateKeyPairSync('ed25519').privateKey
    const { text } = parseNote(signed)
    const strangers = cosigners.map((_, i) =>
      ed25519Cosigner(`witness.example/${i}`, generateKeyPairSync('ed25519').privateKey),
    )
    const note = await cosign(await signNote(text, [ed25519Signer(origin, theirs)]), strangers)
    assert.throws(() => openWitnessed(note, policy), refused('no-known-signature'))
    assert.throws(() => openWitnessed(note, parsePolicy('quorum none\n')), refused('no-known-signature'))
  })

  it('of four public witnesses is believed under a policy of three of them', async () => {
    const lines = PUBLIC_WITNESSES.map((vkey, i) => `witness w${i} ${vkey}`)
    const group = (k: number) => `group g ${k} ${lines.map((_, i) => `w${i}`).join(' ')}\nquorum g\n`
    const file = `log ${PUBLIC_LOG}\n${lines.join('\n')}\n`
    assert.equal(openWitnessed(PUBLIC_CHECKPOINT, parsePolicy(file + group(4))).cosigned.length, 4)
    const cut = PUBLIC_CHECKPOINT.replace(/— remora.*\n/, '')
    assert.equal(openWitnessed(cut, parsePolicy(file + group(3))).cosigned.length, 3)
    assert.throws(() => openWitnessed(cut, parsePolicy(file + group(4))), refused('too-few-witnesses'))
  })
})
