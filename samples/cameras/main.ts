/**
 * The four sample cameras in one process: `node samples/cameras/main.ts [addresses.json]`.
 *
 * The first line on standard output is `{"cameras":[{code, name, url, username, password, …}]}`; the same goes to
 * a parent that gave an IPC channel. With a file name, ports and passwords are read from it and kept in it
 * (mode 0600), so that the cameras keep their addresses; without one they are new each time.
 *
 * A parent may send `{camera: 'IPC-03', do: 'freeze' | 'resume' | 'die' | 'revive' | 'reset-timestamps' |
 * 'change-resolution' | 'reject' | 'accept'}`, `{camera, do: 'drop', rate, seed}` or `{camera, do: 'skew', ms}`;
 * the answer is `{done: <what was sent>}` or `{failed, why}`. The process ends when the channel closes.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CameraServer } from '../rtsp/server.ts'
import { type LoopOptions, loadLoop, SyntheticSource } from '../rtsp/synthetic.ts'
import { SCHOOL } from '../school.ts'
import { type LiveOptions, LiveSource } from './live.ts'
import { SCENES } from './scene/scenes.ts'

const USERNAME = 'recorder'
const SEED = 7

type Address = { readonly port: number; readonly password: string }
type Order = {
  readonly camera?: unknown
  readonly do?: unknown
  readonly rate?: unknown
  readonly seed?: unknown
  readonly ms?: unknown
}

function readAddresses(path: string | undefined): Record<string, Address> {
  if (!path) return {}
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Address>
    return typeof found === 'object' && found !== null ? found : {}
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function keepAddresses(path: string | undefined, addresses: Record<string, Address>): void {
  if (!path) return
  writeFileSync(`${path}.new`, `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

/** On its port of last time where that is free, else on any. */
async function openServer(
  options: Omit<Parameters<typeof CameraServer.open>[0], 'port'>,
  port: number | undefined,
) {
  if (port) {
    try {
      return await CameraServer.open({ ...options, port })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
  return CameraServer.open(options)
}

async function obey(servers: ReadonlyMap<string, CameraServer>, order: Order): Promise<void> {
  const camera = servers.get(String(order.camera))
  if (!camera) throw new Error('no such camera')
  if (order.do === 'freeze') camera.freeze()
  else if (order.do === 'resume') camera.resume()
  else if (order.do === 'die') await camera.die()
  else if (order.do === 'revive') await camera.revive()
  else if (order.do === 'reset-timestamps') camera.resetTimestamps()
  else if (order.do === 'change-resolution') await camera.changeResolution()
  else if (order.do === 'reject') camera.rejectAuth()
  else if (order.do === 'accept') camera.rejectAuth(false)
  else if (order.do === 'drop') camera.dropPackets(Number(order.rate) || 0, Number(order.seed) || 0)
  else if (order.do === 'skew') camera.skewClock(Number(order.ms) || 0)
  else throw new Error('no such order')
}

/** Small and cheap: nothing is drawn, so that a loaded machine sends every picture on time. */
const PLAIN: LoopOptions = { width: 640, height: 360, fps: 10, kbps: 300, groupSeconds: 2 }

/** The drawn scene; with `MJ_SAMPLE_SOURCE=loop` a loop encoded once, for stories about what is recorded. */
async function sourceOf(options: LiveOptions): Promise<LiveSource | SyntheticSource> {
  if (process.env.MJ_SAMPLE_SOURCE !== 'loop') return LiveSource.open(options)
  return new SyntheticSource(
    await loadLoop(PLAIN, join(tmpdir(), `mj-loops-${process.getuid?.() ?? 0}`)),
    options.now,
  )
}

async function main(addressFile: string | undefined): Promise<void> {
  const known = readAddresses(addressFile)
  const servers = new Map<string, CameraServer>()
  const kept: Record<string, Address> = {}
  const announced = []
  for (const [i, camera] of SCHOOL.cameras.entries()) {
    const holder: { server?: CameraServer } = {}
    const source = await sourceOf({
      scene: SCENES[camera.scene],
      name: `${camera.code} ${camera.name.zh}`,
      seed: SEED + i,
      fps: camera.fps,
      now: Date.now,
      skewMs: () => holder.server?.skewMs ?? 0,
      offsetMs: (i * 1000) / camera.fps / SCHOOL.cameras.length,
    })
    const password = known[camera.code]?.password ?? randomBytes(12).toString('base64url')
    const server = await openServer(
      {
        auth: i % 2 === 0 ? 'digest-md5' : 'digest-sha256',
        username: USERNAME,
        password,
        paths: { '/main': source },
        now: Date.now,
      },
      known[camera.code]?.port,
    )
    server.skewClock(camera.clockSkewMs)
    holder.server = server
    servers.set(camera.code, server)
    kept[camera.code] = { port: server.port, password }
    announced.push({
      code: camera.code,
      name: camera.name.zh,
      scene: camera.scene,
      url: server.url('/main'),
      username: USERNAME,
      password,
      width: source.parameterSets().width,
      height: source.parameterSets().height,
      fps: camera.fps,
    })
  }
  keepAddresses(addressFile, kept)
  process.stdout.write(`${JSON.stringify({ cameras: announced })}\n`)
  process.send?.({ cameras: announced })
  process.on('message', (order: Order) => {
    obey(servers, order).then(
      () => process.send?.({ done: order }),
      (error: unknown) => process.send?.({ failed: order, why: String(error) }),
    )
  })
  const leave = async () => {
    for (const server of servers.values()) await server.die()
    process.exit(0)
  }
  process.on('disconnect', leave)
  process.on('SIGTERM', leave)
  process.on('SIGINT', leave)
}

await main(process.argv[2])
