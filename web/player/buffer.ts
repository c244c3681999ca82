/**
 * A video element fed by Media Source Extensions. Source buffers do one thing at a time, so deeds wait in a queue.
 * Closing takes the source off the element: the browser then shows black and lets go of every picture.
 */
type Deed =
  | { readonly kind: 'append'; readonly bytes: Uint8Array<ArrayBuffer>; readonly offsetS?: number }
  | { readonly kind: 'remove'; readonly from: number; readonly to: number }
  | { readonly kind: 'type'; readonly mime: string }

export function mimeOf(codec: string): string {
  return `video/mp4; codecs="${codec}"`
}

export function canPlay(codec: string): boolean {
  return typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(mimeOf(codec))
}

export class PictureBuffer {
  #video: HTMLVideoElement
  #source = new MediaSource()
  #address: string
  #buffer: SourceBuffer | undefined
  #mime: string
  #queue: Deed[] = []
  #closed = false
  #onBroken: (why: string) => void

  constructor(video: HTMLVideoElement, codec: string, onBroken: (why: string) => void) {
    this.#video = video
    this.#mime = mimeOf(codec)
    this.#onBroken = onBroken
    this.#address = URL.createObjectURL(this.#source)
    this.#source.addEventListener('sourceopen', () => this.#opened(), { once: true })
    video.addEventListener('error', this.#failed)
    video.src = this.#address
  }

  append(bytes: Uint8Array<ArrayBuffer>, offsetS?: number): void {
    this.#push(offsetS === undefined ? { kind: 'append', bytes } : { kind: 'append', bytes, offsetS })
  }

  remove(from: number, to: number): void {
    if (to > from) this.#push({ kind: 'remove', from: Math.max(0, from), to })
  }

  /** The camera changed its coding: what follows is of another type. */
  changeCodec(codec: string): void {
    const mime = mimeOf(codec)
    if (mime === this.#mime) return
    this.#mime = mime
    this.#push({ kind: 'type', mime })
  }

  /** Buffered ranges in seconds of the element's time line. */
  ranges(): { readonly start: number; readonly end: number }[] {
    const buffered = this.#buffer?.buffered
    if (this.#closed || buffered === undefined || this.#source.readyState === 'closed') return []
    return Array.from({ length: buffered.length }, (_, i) => ({
      start: buffered.start(i),
      end: buffered.end(i),
    }))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#queue = []
    this.#buffer = undefined
    this.#video.removeEventListener('error', this.#failed)
    this.#video.removeAttribute('src')
    this.#video.load()
    URL.revokeObjectURL(this.#address)
  }

  #failed = (): void => {
    if (!this.#closed) this.#onBroken(this.#video.error?.message ?? 'the picture cannot be decoded')
  }

  #opened(): void {
    if (this.#closed) return
    this.#buffer = this.#source.addSourceBuffer(this.#mime)
    this.#buffer.mode = 'segments'
    this.#buffer.addEventListener('updateend', () => this.#next())
    this.#next()
  }

  #push(deed: Deed): void {
    if (this.#closed) return
    this.#queue.push(deed)
    this.#next()
  }

  #next(): void {
    const buffer = this.#buffer
    if (buffer === undefined || this.#source.readyState !== 'open') return
    while (!buffer.updating) {
      const deed = this.#queue.shift()
      if (deed === undefined) return
      try {
        if (deed.kind === 'remove') buffer.remove(deed.from, deed.to)
        else if (deed.kind === 'type') buffer.changeType(deed.mime)
        else {
          if (deed.offsetS !== undefined && deed.offsetS !== buffer.timestampOffset) {
            buffer.timestampOffset = deed.offsetS
          }
          buffer.appendBuffer(deed.bytes)
        }
      } catch (error) {
        // The browser's store is full: make room behind the picture and try the same deed again.
        if (error instanceof DOMException && error.name === 'QuotaExceededError' && deed.kind === 'append') {
          this.#queue.unshift(
            { kind: 'remove', from: 0, to: Math.max(0.1, this.#video.currentTime - 2) },
            deed,
          )
          continue
        }
        this.#onBroken(error instanceof Error ? error.message : String(error))
        return
      }
    }
  }
}
