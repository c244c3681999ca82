/** `spool/plan.json`: read back as a recorder reads it, written only when it says something new, and all at once. */
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Plan, parsePlan } from '#video/recorder/plan.ts'
import { samePlan } from './planner.ts'

/** The plan in force; null where there is none, or none that a recorder could use. */
export async function planInForce(path: string): Promise<Plan | null> {
  try {
    return parsePlan(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}

/** Writes the plan where it differs from the one in force. 0600: it holds the cameras' passwords. */
export async function writePlan(path: string, plan: Plan, before: Plan | null): Promise<boolean> {
  if (before !== null && samePlan(before, plan)) return false
  const text = JSON.stringify(plan)
  parsePlan(text)
  await writeWhole(path, text)
  return true
}

/** A crash leaves the old file or the new one. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(`${path}.new`, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.new`, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
