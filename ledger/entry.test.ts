import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canonicalBytes } from './canonical.ts'
import { decodeEntry, EntryRefused, encodeEntry, makeEntry } from './entry.ts'
import { idList } from './fields.ts'
import { KINDS } from './kinds.ts'
import { commitPersonal, opensTo } from './personal.ts'

const log = { origin: 'station.example/7', epoch: 1 }
const at = new Date('2026-11-23T08:30:00.123Z')
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const hash = 'ab'.repeat(32)
const minute = makeEntry(log, 'minute', at, { number: 7, minute: at.toISOString(), reels: 2, root: hash })

const refused = (code: EntryRefused['code']) => (error: unknown) =>
  error instanceof EntryRefused && error.code === code

/** The bytes of the entry with some of its members replaced. */
function bytesWith(change: object, entry: object = minute): Buffer {
  return canonicalBytes({ ...entry, ...change })
}

describe('an entry', () => {
  it('has one spelling, and comes back from it', () => {
    const fixed = { ...minute, id: id(1) }
    const text =
      `{"at":"2026-11-23T08:30:00.123Z","body":{"minute":"2026-11-23T08:30:00.123Z","number":7,"reels":2,"root":"${hash}"},` +
      `"epoch":1,"id":"${id(1)}","kind":"minute","origin":"station.example/7","v":1}`
    assert.equal(encodeEntry(fixed).toString(), text)
    assert.deepEqual(decodeEntry(Buffer.from(text)), fixed)
    assert.notEqual(makeEntry(log, 'epoch', at, { reason: 'first' }).id, minute.id)
  })

  it('is refused with a wrong envelope', () => {
    assert.throws(() => decodeEntry(bytesWith({ v: 2 })), refused('unknown-version'))
    assert.throws(() => decodeEntry(bytesWith({ kind: 'toString' })), refused('unknown-kind'))
    assert.throws(() => decodeEntry(bytesWith({ kind: 'minutes' })), refused('unknown-kind'))
    for (const change of [
      { extra: 1 },
      { id: 'x' },
      { id: id(1).replace('0', 'A') },
      { origin: '' },
      { origin: 'a b' },
      { origin: 'a+b' },
      { epoch: 0 },
      { epoch: 1.5 },
      { epoch: '1' },
      { at: '2026-11-23T08:30:00Z' },
      { at: '2026-02-30T08:30:00.000Z' },
      { at: '2026-11-23T24:00:00.000Z' },
    ])
      assert.throws(() => decodeEntry(bytesWith(change)), refused('envelope'), JSON.stringify(change))
    for (const value of ['[]', 'null', '1'])
      assert.throws(() => decodeEntry(Buffer.from(value)), EntryRefused)
  })

  it('is refused with a body of another kind', () => {
    for (const body of [
      { ...minute.body, number: -1 },
      { ...minute.body, number: 2 ** 53 },
      { ...minute.body, root: hash.toUpperCase() },
      { ...minute.body, more: 1 },
      { number: 7, minute: minute.body.minute, reels: 2 },
      [],
      null,
    ])
      assert.throws(() => decodeEntry(bytesWith({ body })), EntryRefused, JSON.stringify(body))
    const wrong = { ...minute, body: { ...minute.body, root: 'x' } }
    assert.throws(() => encodeEntry(wrong), refused('body'), 'the writer is held to the same')
  })

  it('is refused in any other spelling', () => {
    const bytes = encodeEntry(minute)
    for (const other of [
      Buffer.concat([bytes, Buffer.from('\n')]),
      Buffer.from(bytes.toString().replace('"epoch":1', '"epoch":1.0')),
      Buffer.from(bytes.toString().replace('"v":1}', '"v":1,"v":1}')),
      Buffer.concat([bytes.subarray(0, 10), Buffer.of(0xff), bytes.subarray(10)]),
      Buffer.alloc(0),
    ])
      assert.throws(() => decodeEntry(other), refused('not-canonical'))
  })

  it('has at most 4 KiB', () => {
    assert.throws(() => decodeEntry(Buffer.alloc(4097, 0x20)), refused('too-large'))
    const note = '鉴'.repeat(1001)
    assert.throws(
      () => encodeEntry(makeEntry(log, 'epoch', at, { reason: 'x', previous: note })),
      refused('body'),
    )
  })

  it('may leave out what is optional and nothing else', () => {
    const gap = { gap: id(1), camera: id(2), stream: 0, from: at.toISOString(), cause: 'power-cut' }
    const open = makeEntry(log, 'gap', at, gap)
    assert.deepEqual(decodeEntry(encodeEntry(open)), open)
    assert.throws(() => decodeEntry(bytesWith({ body: { ...gap, to: null } }, open)), refused('body'))
    assert.throws(
      () => decodeEntry(bytesWith({ body: { ...gap, cause: 'Power Cut' } }, open)),
      refused('body'),
    )
  })

  it('names many cameras by count and digest, whatever their order', () => {
    const ids = Array.from({ length: 500 }, (_, i) => id(i))
    const digest = idList(ids)
    assert.deepEqual(idList([...ids].reverse()), digest)
    assert.deepEqual(idList([id(2), id(1)]), [id(1), id(2)])
    const hidden = commitPersonal('x').commitment
    const body = {
      copy: id(1),
      use: id(2),
      from: at.toISOString(),
      to: at.toISOString(),
      digest: hash,
      bytes: 1,
      recipient: hidden,
    }
    for (const cameras of [digest, idList(ids.slice(0, 32))]) {
      const entry = makeEntry(log, 'copy', at, { ...body, cameras })
      assert.deepEqual(decodeEntry(encodeEntry(entry)), entry)
    }
    for (const cameras of [
      ids.slice(0, 33),
      [id(2), id(1)],
      [id(1), id(1)],
      { count: 1 },
      { ...digest, x: 1 },
    ]) {
      const entry = makeEntry(log, 'copy', at, { ...body, cameras: cameras as never })
      assert.throws(() => encodeEntry(entry), refused('body'), JSON.stringify(cameras))
    }
  })

  it('has a type for each field of each kind that the checks know', () => {
    for (const [kind, fields] of Object.entries(KINDS))
      for (const [name, type] of Object.entries(fields)) {
        const checked = ['id', 'hash', 'commitment'].some((t) => type.startsWith(t))
        const wordy = [
          'officer',
          'name',
          'address',
          'reason',
          'purpose',
          'basis',
          'by',
          'person',
          'recipient',
        ]
        if (wordy.includes(name) && !(kind === 'epoch' && name === 'reason'))
          assert.ok(checked, `${kind}.${name} may say who or why in the clear`)
      }
  })
})

describe('a personal value', () => {
  it('opens with its salt, and with nothing else', () => {
    const value = { name: '王一', workId: '010203' }
    const opening = commitPersonal(value)
    assert.ok(opensTo(opening))
    assert.ok(opensTo({ ...opening, value: { workId: '010203', name: '王一' } }), 'members have no order')
    assert.ok(!opensTo({ ...opening, value: { ...value, name: '王二' } }))
    assert.ok(!opensTo({ ...opening, salt: commitPersonal(1).salt }))
    assert.ok(!opensTo({ ...opening, salt: '' }))
    assert.notEqual(commitPersonal(value).commitment, opening.commitment)
  })
})
