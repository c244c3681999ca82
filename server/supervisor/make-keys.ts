/**
 * A short-lived process that makes the keys at first run and says their public halves at every start, so that the
 * supervisor never holds a private half. The recovery code passes through it once, to be printed.
 */
import { firstRun, loadKeys } from '#video/keys/folder.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { KeyRefusal, keyRefusalTexts } from '#video/keys/refusals.ts'

async function main(): Promise<Record<string, unknown>> {
  const folder = process.env.MJ_KEY_DIR!
  const keyring = new Keyring(JSON.parse(process.env.MJ_KEYRINGS!) as string[], process.env.MJ_STATION_ID!)
  let recoveryCode: string | undefined
  if (process.env.MJ_FIRST_RUN) {
    // A first run that was cut off after the keys were made goes on with them.
    recoveryCode = await firstRun(folder, keyring).catch((e: unknown) => {
      if (e instanceof KeyRefusal && e.code === 'keys/key-there-already') return undefined
      throw e
    })
  }
  const keys = await loadKeys(folder, keyring)
  return {
    t: 'public',
    keyId: keys.stationKeyId.toString('hex'),
    stationPublic: keys.stationPublic.toString('hex'),
    logPublic: keys.logPublic.toString('hex'),
    ...(recoveryCode ? { recoveryCode } : {}),
  }
}

const said = await main().catch((e: unknown) => {
  if (!(e instanceof KeyRefusal)) throw e
  return { t: 'refused', code: e.code, zh: keyRefusalTexts.zh[e.code], en: keyRefusalTexts.en[e.code] }
})
process.send?.(said, () => process.disconnect())
