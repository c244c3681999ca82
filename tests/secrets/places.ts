/** Where a secret could stand that must not: processes as everybody sees them, files, and every row of the database. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { withClient } from '#db/client.ts'

/** A secret and each form it could be written in. */
export type Secret = { readonly name: string; readonly forms: readonly string[] }

/** As text: plain, percent-encoded, in base64, alone and behind a user name as HTTP and RTSP send it. */
export function textSecret(name: string, text: string, user?: string): Secret {
  const bytes = [text, ...(user === undefined ? [] : [`${user}:${text}`])].map((t) => Buffer.from(t))
  return {
    name,
    forms: [
      ...new Set([
        text,
        encodeURIComponent(text),
        JSON.stringify(text).slice(1, -1),
        ...bytes.flatMap((b) => [b.toString('base64').replace(/=+$/, ''), b.toString('hex')]),
      ]),
    ],
  }
}

/** As bytes: hex, base64, base64url. */
export function byteSecret(name: string, bytes: Buffer): Secret {
  return {
    name,
    forms: (['hex', 'base64', 'base64url'] as const).map((form) => bytes.toString(form).replace(/=+$/, '')),
  }
}

/** Names of the secrets that stand in a text. */
export const foundIn = (text: string, secrets: readonly Secret[]): string[] =>
  secrets.filter((s) => s.forms.some((form) => text.includes(form))).map((s) => s.name)

const pids = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger)

/** Collects the command lines of every process of the machine while it runs: what starts and ends in between too. */
export function watchCommandLines(everyMs = 60): { readonly seen: Set<string>; stop(): void } {
  const seen = new Set<string>()
  const look = (): void => {
    for (const pid of pids()) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))
      } catch {
        // It ended in between.
      }
    }
  }
  const timer = setInterval(look, everyMs)
  return { seen, stop: () => clearInterval(timer) }
}

/** A process and all it started, with what everybody may read of it. */
export function family(root: number): { pid: number; commandLine: string; environmentMode: number }[] {
  const parents = new Map<number, number>()
  for (const pid of pids()) {
    try {
      parents.set(pid, Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]))
    } catch {
      // It ended in between.
    }
  }
  const isMine = (pid: number): boolean =>
    pid === root || (parents.has(pid) && pid > 1 && isMine(parents.get(pid)!))
  return [...parents.keys()].filter(isMine).map((pid) => ({
    pid,
    commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
    environmentMode: statSync(`/proc/${pid}/environ`).mode & 0o777,
  }))
}

/** Text of every file below a folder but those that `skip` names, by their path in it. */
export function filesOf(folder: string, skip: RegExp): Map<string, string> {
  const out = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const at = path.join(folder, name)
    if (!skip.test(name) && statSync(at).isFile()) out.set(name, readFileSync(at, 'latin1'))
  }
  return out
}

/** Every row of every table as text; the ledger's bytes as the JSON they are. */
export function rowsOf(url: string): Promise<Map<string, string>> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    const out = new Map<string, string>()
    for (const { name } of tables) {
      const of = name === 'ledger_entry' ? `convert_from(bytes, 'UTF8')` : 'to_jsonb(t)::text'
      const { rows } = await client.query<{ line: string }>(
        `select ${of} as line from ${client.escapeIdentifier(name)} t`,
      )
      out.set(name, rows.map((r) => r.line).join('\n'))
    }
    return out
  })
}
