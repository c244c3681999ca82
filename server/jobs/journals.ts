/** The journals on disk, read once a round and turned into explanations for the gap finder. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { explainOutages, explainRecorder, explainStream } from '#video/gaps/explain.ts'
import type { Explanation } from '#video/gaps/find.ts'
import { JournalReader } from '#video/gaps/journal.ts'

type Line = Readonly<Record<string, unknown>>

export class Journals {
  readonly #folder: string
  readonly #readers = new Map<string, JournalReader>()
  #cameras = new Map<number, readonly Line[]>()
  #outages: readonly Line[] = []

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'journal')
  }

  async read(): Promise<void> {
    this.#outages = await this.#read('outages.jsonl')
    const cameras = new Map<number, readonly Line[]>()
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const shard = /^camera-(\d+)\.jsonl$/.exec(name)?.[1]
      if (shard !== undefined) cameras.set(Number(shard), await this.#read(name))
    }
    this.#cameras = cameras
  }

  #read(name: string): Promise<readonly Line[]> {
    let reader = this.#readers.get(name)
    if (reader === undefined) {
      reader = new JournalReader(join(this.#folder, name))
      this.#readers.set(name, reader)
    }
    return reader.read()
  }

  /** All that may explain a missing picture of this stream, whichever recorder had it when. */
  explain(camera: string, stream: number): Explanation[] {
    const out: Explanation[] = []
    for (const [shard, lines] of this.#cameras) {
      const own = explainStream(lines, camera, stream)
      if (own.length === 0 && !lines.some((line) => line.camera === camera)) continue
      out.push(
        ...own,
        ...explainRecorder(lines, shard),
        ...explainOutages(this.#outages, `recorder-${shard}`),
      )
    }
    out.push(...explainOutages(this.#outages, 'supervisor'))
    return out
  }
}
