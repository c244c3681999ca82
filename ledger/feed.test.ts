import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import {
  cosign,
  cosigners,
  entries,
  leaves,
  logVkey,
  origin,
  signed,
  witnessVkeys,
} from '#tests/ledger/signed.ts'
import { parseAddCheckpoint } from './add-checkpoint.ts'
import { cosignatureVerifier, ed25519Cosigner } from './cosignature.ts'
import { type Answer, askWitness, nextStep } from './feed.ts'
import { ed25519Verifier, formatSignatures, openNote, parseNote } from './note.ts'
import type { HashSource } from './proof.ts'
import { rootOf } from './tree.ts'
import { createWitness, type WitnessedHead } from './witness.ts'

const log = ed25519Verifier(logVkey)
const keys = witnessVkeys.map(cosignatureVerifier)
const [key] = keys
const TEXT = 'text/plain; charset=utf-8'

const source: HashSource = {
  hashes: async (nodes) =>
    nodes.map(({ level, index }) =>
      rootOf(leaves.slice(Number(index) << level, (Number(index) + 1) << level)),
    ),
}

async function linesOf(by: Parameters<typeof cosign>[1], at?: Date): Promise<string> {
  return formatSignatures(parseNote(await cosign(signed, by, at)).signatures.slice(1))
}

const step = (answer: Partial<Answer>, note = signed, oldSize = 3n) =>
  nextStep({ oldSize, note }, { status: 200, contentType: TEXT, body: '', ...answer }, [key!])

describe("a witness's answer", () => {
  it('of 200 is kept with the cosignatures that are its own', async () => {
    const body = await linesOf([cosigners[1]!, cosigners[0]!])
    const next = step({ body })
    assert.ok(next.do === 'keep')
    assert.equal(next.at.toISOString(), '2026-11-24T08:00:00.000Z')
    const { by, signatures } = openNote(next.note, [log, ...keys])
    assert.deepEqual(by, [log, key])
    assert.equal(signatures.length, 2)
  })

  it("takes the place of an older one, beside others'", async () => {
    const first = await cosign(signed, [cosigners[0]!, cosigners[1]!])
    const next = step({ body: await linesOf([cosigners[0]!], new Date('2026-11-24T09:00:00Z')) }, first)
    assert.ok(next.do === 'keep')
    assert.deepEqual(
      parseNote(next.note).signatures.map(({ name }) => name),
      [origin, 'witness.example/1', 'witness.example/0'],
    )
    assert.equal(next.at.toISOString(), '2026-11-24T09:00:00.000Z')
  })

  it('of 200 without a good cosignature of its own is none', async () => {
    const good = await linesOf([cosigners[0]!])
    const impostor = ed25519Cosigner('witness.example/0', generateKeyPairSync('ed25519').privateKey)
    const other = await linesOf([cosigners[1]!])
    const [line] = parseNote(await cosign(signed, [cosigners[0]!])).signatures.slice(1)
    const wrong = formatSignatures([{ ...line!, signature: Buffer.from(line!.signature).fill(1, 8) }])
    for (const body of [
      '',
      '\n',
      'ok\n',
      good.trimEnd(),
      other,
      await linesOf([impostor]),
      wrong,
      good + wrong,
    ])
      assert.deepEqual(step({ body }), { do: 'wait', code: 'bad-answer' }, JSON.stringify(body.slice(0, 60)))
  })

  it('of 409 names the size to go on from', () => {
    const conflict = (body: string, contentType = 'text/x.tlog.size') =>
      step({ status: 409, contentType, body })
    assert.deepEqual(conflict('5\n'), { do: 'send', oldSize: 5n })
    assert.deepEqual(conflict('0\n'), { do: 'send', oldSize: 0n })
    assert.deepEqual(conflict('11\n'), { do: 'send', oldSize: 11n })
    assert.deepEqual(conflict('12\n'), { do: 'catch-up', size: 12n })
    assert.deepEqual(conflict('3\n'), { do: 'stop', code: 'inconsistent' })
    for (const body of ['5', '5\r\n', '05\n', ' 5\n', '-5\n', '\n', '', 'five\n', '5\n\n'])
      assert.deepEqual(conflict(body), { do: 'wait', code: 'bad-answer' }, JSON.stringify(body))
    assert.deepEqual(conflict('5\n', TEXT), { do: 'wait', code: 'bad-answer' })
  })

  it('of any other status waits, or calls a person', () => {
    for (const status of [400, 403, 404, 405, 410, 413])
      assert.deepEqual(step({ status }), { do: 'stop', code: 'refused' }, `${status}`)
    assert.deepEqual(step({ status: 422 }), { do: 'stop', code: 'inconsistent' })
    for (const status of [204, 302, 408, 429, 500, 502, 503])
      assert.deepEqual(step({ status }), { do: 'wait', code: 'away' }, `${status}`)
  })
})

describe('a log asking a witness', () => {
  function witnessAt(head?: WitnessedHead) {
    let last = head
    const witness = createWitness({
      logs: (name) => (name === origin ? [log] : undefined),
      cosigners: [cosigners[0]!],
      store: {
        load: async () => last,
        swap: async (_, from, to) => {
          if (from?.note !== last?.note) return false
          last = to
          return true
        },
        keep: async () => {},
      },
      clock: { now: () => new Date('2026-11-24T10:00:00Z') },
    })
    const olds: bigint[] = []
    const post = async (body: string) => {
      olds.push(parseAddCheckpoint(body).oldSize)
      return witness.addCheckpoint(body)
    }
    return { post, olds }
  }
  const headOf = (size: number): WitnessedHead => ({
    size: BigInt(size),
    root: rootOf(leaves.slice(0, size)),
    note: signed,
  })
  const ask = (post: (body: string) => Promise<Answer>, oldSize: bigint) =>
    askWitness({ post, source, witness: [key!], note: signed, oldSize })

  it('is cosigned at once when it knows what the witness knows', async () => {
    const { post, olds } = witnessAt(headOf(4))
    assert.equal((await ask(post, 4n)).do, 'keep')
    assert.deepEqual(olds, [4n])
  })

  it('finds from any state of either the way to a cosignature', async () => {
    for (let known = 0; known <= entries.length; known++)
      for (const guess of [0, 5, 11]) {
        const { post, olds } = witnessAt(known === 0 ? undefined : headOf(known))
        const next = await ask(post, BigInt(guess))
        assert.ok(next.do === 'keep', `${guess} for ${known}`)
        assert.deepEqual(openNote(next.note, [log, key!]).by, [log, key])
        assert.deepEqual(olds, guess === known ? [BigInt(guess)] : [BigInt(guess), BigInt(known)])
      }
  })

  it('is told when the witness has seen more than it has', async () => {
    const { post } = witnessAt({ size: 20n, root: leaves[0]!, note: signed })
    assert.deepEqual(await ask(post, 0n), { do: 'catch-up', size: 20n })
  })

  it('is told when the witness knows another history', async () => {
    const { post } = witnessAt({ size: 4n, root: leaves[0]!, note: signed })
    assert.deepEqual(await ask(post, 0n), { do: 'stop', code: 'inconsistent' })
    const same = witnessAt({ size: 11n, root: leaves[0]!, note: signed })
    assert.deepEqual(await ask(same.post, 11n), { do: 'stop', code: 'inconsistent' })
  })

  it('gives up for now on a witness that leads it round, and passes on that there was no answer', async () => {
    let size = 0
    const post = async () => ({ status: 409, contentType: 'text/x.tlog.size', body: `${++size % 9}\n` })
    assert.deepEqual(await ask(post, 0n), { do: 'wait', code: 'bad-answer' })
    assert.equal(size, 4)
    await assert.rejects(
      ask(() => Promise.reject(new Error('refused to connect')), 0n),
      /refused to connect/,
    )
    await assert.rejects(ask(post, 12n), RangeError)
  })
})
