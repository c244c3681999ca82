import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { canonical, canonicalBytes, parseCanonical } from './canonical.ts'

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 §3.2.4 byte for byte', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`)
    const expected =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333' +
      '333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c' +
      '225c5c5c5c5c222f227d'
    assert.equal(canonicalBytes(value).toString('hex'), expected)
  })

  it('sorts members by UTF-16 code units, as RFC 8785 §3.2.3 does', () => {
    const value = JSON.parse(`{
      "\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "Latin Small Letter O With Diaeresis"
    }`)
    assert.deepEqual(
      Object.values(JSON.parse(canonical(value)) as object).sort(),
      Object.values(value).sort(),
    )
    const order = [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])
    assert.deepEqual(order, [
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it('writes the numbers of RFC 8785 appendix B', () => {
    const samples: [string, string][] = [
      ['0000000000000000', '0'],
      ['8000000000000000', '0'],
      ['0000000000000001', '5e-324'],
      ['8000000000000001', '-5e-324'],
      ['7fefffffffffffff', '1.7976931348623157e+308'],
      ['ffefffffffffffff', '-1.7976931348623157e+308'],
      ['4340000000000000', '9007199254740992'],
      ['c340000000000000', '-9007199254740992'],
      ['4430000000000000', '295147905179352830000'],
      ['44b52d02c7e14af5', '9.999999999999997e+22'],
      ['44b52d02c7e14af6', '1e+23'],
      ['44b52d02c7e14af7', '1.0000000000000001e+23'],
      ['444b1ae4d6e2ef4e', '999999999999999700000'],
      ['444b1ae4d6e2ef4f', '999999999999999900000'],
      ['444b1ae4d6e2ef50', '1e+21'],
      ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
      ['3eb0c6f7a0b5ed8d', '0.000001'],
      ['41b3de4355555553', '333333333.3333332'],
      ['41b3de4355555554', '333333333.33333325'],
      ['41b3de4355555555', '333333333.3333333'],
      ['41b3de4355555556', '333333333.3333334'],
      ['41b3de4355555557', '333333333.33333343'],
      ['becbf647612f3696', '-0.0000033333333333333333'],
      ['43143ff3c1cb0959', '1424953923781206.2'],
    ]
    for (const [bits, text] of samples)
      assert.equal(canonical(Buffer.from(bits, 'hex').readDoubleBE()), text, bits)
  })

  it('refuses what JSON cannot say', () => {
    const hole: unknown[] = []
    hole[1] = 1
    const deep = () => {
      let value: unknown = 0
      for (let i = 0; i < 40; i++) value = [value]
      return value
    }
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      undefined,
      10n,
      () => 1,
      Symbol('x'),
      '\ud800',
      { '\udc00': 1 },
      ['a\udc00\ud800'],
      { a: undefined },
      hole,
      new Date(0),
      new Map(),
      Buffer.of(1),
      deep(),
    ])
      assert.throws(() => canonical(value), TypeError)
  })

  it('reads back exactly what it wrote, and no other spelling', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const safe = JSON.parse(JSON.stringify(value)) as unknown
        let bytes: Buffer
        try {
          bytes = canonicalBytes(safe)
        } catch {
          return
        }
        assert.equal(canonical(parseCanonical(bytes)), bytes.toString())
        assert.throws(() => parseCanonical(Buffer.concat([bytes, Buffer.from(' ')])))
        assert.throws(() => parseCanonical(Buffer.concat([Buffer.from('\ufeff'), bytes])))
      }),
      { numRuns: 200 },
    )
    for (const text of [
      '{"a":1,"a":1}',
      '{"b":1,"a":1}',
      '{"a": 1}',
      '1.0',
      '-0',
      '1e3',
      '"\\u0041"',
      '"\\/"',
      '"\\uD800"',
      '',
    ])
      assert.throws(() => parseCanonical(Buffer.from(text)), `${text} is not canonical`)
    assert.throws(() => parseCanonical(Buffer.from([0x22, 0xff, 0x22])))
  })

  it('keeps a member named __proto__ as a member', () => {
    const bytes = Buffer.from('{"__proto__":{"a":1},"b":2}')
    assert.equal(canonical(parseCanonical(bytes)), bytes.toString())
  })
})
