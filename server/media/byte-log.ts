/**
 * The server's own log of image bytes: what was handed to which socket. JSON lines in `DIR/journal/bytes.jsonl`, written
 * beside the register and by other code, so that a test, an auditor or a doubt can hold one against the other.
 * It names uses and cameras, no people. Rolled at 64 MiB, one old file kept.
 */
import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs'
import path from 'node:path'
import type { ByteLog } from './ports.ts'

const rollBytes = 64 * 1024 * 1024

export function openByteLog(dataFolder: string): { log: ByteLog; close: () => Promise<void> } {
  const file = path.join(dataFolder, 'journal', 'bytes.jsonl')
  let size = sizeOf(file)
  let out: WriteStream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  // A full disk must not stop delivery's accounting, which is in the database.
  out.on('error', () => undefined)
  const log: ByteLog = (line) => {
    const text = `${JSON.stringify({ at: Date.now(), ...line })}\n`
    size += text.length
    if (size > rollBytes) {
      out.end()
      renameSync(file, `${file}.1`)
      out = createWriteStream(file, { flags: 'a', mode: 0o600 })
      out.on('error', () => undefined)
      size = text.length
    }
    out.write(text)
  }
  return { log, close: () => new Promise((resolve) => out.end(resolve)) }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}
