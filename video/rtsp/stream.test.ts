import 'reflect-metadata'
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { X509CertificateGenerator } from '@peculiar/x509'
import { type CameraConnection, description, type Script, ScriptedCamera } from '#tests/rtsp/camera.ts'
import { Packetiser, senderReport } from '#tests/rtsp/packetise.ts'
import { PPS, random, SPS_720P, slice } from '#tests/rtsp/pictures.ts'
import { StreamFault } from '../media/fault.ts'
import type { Sample } from '../media/types.ts'
import { probeCamera } from './probe.ts'
import { CameraStream, type CameraStreamOptions, type StreamSink } from './stream.ts'

const next = random(5)
const clocks = { monotonicNow: () => process.hrtime.bigint(), wallNow: () => Date.now() }

/** Sends `count` pictures at once, key frame first, and then ends, falls silent or goes on. */
function film(count: number, then: 'bye' | 'end' | 'silence' = 'bye') {
  return (connection: CameraConnection) => {
    const sender = new Packetiser()
    connection.rtcp(senderReport(sender.ssrc, Date.now() + 60_000, 0))
    for (let i = 0; i < count; i++) {
      const nals = i === 0 ? [SPS_720P, PPS, slice(5, 20_000, true, next)] : [slice(1, 3000, true, next)]
      for (const packet of sender.picture(nals, i * 600, true)) connection.rtp(packet)
    }
    const bye = Buffer.alloc(8)
    bye.writeUInt32BE(0x81cb0001, 0)
    bye.writeUInt32BE(sender.ssrc, 4)
    if (then === 'bye') connection.rtcp(bye)
    if (then === 'end') connection.socket.end()
  }
}

async function watch(
  script: Script,
  options: Partial<CameraStreamOptions> = {},
  { path = '/live', until = (_samples: number): boolean => false } = {},
) {
  const camera = new ScriptedCamera(script)
  const url = await camera.listen(path)
  const samples: Sample[] = []
  const log: string[] = []
  const stop = new AbortController()
  const sink: StreamSink = {
    codec: ({ width }) => log.push(`codec ${width}`),
    sample: (sample) => {
      samples.push(sample)
      if (until(samples.length)) stop.abort()
    },
    fragment: ({ sampleCount }) => log.push(`fragment ${sampleCount}`),
    clock: ({ offsetMs }) => log.push(`clock ${Math.round(offsetMs / 1000)}`),
    discontinuity: (reason) => log.push(reason),
  }
  try {
    const stream = new CameraStream({ url, ...clocks, ...options })
    const fault = await stream.run(sink, stop.signal)
    await new Promise((resolve) => setTimeout(resolve, 20)) // the farewell is on its way
    return { fault, samples, log, camera, url }
  } finally {
    await camera.close()
  }
}

const methods = (camera: ScriptedCamera) => camera.requests.map(({ method }) => method).join(' ')

test('a whole stream: described, set up, played, ended by the camera', async () => {
  const { fault, samples, log, camera, url } = await watch({ playing: film(20) })
  assert.equal(fault?.message, `closed: camera ended the stream (${url.slice(7)})`)
  assert.equal(samples.length, 20)
  assert.deepEqual(log, ['clock 60', 'codec 1280', 'fragment 20'])
  assert.equal(methods(camera), 'OPTIONS DESCRIBE SETUP PLAY TEARDOWN')
  // Only the video track is set up, on the connection; sound never enters.
  assert.equal(camera.requests[2]!.url, `${url}/trackID=1`)
  assert.equal(camera.requests[2]!.headers.get('transport'), 'RTP/AVP/TCP;unicast;interleaved=0-1')
  assert.equal(camera.requests[3]!.headers.get('session'), '12345678')
})

for (const script of [
  { algorithm: 'Basic' },
  { algorithm: 'MD5' },
  { algorithm: 'MD5', qop: true },
  { algorithm: 'SHA-256', qop: true },
  { algorithm: 'MD5', qop: true, nonceUses: 1 },
] as const) {
  test(`sign-in: ${JSON.stringify(script)}`, async () => {
    const login = { username: 'admin', password: 'p:w"1 密' }
    const { fault, samples } = await watch({ ...script, ...login, playing: film(3) }, { credentials: login })
    assert.equal(fault?.detail, 'camera ended the stream')
    assert.equal(samples.length, 3)
    const wrong = await watch({ ...script, ...login }, { credentials: { ...login, password: 'no' } })
    assert.equal(wrong.fault?.trouble, 'unauthorized')
    assert.ok(
      wrong.camera.requests.length <= 5,
      'a wrong password is not tried over and over: cameras lock up',
    )
    assert.equal((await watch({ ...script, ...login })).fault?.trouble, 'unauthorized')
  })
}

test('troubles have their names', async () => {
  const wanted: [Script, StreamFault['trouble']][] = [
    [{ status: { DESCRIBE: 404 } }, 'not-found'],
    [{ status: { DESCRIBE: 403 } }, 'unauthorized'],
    [{ status: { SETUP: 461 } }, 'protocol'],
    [{ status: { PLAY: 453 } }, 'refused'],
    [{ sdp: description({ codec: 'H265' }) }, 'unsupported-codec'],
    [{ sdp: 'hello' }, 'protocol'],
    [{ transport: 'RTP/AVP;unicast;client_port=1-2' }, 'protocol'],
    [{ silentTo: 'DESCRIBE' }, 'timeout'],
    [{ playing: () => {} }, 'frozen'],
    [{ playing: film(5, 'silence') }, 'frozen'],
    [{ playing: film(5, 'end') }, 'closed'],
    [{ playing: ({ socket }) => socket.write('\x00\x01garbage') }, 'protocol'],
  ]
  const limits = { connectTimeoutMs: 500, idleTimeoutMs: 500 }
  const seen = await Promise.all(wanted.map(([script]) => watch(script, limits)))
  assert.deepEqual(
    seen.map(({ fault }) => fault?.trouble),
    wanted.map(([, trouble]) => trouble),
  )
})

test('OPTIONS may fail; what follows decides', async () => {
  const { samples } = await watch({ status: { OPTIONS: 501 }, playing: film(3) })
  assert.equal(samples.length, 3)
})

test('refused and unresolved', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  const fault = await probeCamera({ url: `rtsp://u:secret@127.0.0.1:${port}/a?password=secret`, ...clocks })
  assert.ok(fault instanceof StreamFault)
  assert.equal(fault.message, `refused: ECONNREFUSED (127.0.0.1:${port}/a)`)
  const nowhere = await probeCamera({ url: 'rtsp://camera.invalid/', ...clocks })
  assert.ok(nowhere instanceof StreamFault)
  assert.equal(nowhere.trouble, 'unresolved')
})

test('stopping: null, with a farewell and the open fragment', async () => {
  const { fault, log, camera } = await watch(
    { playing: film(20, 'silence') },
    {},
    { until: (samples) => samples === 10 },
  )
  assert.equal(fault, null)
  assert.equal(log.at(-1), 'fragment 20')
  assert.ok(['PLAY', 'TEARDOWN'].includes(camera.requests.at(-1)!.method))
})

test('a fault of the sink is not a fault of the camera', async () => {
  const bug = new TypeError('bug')
  await assert.rejects(
    watch(
      { playing: film(5) },
      {},
      {
        until: () => {
          throw bug
        },
      },
    ),
    bug,
  )
})

test('signs of life by the session timeout, with the method offered', async () => {
  const offers = [
    ['OPTIONS, GET_PARAMETER', 'GET_PARAMETER'],
    ['OPTIONS', 'OPTIONS'],
  ] as const
  const check = async ([offered, wanted]: (typeof offers)[number]) => {
    const script = { methods: offered, sessionHeader: 'abc;timeout=2', playing: film(3, 'silence') }
    const { camera } = await watch(script, { idleTimeoutMs: 1300 })
    assert.equal(camera.requests[4]?.method, wanted)
    assert.equal(camera.requests[4]?.headers.get('session'), 'abc')
  }
  await Promise.all(offers.map(check))
})

test('a camera that no longer knows the session has closed it', async () => {
  const { fault } = await watch(
    { sessionHeader: 'abc;timeout=2', status: { GET_PARAMETER: 454 }, playing: film(3, 'silence') },
    { idleTimeoutMs: 3000 },
  )
  assert.equal(fault?.detail, 'camera no longer knows the session')
})

test('channels are where the camera puts them', async () => {
  const { fault, samples } = await watch({
    transport: 'RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=1234',
    playing: ({ socket }) =>
      film(3)({
        socket,
        rtp: (packet) =>
          socket.write(
            Buffer.concat([Buffer.from([0x24, 4, packet.length >> 8, packet.length & 255]), packet]),
          ),
        rtcp: (packet) =>
          socket.write(
            Buffer.concat([Buffer.from([0x24, 5, packet.length >> 8, packet.length & 255]), packet]),
          ),
      }),
  })
  assert.equal(samples.length, 3)
  assert.equal(fault?.detail, 'camera ended the stream')
})

test('rtsps: only a certificate that is trusted, or fixed beforehand', async () => {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=camera',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const tls = {
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem'),
  }
  const fingerprint256 = Buffer.from(await certificate.getThumbprint('SHA-256')).toString('hex')
  const script = { tls, playing: film(20) }
  const plain = await watch(script)
  assert.match(plain.fault!.message, /^protocol: connection failed: DEPTH_ZERO_SELF_SIGNED_CERT/)
  const other = await watch(script, { trust: { fingerprint256: 'ab'.repeat(32) } })
  assert.equal(other.fault?.trouble, 'protocol')
  assert.equal(other.camera.requests.length, 0)
  const fixed = await watch(script, { trust: { fingerprint256 } })
  assert.equal(fixed.samples.length, 20)
  assert.equal(fixed.fault?.detail, 'camera ended the stream')
})

test('the test button: what a camera sends, or what is wrong', async () => {
  const camera = new ScriptedCamera({
    playing: (connection) => {
      const sender = new Packetiser()
      let i = 0
      const timer = setInterval(() => {
        const nals = i % 15 === 0 ? [SPS_720P, PPS, slice(5, 8000, true, next)] : [slice(1, 8000, true, next)]
        for (const packet of sender.picture(nals, i++ * 3600)) connection.rtp(packet)
      }, 40)
      connection.socket.on('close', () => clearInterval(timer))
    },
  })
  try {
    const seen = await probeCamera({ url: await camera.listen(), ...clocks, watchMs: 600 })
    assert.ok(!(seen instanceof StreamFault))
    assert.deepEqual(
      [seen.codec, seen.width, seen.height, seen.damaged, seen.clockOffsetMs],
      ['avc1.64001F', 1280, 720, 0, null],
    )
    assert.ok(Math.abs(seen.fps! - 25) < 0.1)
    assert.ok(Math.abs(seen.bitsPerS! / (8004 * 8 * 25) - 1) < 0.01)
  } finally {
    await camera.close()
  }
})
