import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { answerTo, Probe, unitsOf } from './probe.ts'
import { RequestReader } from './request.ts'
import { MTU, packetize } from './rtp.ts'
import { CameraServer, type CameraServerOptions } from './server.ts'
import type { AccessUnit, ParameterSets, Source } from './source.ts'

/** A source that sends when the story says so. */
class Hand implements Source {
  readonly fps = 10
  large = true
  sent: AccessUnit[] = []
  #onUnit: ((unit: AccessUnit) => void) | null = null

  get running(): boolean {
    return this.#onUnit !== null
  }

  parameterSets(): ParameterSets {
    return this.large
      ? {
          sps: Buffer.from('67420016a680a02ff950', 'hex'),
          pps: Buffer.from('68ce09c8', 'hex'),
          width: 640,
          height: 360,
        }
      : {
          sps: Buffer.from('67420016a681405ff950', 'hex'),
          pps: Buffer.from('68ce09c8', 'hex'),
          width: 320,
          height: 180,
        }
  }

  start(onUnit: (unit: AccessUnit) => void): () => void {
    this.#onUnit = onUnit
    return () => {
      this.#onUnit = null
    }
  }

  async changeResolution(): Promise<void> {
    this.large = !this.large
  }

  send(keyFrame: boolean, bytes: number): AccessUnit {
    const slice = Buffer.concat([Buffer.from([keyFrame ? 0x65 : 0x61]), randomBytes(bytes)])
    const { sps, pps } = this.parameterSets()
    const n = this.sent.length
    const unit = {
      nals: keyFrame ? [sps, pps, slice] : [slice],
      keyFrame,
      time90k: n * 9000,
      wallMs: 1_000_000 + n * 100,
    }
    this.sent.push(unit)
    this.#onUnit?.(unit)
    return unit
  }
}

const open: { die(): Promise<void> }[] = []
after(async () => {
  for (const camera of open) await camera.die()
})

async function camera(source: Source, more: Partial<CameraServerOptions> = {}): Promise<CameraServer> {
  const one = await CameraServer.open({
    auth: 'none',
    paths: { '/main': source },
    now: () => 1_000_000,
    ...more,
  })
  open.push(one)
  return one
}

async function playing(cam: CameraServer, source: Hand, channel = 0): Promise<Probe> {
  const probe = await Probe.connect(cam.port)
  assert.equal((await probe.play(cam.url('/main'), channel)).status, 200)
  await probe.until(() => source.running)
  return probe
}

test('any picture survives being cut into packets, none larger than the MTU', () => {
  const nal = fc
    .integer({ min: 1, max: 6000 })
    .map((n) => Buffer.concat([Buffer.from([0x65]), Buffer.alloc(n, n)]))
  fc.assert(
    fc.property(
      fc.array(nal, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 0xffff }),
      (nals, sequence) => {
        const run = packetize(nals, { sequence, timestamp: 7, ssrc: 9, keyFrame: true })
        const packets = run.starts.map((start, i) => {
          const p = run.wire.subarray(start + 4, run.starts[i + 1] ?? run.wire.length)
          assert.ok(p.length <= MTU)
          assert.equal(run.wire.readUInt16BE(start + 2), p.length)
          assert.equal(p.readUInt16BE(2), (sequence + i) & 0xffff)
          return {
            sequence: p.readUInt16BE(2),
            timestamp: p.readUInt32BE(4),
            marker: (p[1]! & 0x80) !== 0,
            payload: p.subarray(12),
          }
        })
        assert.deepEqual(
          packets.map((p) => p.marker),
          packets.map((_, i) => i === packets.length - 1),
        )
        assert.deepEqual(unitsOf(packets)[0]!.nals, nals)
      },
    ),
    { numRuns: 60 },
  )
})

test('a client describes, sets up, plays, and gets every picture from a key frame on', async () => {
  const source = new Hand()
  const cam = await camera(source)
  const probe = await Probe.connect(cam.port)
  assert.match(
    (await probe.ask('OPTIONS', cam.url('/main'))).headers.public!,
    /DESCRIBE.*PLAY.*GET_PARAMETER/,
  )
  const sdp = (await probe.ask('DESCRIBE', cam.url('/main'))).body
  assert.match(sdp, /profile-level-id=420016;sprop-parameter-sets=Z0IAFqaAoC\/5UA==,aM4JyA==/)
  assert.equal((await probe.ask('DESCRIBE', cam.url('/other'))).status, 404)
  assert.equal((await probe.ask('PLAY', cam.url('/main'))).status, 454)
  const udp = await probe.ask('SETUP', `${cam.url('/main')}/trackID=0`, {
    Transport: 'RTP/AVP;unicast;client_port=5000-5001',
  })
  assert.equal(udp.status, 461)
  const play = await probe.play(cam.url('/main'), 2)
  source.send(false, 300)
  const sent = [source.send(true, 5000), source.send(false, 300), source.send(false, 1700)]
  await probe.until(() => unitsOf(probe.packets).length === 3 && probe.packets.at(-1)!.marker)
  assert.deepEqual(
    unitsOf(probe.packets).map((u) => u.nals),
    sent.map((u) => u.nals),
  )
  const times = unitsOf(probe.packets).map((u) => u.timestamp)
  assert.equal((times[2]! - times[0]! + 2 ** 32) % 2 ** 32, 18_000)
  probe.packets.forEach((p, i) => {
    assert.equal(p.sequence, (probe.packets[0]!.sequence + i) & 0xffff)
  })
  assert.match(play.headers['rtp-info']!, /seq=\d+;rtptime=\d+/)
  assert.equal((await probe.ask('GET_PARAMETER', cam.url('/main'))).status, 200)
  assert.equal((await probe.ask('TEARDOWN', cam.url('/main'))).status, 200)
  await probe.until(() => probe.closed && !source.running)
})

test('a second client starts with the group in progress', async () => {
  const source = new Hand()
  const cam = await camera(source)
  const first = await playing(cam, source)
  const sent = [source.send(true, 2000), source.send(false, 100)]
  const second = await Probe.connect(cam.port)
  const play = await second.play(cam.url('/main'))
  sent.push(source.send(false, 50))
  await second.until(() => unitsOf(second.packets).length === 3)
  assert.deepEqual(
    unitsOf(second.packets).map((u) => u.nals),
    sent.map((u) => u.nals),
  )
  assert.match(
    play.headers['rtp-info']!,
    new RegExp(`seq=${second.packets[0]!.sequence};rtptime=${second.packets[0]!.timestamp}$`),
  )
  first.close()
  second.close()
})

for (const auth of ['basic', 'digest-md5', 'digest-sha256'] as const) {
  test(`${auth}: the right password opens, a wrong one and a rejecting camera don't`, async () => {
    const cam = await camera(new Hand(), { auth, username: 'recorder', password: 'right' })
    const probe = await Probe.connect(cam.port)
    const uri = cam.url('/main')
    const first = await probe.ask('DESCRIBE', uri)
    assert.equal(first.status, 401)
    const told = first.headers['www-authenticate']!
    const ask = async (password: string, method = 'DESCRIBE') =>
      (await probe.ask('DESCRIBE', uri, { Authorization: answerTo(told, 'recorder', password, method, uri) }))
        .status
    assert.equal(await ask('right'), 200)
    assert.equal(await ask('wrong'), 401)
    if (auth !== 'basic') assert.equal(await ask('right', 'PLAY'), 401)
    cam.rejectAuth()
    assert.equal(await ask('right'), 401)
    cam.rejectAuth(false)
    assert.equal(await ask('right'), 200)
    probe.close()
  })
}

test('a frozen camera keeps the connection and says nothing; a dead one comes back on its port', async () => {
  const source = new Hand()
  const cam = await camera(source)
  const probe = await playing(cam, source)
  source.send(true, 100)
  await probe.until(() => probe.packets.length > 0)
  const had = probe.packets.length
  cam.freeze()
  source.send(false, 100)
  await pause(60)
  assert.equal(probe.packets.length, had)
  assert.equal(probe.closed, false)
  cam.resume()
  source.send(false, 100)
  await probe.until(() => probe.packets.length === had + 1)
  const { port } = cam
  await cam.die()
  await probe.until(() => probe.closed)
  await assert.rejects(Probe.connect(port), { code: 'ECONNREFUSED' })
  await cam.revive()
  assert.equal(cam.port, port)
  const again = await playing(cam, source)
  again.close()
})

test('packets are lost at the asked rate and by the seed alone', async () => {
  const lost = async (seed: number) => {
    const source = new Hand()
    const cam = await camera(source)
    const probe = await playing(cam, source)
    cam.dropPackets(0.2, seed)
    source.send(true, 300_000)
    cam.dropPackets(0, 0)
    source.send(false, 10)
    await probe.until(() => probe.packets.at(-1)?.payload.length === 11)
    const first = (probe.packets.at(-1)!.sequence - 400) & 0xffff
    const gaps = probe.packets.map((p) => (p.sequence - first) & 0xffff)
    probe.close()
    return { gaps, count: cam.counts.lostPackets }
  }
  const [a, b, c] = [await lost(5), await lost(5), await lost(6)]
  assert.ok(a.count > 25 && a.count < 65, `${a.count} of 218`)
  assert.deepEqual(a, b)
  assert.notDeepEqual(a.gaps, c.gaps)
})

test('sender reports tie RTP time to the camera clock, skewed or not', async () => {
  const source = new Hand()
  const cam = await camera(source, { reportEveryMs: 20 })
  const probe = await playing(cam, source)
  source.send(true, 10)
  await probe.until(() => probe.reports.length > 0 && probe.packets.length > 0)
  const report = probe.reports[0]!
  assert.ok(Math.abs(report.wallMs - 1_000_000) < 1)
  assert.equal(report.timestamp, probe.packets[0]!.timestamp)
  cam.skewClock(1200)
  await probe.until(() => Math.abs(probe.reports.at(-1)!.wallMs - 1_001_200) < 1)
  probe.close()
})

test('timestamps jump and the picture size changes only when told', async () => {
  const source = new Hand()
  const cam = await camera(source)
  const probe = await playing(cam, source)
  source.send(true, 10)
  cam.resetTimestamps()
  source.send(false, 10)
  await cam.changeResolution()
  source.send(true, 10)
  await probe.until(() => unitsOf(probe.packets).length === 3)
  const [a, b, c] = unitsOf(probe.packets)
  assert.notEqual((b!.timestamp - a!.timestamp + 2 ** 32) % 2 ** 32, 9000)
  assert.equal((c!.timestamp - b!.timestamp + 2 ** 32) % 2 ** 32, 9000)
  assert.notDeepEqual(a!.nals[0], c!.nals[0])
  assert.deepEqual(c!.nals[0], source.parameterSets().sps)
  probe.close()
})

test('a client that does not read loses whole groups and goes on at a key frame', async () => {
  const source = new Hand()
  const cam = await camera(source)
  const probe = await playing(cam, source)
  source.send(true, 100)
  await probe.until(() => probe.packets.length > 0)
  probe.socket.pause()
  // Far more than the kernel's buffers on both ends and the camera's own allowance hold.
  for (let n = 0; n < 300; n++) {
    source.send(n % 10 === 0, 60_000)
    await pause(0)
  }
  assert.ok(cam.counts.droppedGroups >= 1)
  probe.socket.resume()
  await pause(150)
  source.send(false, 77)
  const back = source.send(true, 88)
  await probe.until(() => unitsOf(probe.packets).at(-1)?.nals.at(-1)?.length === 89)
  const units = unitsOf(probe.packets)
  assert.deepEqual(units.at(-1)!.nals, back.nals)
  const index = (unit: { nals: Buffer[] }) =>
    source.sent.findIndex((s) => s.nals.at(-1)!.equals(unit.nals.at(-1)!))
  for (let i = 1; i < units.length; i++) {
    const at = index(units[i]!)
    assert.ok(at >= 0)
    if (at !== index(units[i - 1]!) + 1) assert.ok(source.sent[at]!.keyFrame)
  }
  probe.close()
})

test('requests come whole out of any chunking; nonsense closes the connection', async () => {
  const text =
    'OPTIONS rtsp://x/a RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc$\x01\x00\x02hiPLAY rtsp://x/a RTSP/1.0\r\nCSeq: 2\r\n\r\n'
  for (let size = 1; size < 40; size++) {
    const reader = new RequestReader()
    const channels: number[] = []
    const got = []
    const bytes = Buffer.from(text, 'latin1')
    for (let o = 0; o < bytes.length; o += size)
      got.push(...reader.push(bytes.subarray(o, o + size), (c) => channels.push(c)))
    assert.deepEqual(
      got.map((r) => [r.method, r.headers.cseq, r.body.toString()]),
      [
        ['OPTIONS', '1', 'abc'],
        ['PLAY', '2', ''],
      ],
    )
    assert.deepEqual(channels, [1])
  }
  const cam = await camera(new Hand())
  const probe = await Probe.connect(cam.port)
  probe.socket.write('GET / HTTP/1.1\r\n\r\n')
  await probe.until(() => probe.closed)
})
