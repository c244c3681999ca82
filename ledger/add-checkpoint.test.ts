import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bodyOf, leaves } from '#tests/ledger/fork.ts'
import { formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts'
import { NoteRefused, parseNote } from './note.ts'

describe('the body of add-checkpoint', () => {
  it('reads the example of the specification', () => {
    const body = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`
    const request = parseAddCheckpoint(body)
    assert.deepEqual([request.oldSize, request.proof.length], [20852014n, 4])
    assert.deepEqual(
      [request.checkpoint.origin, request.checkpoint.size],
      ['example.com/behind-the-sofa', 20852163n],
    )
    assert.equal(parseNote(request.note).signatures.length, 2)
    assert.equal(formatAddCheckpoint(request), body)
  })

  it('is refused in any other spelling', async () => {
    const body = await bodyOf(leaves, 5, 12)
    const hash = body.split('\n')[1]!
    for (const other of [
      '',
      '\n\n',
      body.replace('old 5', 'old 05'),
      body.replace('old 5', 'old  5'),
      body.replace('old 5', 'old 5 '),
      body.replace('old 5', 'old -5'),
      body.replace('old 5', 'old'),
      body.replace('old 5', 'Old 5'),
      body.replace('old 5', 'old 9223372036854775808'),
      body.replace('old 5\n', 'old 5\r\n'),
      body.replace('old 5\n', ''),
      `\n${body}`,
      body.replace(hash, `${hash} `),
      body.replace(hash, hash.slice(0, -1)),
      body.replace(hash, `${hash.slice(0, -2)}F=`),
      body.replace(`${hash}\n`, `${hash}\n`.repeat(64)),
      body.replace('\n\n', '\n'),
      body.replace('\n\n', '\n\n\n'),
      body.slice(0, -1),
      `${body}\n`,
      body.slice(0, body.lastIndexOf('\n\n') + 2),
      body.replace('\n12\n', '\n012\n'),
    ])
      assert.throws(
        () => parseAddCheckpoint(other),
        (error) => error instanceof NoteRefused && error.code === 'malformed',
        JSON.stringify(other.slice(0, 100)),
      )
    assert.throws(() => parseAddCheckpoint(Buffer.from([0xff])), NoteRefused)
    assert.throws(() => parseAddCheckpoint('x'.repeat(70_000)), /too-large/)
    assert.equal(parseAddCheckpoint(Buffer.from(body)).oldSize, 5n)
  })
})
