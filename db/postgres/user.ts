/** PostgreSQL refuses to run as root. Started as root, the bundled server runs as a system user instead. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const SYSTEM_USER = 'mingjian'

/** Whom to run the database server as: `spawn` options, empty where the process itself isn't root. */
export type ServerUser = { readonly uid: number; readonly gid: number } | Record<string, never>

/**
 * The system user `mingjian`, made if missing; nothing where we aren't root.
 * @throws Error when we're root and the user can neither be found nor made.
 */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {}
  const known = await lookUp()
  if (known) return known
  // Two processes may get here together: the loser's useradd fails, and its second look finds the winner's user.
  const made = await run('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    SYSTEM_USER,
  ]).catch((error: unknown) => error)
  for (let tries = 0; tries < 20; tries++) {
    const user = await lookUp()
    if (user) return user
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`can't make the system user ${SYSTEM_USER}: start as an ordinary user`, { cause: made })
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', SYSTEM_USER]), run('id', ['-g', SYSTEM_USER])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
