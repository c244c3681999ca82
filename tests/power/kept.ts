/** What is kept is kept whole: every finished reel by the independent reader, every row by its file. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { auditReelFile } from '#audit/reel.ts'
import type { Truth } from '../crash/truth.ts'
import type { Declared } from './ear.ts'

/** All files under `reels/` of a volume, as whole paths. */
export function reelFiles(volume: string): string[] {
  const reels = path.join(volume, 'reels')
  if (!existsSync(reels)) return []
  return readdirSync(reels, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/[0-9a-f]{32}\.[^/]+$/.test(name))
    .map((name) => path.join(reels, name))
}

export const idOf = (file: string): string => path.basename(file).slice(0, 32)

/** Finished reels on the volume that the independent reader does not find whole. */
export function damagedReels(volume: string): string[] {
  const out: string[] = []
  for (const file of reelFiles(volume).filter((f) => f.endsWith('.reel'))) {
    const report = auditReelFile(file)
    if (!report.ok) out.push(`${idOf(file)}: ${JSON.stringify(report.findings.slice(0, 3))}`)
  }
  return out
}

type Row = { id: string; reel_leaf: Buffer; fragment_count: number; duration_90k: bigint }

/**
 * What is wrong between the reel rows and the volumes, in sentences.
 * @param declared what the recorder said was durable of each reel it had open.
 * @param openNow reels being written now.
 */
export async function keptFindings(
  truth: Truth,
  volumes: readonly string[],
  declared: Declared,
  openNow: ReadonlySet<string>,
): Promise<string[]> {
  const wrong = volumes.flatMap(damagedReels).map((one) => `a finished reel is damaged: ${one}`)
  const files = new Map(volumes.flatMap(reelFiles).map((file) => [idOf(file), file]))
  const { rows } = await truth.client.query<Row>(
    'select id, reel_leaf, fragment_count, duration_90k from reel',
  )
  const known = new Map(rows.map((row) => [row.id.replaceAll('-', ''), row]))
  for (const [id, row] of known) {
    const file = files.get(id)
    if (file === undefined || !file.endsWith('.reel')) {
      wrong.push(`the row of ${id} has no file`)
      continue
    }
    const report = auditReelFile(file)
    if (report.reelLeaf !== row.reel_leaf.toString('hex') || report.count !== row.fragment_count)
      wrong.push(`${id} is not the reel of its row`)
  }
  for (const [id, through] of declared) {
    if (openNow.has(id)) continue
    const row = known.get(id)
    if (row === undefined) {
      if (through > 0) wrong.push(`${id} was durable for ${Math.round(through / 90)} ms and has no row`)
    } else if (Number(row.duration_90k) < through)
      wrong.push(`${id} lost ${Math.round((through - Number(row.duration_90k)) / 90)} ms that were durable`)
  }
  return wrong
}
