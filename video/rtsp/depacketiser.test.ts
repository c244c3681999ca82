import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuA, Packetiser, stapA } from '#tests/rtsp/packetise.ts'
import { PPS, prefixed, random, SPS_720P, slice } from '#tests/rtsp/pictures.ts'
import { ParameterSets } from '../h264/parameter-sets.ts'
import { StreamFault } from '../media/fault.ts'
import { type AccessUnit, H264Depacketiser, LARGEST_PICTURE } from './depacketiser.ts'
import { RtpHeader, RtpSource } from './rtp.ts'

function reader() {
  const sets = new ParameterSets()
  const begun: number[] = []
  const units: AccessUnit[] = []
  const pictures = new H264Depacketiser(sets, {
    begin: (timestamp) => begun.push(timestamp),
    end: (unit) => units.push(unit),
  })
  const header = new RtpHeader()
  let source: RtpSource | null = null
  const rtp = (packet: Buffer) => {
    assert.ok(header.read(packet, 0, packet.length))
    if (source === null) source = new RtpSource(header.ssrc, header.sequence)
    else if (source.next(header.sequence) > 0) pictures.lost()
    pictures.packet(packet, header.payloadStart, header.payloadEnd, header.timestamp, header.marker, 0)
  }
  return { sets, begun, units, pictures, rtp }
}

const next = random(7)
const SEI = Buffer.from('0605010280', 'hex')
const idr = (bytes: number, first = true) => slice(5, bytes, first, next)
const p = (bytes: number, first = true) => slice(1, bytes, first, next)

test('round trip: any pictures, any packet size, aggregated or not', () => {
  const nal = fc.record({ key: fc.boolean(), bytes: fc.integer({ min: 3, max: 6000 }) })
  fc.assert(
    fc.property(
      fc.array(fc.record({ slices: fc.array(nal, { minLength: 1, maxLength: 5 }), sei: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.integer({ min: 8, max: 1500 }),
      fc.boolean(),
      fc.nat(65_535),
      (shapes, mtu, aggregate, sequence) => {
        const sender = new Packetiser({ mtu, sequence })
        const { units, pictures, rtp, sets } = reader()
        const wanted = shapes.map(({ slices, sei }, i) => {
          const vcl = slices.map(({ key, bytes }, at) => slice(key ? 5 : 1, bytes, at === 0, next))
          const nals = sei ? [SEI, ...vcl] : vcl
          for (const packet of sender.picture([SPS_720P, PPS, ...nals], i * 6000, aggregate)) rtp(packet)
          return { nals, key: slices.some(({ key }) => key) }
        })
        pictures.flush()
        assert.equal(units.length, wanted.length)
        units.forEach((unit, i) => {
          assert.ok(unit.data.equals(prefixed(wanted[i]!.nals)))
          assert.equal(unit.keyFrame, wanted[i]!.key)
          assert.equal(unit.damaged, false)
        })
        assert.equal(sets.version, 2)
      },
    ),
    { numRuns: 100 },
  )
})

test('STAP-A with parameter sets, SEI and several slices', () => {
  const { units, pictures, rtp, sets } = reader()
  const slices = [idr(50), idr(60, false), idr(70, false)]
  const sender = new Packetiser()
  rtp(sender.packet(stapA([Buffer.from([9, 0xf0]), SPS_720P, PPS, SEI, ...slices]), 0, true))
  pictures.flush()
  assert.ok(sets.complete)
  assert.equal(units.length, 1)
  assert.ok(units[0]!.data.equals(prefixed([SEI, ...slices])))
})

test('a picture ends with its timestamp; markers on every slice do not split it', () => {
  const { units, begun, rtp } = reader()
  const sender = new Packetiser()
  const slices = [idr(50), idr(60, false)]
  rtp(sender.packet(SPS_720P, 0, true))
  rtp(sender.packet(PPS, 0, true))
  for (const nal of slices) rtp(sender.packet(nal, 0, true))
  assert.equal(units.length, 0)
  rtp(sender.packet(p(40), 6000, true))
  assert.ok(units[0]!.data.equals(prefixed(slices)))
  assert.deepEqual(begun, [0, 6000])
})

test('two marked pictures of one timestamp stay two', () => {
  const { units, pictures, rtp } = reader()
  const sender = new Packetiser({ mtu: 30 })
  for (const packet of [
    ...sender.picture([idr(50)], 0),
    ...sender.picture([p(50)], 0),
    ...sender.picture([p(20)], 0),
  ])
    rtp(packet)
  pictures.flush()
  assert.deepEqual(
    units.map((unit) => unit.keyFrame),
    [true, false, false],
  )
})

test('loss marks the picture it fell into, wherever it fell', () => {
  const damaged = (drop: (index: number) => boolean) => {
    const { units, pictures, rtp } = reader()
    const sender = new Packetiser({ mtu: 100 })
    const packets = [0, 1, 2, 3].flatMap((i) => sender.picture([i === 0 ? idr(290) : p(290)], i * 6000))
    assert.equal(packets.length, 12)
    packets.forEach((packet, i) => {
      if (!drop(i)) rtp(packet)
    })
    pictures.flush()
    for (const unit of units) assert.equal(unit.data.length, 294)
    return units.map((unit) => (unit.damaged ? 'x' : '.')).join('')
  }
  assert.equal(
    damaged(() => false),
    '....',
  )
  // The fragmented slice with the hole is left out; the picture had no other, so the next one shows it.
  assert.equal(
    damaged((i) => i === 4),
    '.x.',
  )
  assert.equal(
    damaged((i) => i === 3),
    '.x.',
  )
  assert.equal(
    damaged((i) => i === 5),
    '.x.',
  )
  assert.equal(
    damaged((i) => i >= 3 && i < 6),
    '.x.',
  )
  assert.equal(
    damaged((i) => i === 5 || i === 6),
    '.x',
  )
  assert.equal(
    damaged((i) => i === 11),
    '...',
  )
})

test('of a multi-slice picture the whole slices stay, marked', () => {
  const { units, pictures, rtp } = reader()
  const sender = new Packetiser({ mtu: 100 })
  const slices = [p(250), p(90, false), p(250, false)]
  const packets = sender.picture(slices, 0)
  packets.forEach((packet, i) => {
    if (i !== 1) rtp(packet)
  })
  for (const packet of sender.picture([p(30)], 6000)) rtp(packet)
  pictures.flush()
  assert.ok(units[0]!.data.equals(prefixed(slices.slice(1))))
  assert.deepEqual(
    units.map((unit) => unit.damaged),
    [true, false],
  )
})

test('a lost marker does not touch the next picture; a loss across the border marks both', () => {
  const { units, pictures, rtp } = reader()
  const sender = new Packetiser({ mtu: 100 })
  const packets = [
    ...sender.picture([p(60), p(60, false)], 0),
    ...sender.picture([p(60), p(60, false)], 6000),
  ]
  packets.forEach((packet, i) => {
    if (i !== 1 && i !== 2) rtp(packet)
  })
  pictures.flush()
  assert.deepEqual(
    units.map((unit) => unit.damaged),
    [true, true],
  )
})

test('parameter sets and picture in one unit with start codes between', () => {
  const picture = idr(500)
  const start = Buffer.from([0, 0, 0, 1])
  const whole = Buffer.concat([SPS_720P, start, PPS, start.subarray(1), picture])
  for (const payloads of [[whole], fuA(whole, 100)]) {
    const { units, sets, pictures, rtp } = reader()
    const sender = new Packetiser()
    for (const payload of payloads) rtp(sender.packet(payload, 0, false))
    pictures.flush()
    assert.ok(sets.complete)
    assert.ok(units[0]!.data.equals(prefixed([picture])))
    assert.equal(units[0]!.damaged, false)
  }
})

test('reserved and interleaved-mode units mark the picture', () => {
  for (const type of [0, 25, 26, 27, 29, 30, 31]) {
    const { units, pictures, rtp } = reader()
    const sender = new Packetiser()
    rtp(sender.packet(idr(50), 0, false))
    rtp(sender.packet(Buffer.from([type, 1, 2, 3]), 0, true))
    pictures.flush()
    assert.equal(units[0]!.damaged, true, String(type))
  }
})

test('a picture without end is refused before it fills the memory', () => {
  const { rtp } = reader()
  const sender = new Packetiser()
  let sent = 0
  const piece = Buffer.alloc(60_000, 0x55)
  rtp(sender.packet(Buffer.concat([Buffer.from([0x7c, 0x85]), piece]), 0, false))
  assert.throws(
    () => {
      for (;;) {
        rtp(sender.packet(Buffer.concat([Buffer.from([0x7c, 0x05]), piece]), 0, false))
        sent += piece.length
        assert.ok(sent <= LARGEST_PICTURE)
      }
    },
    (error) => error instanceof StreamFault && error.trouble === 'protocol',
  )
})

test('a thousand start codes in one unit end in a mark, not in a thousand calls', () => {
  const { units, pictures, rtp } = reader()
  const sender = new Packetiser({ mtu: 1400 })
  const flood = Buffer.concat(Array.from({ length: 12_000 }, () => Buffer.from([6, 5, 0, 0, 1])))
  rtp(sender.packet(flood, 0, false))
  rtp(sender.packet(p(50), 0, true))
  pictures.flush()
  assert.equal(units[0]!.damaged, true)
})
