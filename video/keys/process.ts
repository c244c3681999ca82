/**
 * The key process (design/seams.md): the only one that holds the station key and the log key. It parses no camera
 * traffic and serves no web; a crash here stops replay and signing, never recording.
 *
 * Environment: MJ_DATA, MJ_RUN, MJ_CONFIG, MJ_KEY_DIR, MJ_STATION_ID, MJ_ROLE_URL (role mj_keys), MJ_FIRST_RUN.
 * Says `{t:'public', …, recoveryCode?}` and `{ready:true}` to its parent; exits 2 after a refusal, which it names.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readVolume } from '../volumes/identity.ts'
import { nodeKeyDisk } from './disk.ts'
import { firstRun, loadKeys, readStationKey, recoveryIsCurrent, renewRecovery } from './folder.ts'
import { publicHalfOf } from './hpke.ts'
import { Keyring } from './keyring.ts'
import { databaseLeases } from './leases.ts'
import { folderSigner } from './logkey.ts'
import { KeyRefusal, keyRefusalTexts } from './refusals.ts'
import { keyringRoots, mayBeMade } from './roots.ts'
import { rotateStationKey, rotationUnderWay } from './rotate.ts'
import { serveKeys } from './server.ts'
import { answerKeyRequest, publicFacts } from './service.ts'

type Given = {
  readonly data: string
  readonly run: string
  readonly folder: string
  readonly station: string
  readonly roleUrl: string
  readonly isFirstRun: boolean
  readonly volumes: readonly string[]
}

function given(env: NodeJS.ProcessEnv): Given {
  const need = (name: string): string => {
    const value = env[name]
    if (!value) throw new Error(`${name} is not set`)
    return value
  }
  const config = JSON.parse(need('MJ_CONFIG')) as { volumes: { path: string }[] }
  return {
    data: need('MJ_DATA'),
    run: need('MJ_RUN'),
    folder: need('MJ_KEY_DIR'),
    station: need('MJ_STATION_ID'),
    roleUrl: need('MJ_ROLE_URL'),
    isFirstRun: env.MJ_FIRST_RUN === '1',
    volumes: config.volumes.map(({ path }) => path),
  }
}

async function main(): Promise<void> {
  const { data, run, folder, station, roleUrl, isFirstRun, volumes } = given(process.env)
  const keyring = new Keyring(keyringRoots(data, volumes), station)
  let recoveryCode: string | undefined
  if (isFirstRun) recoveryCode = await begin(data, folder, keyring)
  // What was broken off is ended here: until then neither station key alone opens everything.
  if (await rotationUnderWay(folder)) recoveryCode = (await rotateStationKey(folder, keyring)).recoveryCode
  const keys = await loadKeys(folder, keyring)
  await takeNewRoots(data, keyring, keys.stationPublic, station)
  await keyring.purge(() => false)
  if (recoveryCode === undefined && !(await recoveryIsCurrent(folder, keys)))
    recoveryCode = await renewRecovery(folder, station)

  const leases = databaseLeases(roleUrl)
  const origin = `mingjian.station/${station}`
  const parts = { keys, keyring, leases, origin, signer: folderSigner(folder, keys.logKey) }
  const stop = await serveKeys(join(run, 'keys.sock'), (message) =>
    answerKeyRequest(parts, message, tellFault),
  )
  const end = async () => {
    await stop()
    await leases.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void end())
  process.once('SIGINT', () => void end())
  process.once('disconnect', () => void end())
  process.send?.({
    t: 'public',
    ...publicFacts(keys, origin),
    ...(recoveryCode === undefined ? {} : { recoveryCode }),
  })
  process.send?.({ ready: true })
}

/** Makes the keys; where a crash came between them and the end of the first run, prints a new code for those there are. */
async function begin(data: string, folder: string, keyring: Keyring): Promise<string> {
  const reachable = keyring.roots.filter((root) => mayBeMade(data, root) || existsSync(dirname(root)))
  const roots = new Keyring(reachable, keyring.station)
  const stationPrivate = await readStationKey(folder, 'station.key', nodeKeyDisk)
  if (stationPrivate === null) return firstRun(folder, roots)
  if ((await keyring.presentRoots()).length === 0)
    await roots.writeStationPublic(publicHalfOf(stationPrivate))
  stationPrivate.fill(0)
  return renewRecovery(folder, keyring.station)
}

/** A root of ours that is not marked yet: a volume that was added, or away at first run. Never an unmounted folder. */
async function takeNewRoots(
  data: string,
  keyring: Keyring,
  stationPublic: Buffer,
  station: string,
): Promise<void> {
  const present = await keyring.presentRoots()
  for (const root of keyring.roots) {
    if (present.includes(root)) continue
    const volume = await readVolume(dirname(root))
    const isOurs = dirname(root) === data || (!('state' in volume) && volume.stationId === station)
    if (isOurs) await keyring.markRoot(root, stationPublic)
  }
}

function tellFault(error: unknown): void {
  process.stderr.write(`keys: ${error instanceof Error ? error.stack : String(error)}\n`)
}

main().catch((error: unknown) => {
  if (error instanceof KeyRefusal) {
    const { zh, en } = keyRefusalTexts
    process.stderr.write(`${error.message}\n${zh[error.code]}\n${en[error.code]}\n`)
    process.exit(2)
  }
  tellFault(error)
  process.exit(1)
})
