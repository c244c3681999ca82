// needs: ffmpeg gstreamer
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { StreamFault } from '#video/media/fault.ts'
import type { CodecInit, Fragment, Sample } from '#video/media/types.ts'
import { probeCamera } from '#video/rtsp/probe.ts'
import { CameraStream } from '#video/rtsp/stream.ts'
import { decodeFrames, encodeSource } from './frames.ts'
import { serveByGstreamer } from './server.ts'

const FPS = 15
const SECONDS = 4
const clocks = { monotonicNow: () => process.hrtime.bigint(), wallNow: () => Date.now() }
let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mj-gst-'))
})
after(() => rm(folder, { recursive: true }))

/** Records what the server sends until it ends or `seconds` have passed. */
async function record(
  camera: { url: string; credentials: { username: string; password: string } },
  seconds: number,
) {
  const inits: CodecInit[] = []
  const samples: Sample[] = []
  const fragments: Fragment[] = []
  const discontinuities: string[] = []
  const offsets: number[] = []
  const fault = await new CameraStream({ ...camera, ...clocks }).run(
    {
      codec: (init) => inits.push(init),
      sample: (sample) => samples.push(sample),
      fragment: (fragment) => fragments.push(fragment),
      clock: ({ offsetMs }) => offsets.push(offsetMs),
      discontinuity: (reason) => discontinuities.push(reason),
    },
    AbortSignal.timeout(seconds * 1000),
  )
  return { fault, inits, samples, fragments, discontinuities, offsets }
}

/** `within`: pictures that times may be off by; without times it is arrival that counts, and the server bursts at the start. */
const kinds: { name: string; file: string; options: string[]; within?: number }[] = [
  { name: 'plain H.264', file: 'plain.mp4', options: ['-bf', '0'] },
  {
    name: 'several slices a picture',
    file: 'slices.mp4',
    options: ['-tune', 'zerolatency', '-x264-params', 'slices=4'],
  },
  { name: 'pictures without times', file: 'timeless.h264', options: ['-bf', '0'], within: 3 },
  { name: 'B-frames', file: 'bframes.mp4', options: ['-bf', '2'] },
]

for (const { name, file, options, within = 1 } of kinds) {
  test(`${name} from GStreamer behind Digest is kept picture for picture`, async () => {
    const source = join(folder, file)
    await encodeSource(source, { fps: FPS, seconds: SECONDS, options })
    const wanted = await decodeFrames(source)
    assert.equal(wanted.length, SECONDS * FPS)
    const camera = await serveByGstreamer({ file: source })
    try {
      const { fault, inits, samples, fragments, discontinuities, offsets } = await record(camera, 20)
      assert.equal(fault?.message, `closed: camera ended the stream (${camera.url.slice(7)})`)
      assert.equal(inits.length, 1)
      assert.deepEqual([inits[0]!.width, inits[0]!.height], [640, 360])
      assert.deepEqual(discontinuities, [])
      assert.ok(samples.every(({ damaged }) => !damaged))
      assert.ok(
        offsets.length > 0 && Math.abs(offsets[0]!) < 1000,
        'its sender report carries this machine’s clock',
      )

      const recording = join(folder, `${file}.recorded.mp4`)
      await writeFile(
        recording,
        Buffer.concat([inits[0]!.initSegment, ...fragments.map(({ bytes }) => bytes)]),
      )
      const kept = await decodeFrames(recording)
      const first = wanted.findIndex(({ hash }) => hash === kept[0]!.hash)
      assert.equal(first % (2 * FPS), 0, 'the recording begins at a key frame')
      assert.deepEqual(
        kept.map(({ hash }) => hash),
        wanted.slice(first).map(({ hash }) => hash),
      )
      kept.forEach(({ at }, i) => {
        const off = at - kept[0]!.at - i / FPS
        assert.ok(Math.abs(off) <= within / FPS, `picture ${i} is ${off} s off`)
      })
      let end = -1n
      for (const sample of samples) {
        assert.ok(end < 0n || sample.mono90k === end, 'samples join without hole or overlap')
        end = sample.mono90k + BigInt(sample.duration90k)
      }
    } finally {
      await camera.stop()
    }
  })
}

test('a looped source goes on over its end; the test button describes it; a wrong password is told', async () => {
  const source = join(folder, 'loop.h264')
  await encodeSource(source, { fps: FPS, seconds: 2, options: ['-bf', '0'] })
  const camera = await serveByGstreamer({ file: source, loop: true })
  try {
    const seen = await probeCamera({ ...camera, ...clocks })
    assert.ok(!(seen instanceof StreamFault), String(seen))
    assert.deepEqual([seen.width, seen.height, seen.damaged], [640, 360, 0])
    assert.ok(Math.abs(seen.fps! - FPS) < 1, `${seen.fps} pictures a second`)
    // The server still puts away the media of the look before and says 503; a recorder comes again as well.
    let taken = await record(camera, 5)
    for (let again = 0; again < 5 && taken.fault?.detail === 'DESCRIBE answered 503'; again++) {
      await sleep(1000)
      taken = await record(camera, 5)
    }
    const { fault, samples } = taken
    assert.equal(fault, null)
    assert.ok(samples.length > 3 * FPS, `${samples.length} pictures`)
    const wrong = await probeCamera({
      ...camera,
      credentials: { username: 'officer', password: 'wrong-one' },
      ...clocks,
    })
    assert.ok(wrong instanceof StreamFault)
    assert.equal(wrong.message, `unauthorized: DESCRIBE answered 401 (${camera.url.slice(7)})`)
  } finally {
    await camera.stop()
  }
})

test('a server that freezes is told from one that dies', async () => {
  const source = join(folder, 'freeze.h264')
  await encodeSource(source, { fps: FPS, seconds: 2, options: ['-bf', '0'] })
  for (const [signal, trouble] of [
    ['SIGSTOP', 'frozen'],
    ['SIGKILL', 'closed'],
  ] as const) {
    const camera = await serveByGstreamer({ file: source, loop: true })
    try {
      let pictures = 0
      const sink = {
        codec: () => {},
        sample: () => {
          if (++pictures === 10) camera.process.kill(signal)
        },
        fragment: () => {},
        clock: () => {},
        discontinuity: () => {},
      }
      const stream = new CameraStream({ ...camera, ...clocks, idleTimeoutMs: 1000 })
      const fault = await stream.run(sink, AbortSignal.timeout(20_000))
      assert.equal(fault?.trouble, trouble)
    } finally {
      camera.process.kill('SIGCONT')
      await camera.stop()
    }
  }
})
