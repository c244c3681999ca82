import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bodyOf, cosigner, forked, leaves, logVerifier, memory, origin, witness } from '#tests/ledger/fork.ts'
import { parseAddCheckpoint } from './add-checkpoint.ts'
import { cosignedAt } from './cosignature.ts'
import { parseNote, parseSignatures } from './note.ts'
import { type Hash, rootOf } from './tree.ts'
import { createWitness, type WitnessStore } from './witness.ts'

const clock = { now: () => new Date(1_795_000_000_000) }

describe('whoever asks, in whatever order and at once,', () => {
  const asks = fc.record({
    branch: fc.constantFrom(leaves, forked),
    old: fc.nat(40),
    size: fc.nat(40),
    guess: fc.boolean(),
  })

  it('never gets two histories cosigned', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(asks, { maxLength: 6 }), { maxLength: 6 }),
        fc.nat(),
        async (rounds, seed) => {
          let chance = seed
          const turns = () => {
            chance = (chance * 75 + 74) % 65_537
            return chance % 4
          }
          const { addCheckpoint, heads, notes, clock } = witness(undefined, turns)
          clock.now = () => {
            clock.at += 1000
            return new Date(clock.at)
          }
          const cosigned: { at: Date; size: bigint; root: Hash }[] = []
          for (const round of rounds) {
            const last = Number(heads.get(origin)?.size ?? 0n)
            const bodies = round.map(({ branch, old, size, guess }) =>
              guess ? bodyOf(branch, old, size) : bodyOf(branch, last, Math.max(size, last)),
            )
            await Promise.all(
              bodies.map(async (body) => {
                const { checkpoint } = parseAddCheckpoint(await body)
                const answer = await addCheckpoint(await body)
                if (answer.status !== 200) return
                const [line] = parseSignatures(answer.body)
                cosigned.push({ at: cosignedAt(line!.signature), ...checkpoint })
              }),
            )
          }
          const on = (branch: readonly Hash[]) =>
            cosigned.every(
              ({ size, root }) => Buffer.compare(rootOf(branch.slice(0, Number(size))), root) === 0,
            )
          assert.ok(on(leaves) || on(forked))
          const largest = cosigned.reduce((most, { size }) => (size > most ? size : most), 0n)
          assert.equal(heads.get(origin)?.size ?? 0n, largest)
          const times = notes.map((note) =>
            cosignedAt(parseNote(note).signatures.at(-1)!.signature).getTime(),
          )
          assert.deepEqual(
            times,
            [...times].sort((a, b) => a - b),
            'what is served grows no older',
          )
          for (const a of cosigned)
            for (const b of cosigned)
              assert.ok(a.at >= b.at || a.size <= b.size, 'smaller, but cosigned later')
        },
      ),
      { numRuns: 100 },
    )
  })

  it('gets one cosignature of two that extend the same head', async () => {
    const { addCheckpoint, heads } = witness()
    await addCheckpoint(await bodyOf(leaves, 0, 10))
    const answers = await Promise.all([
      addCheckpoint(await bodyOf(leaves, 10, 20)),
      addCheckpoint(await bodyOf(forked, 10, 21)),
      addCheckpoint(await bodyOf(leaves, 10, 22)),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
    assert.equal(answers.find(({ status }) => status === 409)?.body, `${heads.get(origin)?.size}\n`)
  })

  it('gets no answer when the store fails, and the right one afterwards', async () => {
    for (const failing of ['load', 'swap', 'keep'] as const)
      for (const persisted of [false, true]) {
        const { store, heads } = memory()
        const parts = { logs: () => [logVerifier], cosigners: [cosigner], clock }
        const sound = createWitness({ ...parts, store })
        await sound.addCheckpoint(await bodyOf(leaves, 0, 12))
        const fail = async (work: () => Promise<unknown>): Promise<never> => {
          if (persisted) await work()
          throw new Error('store away')
        }
        const broken: WitnessStore = {
          load: failing === 'load' ? (log) => fail(() => store.load(log)) : store.load,
          swap: failing === 'swap' ? (...to) => fail(() => store.swap(...to)) : store.swap,
          keep: failing === 'keep' ? (evidence) => fail(() => store.keep(evidence)) : store.keep,
        }
        const shaken = createWitness({ ...parts, store: broken })
        const body = failing === 'keep' ? bodyOf(forked, 12, 12) : bodyOf(leaves, 12, 20)
        await assert.rejects(shaken.addCheckpoint(await body), /store away/)
        const moved = failing === 'swap' && persisted
        assert.equal(heads.get(origin)?.size, moved ? 20n : 12n)
        assert.equal((await sound.addCheckpoint(await bodyOf(leaves, 12, 20))).status, moved ? 409 : 200)
        assert.equal((await sound.addCheckpoint(await bodyOf(leaves, 20, 20))).status, 200)
      }
  })

  it('stops loudly on a store that refuses for no reason', async () => {
    const { store } = memory()
    const stubborn = { ...store, swap: async () => false }
    const stuck = createWitness({ logs: () => [logVerifier], cosigners: [cosigner], store: stubborn, clock })
    await assert.rejects(stuck.addCheckpoint(await bodyOf(leaves, 0, 10)), /doesn't go on/)
  })
})
