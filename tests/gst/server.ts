import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A running GStreamer RTSP server. */
export type ThirdParty = {
  /** Without credentials. */
  readonly url: string
  readonly credentials: { readonly username: string; readonly password: string }
  readonly process: ChildProcess
  stop(): Promise<void>
}

export const PACKAGES =
  'python3-gi gir1.2-gst-rtsp-server-1.0 gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad ffmpeg'

/**
 * Serves a pre-encoded H.264 file (elementary stream, or MP4 for true presentation times) from a free
 * loopback port behind Digest sign-in, once for each client or looped for all.
 * @throws Error naming the Debian packages where GStreamer's RTSP server is not installed
 */
export async function serveByGstreamer({
  file,
  loop = false,
}: {
  file: string
  loop?: boolean
}): Promise<ThirdParty> {
  const credentials = { username: 'officer', password: 'not-in-logs-1' }
  const child = spawn('/usr/bin/python3', [fileURLToPath(new URL('server.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, GST_DEBUG: '1' },
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  const failed = Promise.race([once(child, 'error'), once(child, 'exit')]).then(() => null)
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string)
  child.stdin.write(`${JSON.stringify({ file, loop, ...credentials })}\n`)
  const ready = await Promise.race([line, failed])
  if (ready === null)
    throw new Error(`GStreamer's RTSP server did not start; install: ${PACKAGES}\n${complaint}`)
  const { port } = JSON.parse(ready) as { port: number }
  return {
    url: `rtsp://127.0.0.1:${port}/camera`,
    credentials,
    process: child,
    async stop() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
      await failed
      clearTimeout(timer)
    },
  }
}
