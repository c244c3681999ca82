/**
 * The road not taken: one ffmpeg a stream writes fMP4 into a pipe, one process reads them all and does with each
 * fragment what the recorder does: SHA-256, AES-256-GCM, write, grouped fdatasync — with the recorder's own reel
 * writer and sync groups, so that the difference is who speaks to the camera and who makes the fragments.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { newKeyPair } from '#video/keys/hpke.ts'
import { startReel } from '#video/keys/reelkey.ts'
import { windowShares } from '#video/recorder/reel-policy.ts'
import { SyncGroup } from '#video/recorder/sync-groups.ts'
import { nodeDisk } from '#video/reel/disk.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { ReelWriter } from '#video/reel/writer.ts'
import { FFMPEG_IN, FFMPEG_OUT } from './ffmpeg.ts'

export type PipeTask = {
  readonly urls: readonly string[]
  readonly folder: string
  readonly lossWindowMs: number
}
/** Fragments written by the stream that has fewest. */
export type PipeReport = { readonly fewest: number }

/** Cuts a byte stream into fMP4 pieces: the init segment, then `moof` + `mdat` again and again. */
class Pieces {
  #chunks: Buffer[] = []
  #length = 0
  #needed = 8

  /** The pieces that this chunk completes. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const pieces: Buffer[] = []
    if (this.#length < this.#needed) return pieces
    const all = Buffer.concat(this.#chunks, this.#length)
    let from = 0
    let at = 0
    for (;;) {
      const end = at + (at + 8 > all.length ? 8 : all.readUInt32BE(at))
      this.#needed = end - from
      if (end > all.length || at + 8 > all.length) break
      const type = all.toString('latin1', at + 4, at + 8)
      at = end
      if (type !== 'moov' && type !== 'mdat') continue
      pieces.push(all.subarray(from, end))
      from = end
    }
    this.#chunks = [all.subarray(from)]
    this.#length = all.length - from
    return pieces
  }
}

async function serve(): Promise<void> {
  const [task] = (await once(process, 'message')) as [PipeTask]
  const group = new SyncGroup(windowShares(task.lossWindowMs).syncEveryMs, (_reel, error) => {
    throw error
  })
  const written = task.urls.map(() => 0)
  const children = task.urls.map((url, n) => follow(url, task.folder, group, () => written[n]!++))
  process.on('message', () => process.send?.({ fewest: Math.min(...written) } satisfies PipeReport))
  process.on('disconnect', async () => {
    const gone = children.map((child) => once(child, 'exit'))
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(gone)
    process.exit(0)
  })
}

function follow(url: string, folder: string, group: SyncGroup, wrote: () => void): ChildProcess {
  const child = spawn('ffmpeg', [...FFMPEG_IN, url, ...FFMPEG_OUT, 'pipe:1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pieces = new Pieces()
  let reel: Promise<ReelWriter> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let mono90k = 90_000n
  child.stdout.on('data', (chunk: Buffer) => {
    for (const bytes of pieces.push(chunk)) {
      if (reel === null) {
        reel = begin(folder, bytes)
        continue
      }
      const writer = reel
      const startMono90k = mono90k
      mono90k += 180_000n
      last = last.then(async () => {
        const open = await writer
        const plain = { startsWithKeyFrame: true, damaged: false, sampleCount: 30 }
        await open.append({ startMono90k, duration90k: 180_000, bytes, ...plain })
        group.wrote(open)
        wrote()
      })
    }
  })
  return child
}

async function begin(folder: string, initSegment: Buffer): Promise<ReelWriter> {
  const wallMs = Date.now()
  const { publicHalf } = newKeyPair()
  const { header, reelKey } = await startReel(
    { publicHalf, keyId: randomBytes(32), generation: 1 },
    {
      station: randomUUID(),
      camera: randomUUID(),
      stream: 0,
      bootId: randomUUID(),
      startMono90k: 90_000n,
      startWallMs: wallMs,
      clockSource: 'unknown',
      clockBoundMs: null,
      onDay: civilDayOf(wallMs),
    },
    { codec: 'avc1.42001F', width: 1280, height: 720, initSegment: Buffer.from(initSegment) },
  )
  return ReelWriter.create(nodeDisk, folder, header, reelKey)
}

if (process.env.MJ_BENCH_PIPE !== undefined) await serve()
