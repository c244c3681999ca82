/**
 * Live pictures of one stream: the current group of pictures is kept, so that a viewer sees something at once; each
 * picture goes out as its own `moof+mdat`. Costs nothing while nobody watches.
 */
import type { CodecInit, Sample } from '../media/types.ts'
import { writeFragment } from '../mp4/fragment.ts'

/** Where a viewer's messages go. `roomy` false: it reads too slowly, and is dropped to the next key frame. */
export type LiveOutlet = {
  send(json: Record<string, unknown>, binary?: Buffer): void
  roomy(): boolean
}

type Viewer = { readonly id: string; readonly outlet: LiveOutlet; seq: number; waiting: boolean }

const MAX_KEPT_BYTES = 16 * 1024 * 1024

export class LiveStream {
  readonly #wallOf: (mono90k: bigint) => number
  readonly #viewers = new Set<Viewer>()
  #init: CodecInit | null = null
  #group: Sample[] = []
  #bytes = 0
  /** False after the group grew too long to keep: a new viewer then waits for the next key frame. */
  #whole = false
  #trouble: { cause: string; sinceMs: number } | null = null

  constructor(wallOf: (mono90k: bigint) => number) {
    this.#wallOf = wallOf
  }

  get watched(): boolean {
    return this.#viewers.size > 0
  }

  /** @param id the subscriber's own name of this subscription. @returns ends it. */
  watch(id: string, outlet: LiveOutlet): () => void {
    const viewer: Viewer = { id, outlet, seq: 0, waiting: true }
    this.#viewers.add(viewer)
    if (this.#trouble !== null) outlet.send({ t: 'trouble', id, ...this.#trouble })
    if (this.#init !== null) {
      this.#sendInit(viewer, this.#init)
      if (this.#whole) {
        viewer.waiting = false
        for (const sample of this.#group)
          this.#sendSample(viewer, sample, writeFragment([sample], viewer.seq + 1))
      }
    }
    return () => this.#viewers.delete(viewer)
  }

  codec(init: CodecInit): void {
    this.#init = init
    this.#forget()
    for (const viewer of this.#viewers) {
      viewer.waiting = true
      this.#sendInit(viewer, init)
    }
  }

  sample(sample: Sample): void {
    this.#trouble = null
    this.#keep(sample)
    if (this.#viewers.size === 0) return
    let bytes: Buffer | null = null
    for (const viewer of this.#viewers) {
      if (viewer.waiting) {
        if (!sample.keyFrame || !viewer.outlet.roomy()) continue
        viewer.waiting = false
      } else if (!viewer.outlet.roomy()) {
        viewer.waiting = true
        continue
      }
      bytes ??= writeFragment([sample], viewer.seq + 1)
      this.#sendSample(viewer, sample, bytes)
    }
  }

  /** The camera is away: viewers are told at once, and what was kept is stale. */
  trouble(cause: string, sinceMs: number): void {
    this.#trouble = { cause, sinceMs }
    this.#forget()
    for (const viewer of this.#viewers) {
      viewer.waiting = true
      viewer.outlet.send({ t: 'trouble', id: viewer.id, cause, sinceMs })
    }
  }

  #keep(sample: Sample): void {
    if (sample.keyFrame) {
      this.#group = []
      this.#bytes = 0
      this.#whole = true
    }
    if (!this.#whole) return
    this.#group.push(sample)
    this.#bytes += sample.data.length
    if (this.#bytes > MAX_KEPT_BYTES) this.#forget()
  }

  #forget(): void {
    this.#group = []
    this.#bytes = 0
    this.#whole = false
  }

  #sendInit(viewer: Viewer, init: CodecInit): void {
    const { codec, width, height, initSegment } = init
    viewer.outlet.send({ t: 'init', id: viewer.id, codec, width, height }, initSegment)
  }

  #sendSample(viewer: Viewer, sample: Sample, bytes: Buffer): void {
    viewer.seq++
    viewer.outlet.send(
      {
        t: 'chunk',
        id: viewer.id,
        seq: viewer.seq,
        key: sample.keyFrame,
        ...(sample.damaged ? { damaged: true } : {}),
        mono90k: sample.mono90k.toString(),
        wallMs: Math.round(this.#wallOf(sample.mono90k)),
      },
      bytes,
    )
  }
}
