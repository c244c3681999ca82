// needs: chromium
// alone
/**
 * The promise of the read-me: once installed, a second `npm start` has four moving pictures on the screen within 15 s.
 * From the command to the fourth picture on one clock: launcher, database, keys, recorder, sign-in, watch.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { serverUser } from '#db/postgres/user.ts'
import { readTimecode } from '#samples/cameras/scene/timecode.ts'
import { mono90k, type OutageLine } from '#server/supervisor/journal.ts'
import { freePort } from '../product.ts'
import { openBrowser, openConsole, shoot, signIn } from './browser.ts'

const WITHIN_S = 15
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))

let browser: Browser
let base: string
let running: ChildProcess | null = null

before(async () => {
  assert.ok(existsSync(path.join(root, 'node_modules/.mingjian-lock')), '`npm start` or `npm test` installs')
  browser = await openBrowser()
  base = await mkdtemp(path.join(os.tmpdir(), 'mj-start-'))
  const { uid, gid } = await serverUser()
  if (uid !== undefined) chownSync(base, uid, gid)
})
after(async () => {
  await browser?.close()
  await stop()
  rmSync(base, { recursive: true, force: true })
})

/** What `npm start` runs, until it has printed its address. */
async function start(port: number): Promise<string> {
  const child = spawn(process.execPath, [path.join(root, 'launch/start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: base,
      MJ_SAMPLE_FOLDER: path.join(base, 'data'),
      MINGJIAN_LISTEN_PORT: String(port),
    },
  })
  running = child
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      if (/明鉴 Mingjian {3}https?:[^\n]*\n/.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${said}`)))
  })
  return said
}

/** As Ctrl-C does. */
async function stop(): Promise<void> {
  const child = running
  if (child === null || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await ended
}

type Lap = { readonly what: string; readonly s: number }
type Line = Partial<Pick<OutageLine, 'process' | 'what'>> & {
  readonly mono90k: string
  readonly state?: string
}

/** What the supervisor and the recorder wrote down, of both starts. */
function journal(): Line[] {
  return ['outages', 'camera-1'].flatMap((name) =>
    readFileSync(path.join(base, 'data/journal', `${name}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Line),
  )
}

/** Resolves when each of four pictures was drawn twice, from two decoded frames that differ. */
async function moved(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const w = window as unknown as { first: Map<string, { frames: number; pixels: Uint8ClampedArray }> }
      w.first ??= new Map()
      let count = 0
      for (const tile of document.querySelectorAll<HTMLElement>('.tile')) {
        const video = tile.querySelector('video')
        if (video === null || video.readyState < 2) continue
        const canvas = document.createElement('canvas')
        canvas.width = 160
        canvas.height = 90
        const context = canvas.getContext('2d')!
        context.drawImage(video, 0, 0, 160, 90)
        const { data } = context.getImageData(0, 0, 160, 90)
        const frames = video.getVideoPlaybackQuality().totalVideoFrames
        const before = w.first.get(tile.dataset.camera!)
        if (before === undefined) w.first.set(tile.dataset.camera!, { frames, pixels: data })
        else if (frames > before.frames && data.some((v, i) => Math.abs(v - before.pixels[i]!) > 24)) count++
      }
      return count === 4
    },
    undefined,
    { timeout: 60_000, polling: 50 },
  )
}

/** When each picture on the screen was taken, by the time code drawn into it, ms since 1970. */
async function taken(page: Page): Promise<number[]> {
  const pictures = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLVideoElement>('.tile video')].map((video) => {
      const canvas = document.createElement('canvas')
      canvas.width = 640
      canvas.height = 360
      const context = canvas.getContext('2d')!
      context.drawImage(video, 0, 0, 640, 360)
      const { data } = context.getImageData(0, 0, 640, 360)
      let text = ''
      for (let i = 0; i < data.length; i += 0x2000)
        text += String.fromCharCode(...data.subarray(i, i + 0x2000))
      return btoa(text)
    }),
  )
  return pictures.map((pixels) => Number(readTimecode(Buffer.from(pixels, 'base64'), 640, 360) ?? 0))
}

test('a second start has four moving pictures within 15 s', async () => {
  const port = await freePort()
  const password = /^ {2}operator1 +(\S+) {3}\S/m.exec(await start(port))?.[1]
  assert.ok(password, 'the first start prints the sign-in')
  await stop()
  // A page of nobody's: the console's scripts have no storage there, so the errors counted are those after it.
  const { page, errors } = await openConsole(browser, 'about:blank')
  errors.length = 0

  const laps: Lap[] = []
  const [at, from] = [Date.now(), mono90k()]
  const lap = (what: string, mono = mono90k()): void =>
    void laps.push({ what, s: Number(mono - from) / 90_000 })
  await start(port)
  lap('address printed')
  await page.goto(`http://station.localhost:${port}`)
  await page.locator('input[autocomplete="current-password"]').waitFor()
  lap('sign-in page')
  await signIn(page, 'operator1', password)
  lap('signed in')
  await page.getByRole('button', { name: '接班' }).click()
  lap('watch asked for')
  await moved(page)
  lap('four moving')
  for (const line of journal()) {
    const mono = BigInt(line.mono90k)
    if (mono >= from) lap(`${line.process ?? 'camera'} ${line.what ?? line.state}`, mono)
  }
  laps.sort((a, b) => a.s - b.s)
  const spent = laps.map((l) => `${l.s.toFixed(2)} ${l.what}`).join('\n  ')
  process.stderr.write(`second start, s since the command:\n  ${spent}\n`)
  const took = laps.find((l) => l.what === 'four moving')!.s

  const first = await taken(page)
  await shoot(page, 'second-start')
  await page.waitForTimeout(1000)
  for (const [i, now] of (await taken(page)).entries()) {
    assert.ok(first[i]! > at, `picture ${i + 1} was taken after the start`)
    assert.ok(now > first[i]!, `picture ${i + 1} goes on`)
  }
  assert.deepEqual(errors, [])
  assert.ok(took <= WITHIN_S, `four moving pictures after ${took.toFixed(2)} s:\n  ${spent}`)
})
