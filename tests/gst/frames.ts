import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** One decoded picture: MD5 of its pixels, and its presentation time in seconds. */
export type DecodedFrame = { readonly hash: string; readonly at: number }

/** Decodes a whole file with ffmpeg and returns every picture in presentation order. */
export async function decodeFrames(file: string): Promise<DecodedFrame[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-copyts',
      '-i',
      file,
      '-map',
      '0:v:0',
      '-fps_mode',
      'passthrough',
      '-f',
      'framemd5',
      '-',
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  let tick = 1
  const frames: DecodedFrame[] = []
  for (const line of stdout.split('\n')) {
    const base = /^#tb 0: (\d+)\/(\d+)/.exec(line)
    if (base) tick = Number(base[1]) / Number(base[2])
    if (line === '' || line.startsWith('#')) continue
    const [, , pts, , , hash] = line.split(',').map((field) => field.trim())
    frames.push({ hash: hash!, at: Number(pts) * tick })
  }
  return frames
}

/** Encodes a moving test picture with x264; `options` as ffmpeg takes them. */
export async function encodeSource(
  file: string,
  { size = '640x360', fps = 15, seconds = 6, options = [] as readonly string[] } = {},
): Promise<void> {
  const input = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${fps}`, '-t', String(seconds)]
  const codec = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-g', String(2 * fps), '-b:v', '1M', ...options]
  await run('ffmpeg', ['-v', 'error', '-y', ...input, ...codec, file])
}
