/**
 * The key process (design/seams.md): the only one that holds the station key and the log key. It parses no camera
 * traffic and serves no web; a crash here stops replay and signing, never recording.
 *
 * Environment: MJ_RUN, MJ_KEYRINGS (JSON list of roots), MJ_KEY_DIR, MJ_STATION_ID, MJ_DATA, MJ_ROLE_URL (role mj_keys).
 * Says `{t:'public', …}` and `{ready:true}` to its parent; exits 2 after a refusal, which it names.
 */
import { dirname, join } from 'node:path'
import { readPlan } from '../recorder/plan.ts'
import { readVolume } from '../volumes/identity.ts'
import { loadKeys, recoveryIsCurrent } from './folder.ts'
import { Keyring } from './keyring.ts'
import { databaseLeases } from './leases.ts'
import { folderSigner } from './logkey.ts'
import { KeyRefusal, keyRefusalTexts } from './refusals.ts'
import { rotationUnderWay } from './rotate.ts'
import { serveKeys } from './server.ts'
import { answerKeyRequest, publicFacts } from './service.ts'

function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

async function main(): Promise<void> {
  const folder = need('MJ_KEY_DIR')
  const keyring = new Keyring(JSON.parse(need('MJ_KEYRINGS')) as string[], need('MJ_STATION_ID'))
  // Half-way, neither station key opens everything; the tool that began it prints the new recovery code, so it ends it.
  if (await rotationUnderWay(folder)) throw new KeyRefusal('keys/rotation-unfinished', folder)
  const keys = await loadKeys(folder, keyring)
  await takeNewRoots(keyring, keys.stationPublic)
  await keyring.purge(() => false)

  const leases = databaseLeases(need('MJ_ROLE_URL'))
  const parts = { keys, keyring, leases, signer: folderSigner(folder, keys.logKey) }
  const stop = await serveKeys(join(need('MJ_RUN'), 'keys.sock'), (message) =>
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
    ...publicFacts(keys),
    recoveryIsCurrent: await recoveryIsCurrent(folder, keys),
  })
  process.send?.({ ready: true })
}

/**
 * A root that is not marked yet, on a volume of ours: one that was added, or away at first run. Never an unmounted
 * folder, nor another of our volumes that stands in the place of this one.
 */
async function takeNewRoots(keyring: Keyring, stationPublic: Buffer): Promise<void> {
  const present = await keyring.presentRoots()
  const plan = await readPlan(join(process.env.MJ_DATA ?? '', 'spool', 'plan.json')).catch(() => null)
  for (const root of keyring.roots) {
    if (present.includes(root)) continue
    const volume = await readVolume(dirname(root))
    if ('state' in volume || volume.stationId !== keyring.station) continue
    const planned = plan?.volumes.find(({ path }) => path === dirname(root))
    if (planned === undefined || planned.id === volume.volumeId) await keyring.markRoot(root, stationPublic)
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
