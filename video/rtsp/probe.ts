import { StreamFault } from '../media/fault.ts'
import type { CodecInit } from '../media/types.ts'
import { CameraStream, type CameraStreamOptions } from './stream.ts'

/** What a camera was seen to send. */
export type ProbedStream = {
  readonly codec: string
  readonly width: number
  readonly height: number
  /** Pictures and bits a second over what was watched; null where only one picture came. */
  readonly fps: number | null
  readonly bitsPerS: number | null
  readonly keyFrames: number
  readonly damaged: number
  /** Camera's wall clock minus ours, ms; null where it sent no sender report. */
  readonly clockOffsetMs: number | null
}

export type ProbeOptions = CameraStreamOptions & {
  /** How long to watch from the first picture, ms; 2,000 where absent. */
  readonly watchMs?: number
  /** To give up altogether, ms; 15,000 where absent: a first key frame may be 10 s away. */
  readonly limitMs?: number
  readonly signal?: AbortSignal
}

/**
 * Connects to a camera as recording would and watches it for a moment.
 * @returns what it sends, or the exact trouble
 */
export async function probeCamera(options: ProbeOptions): Promise<ProbedStream | StreamFault> {
  const { watchMs = 2000, limitMs = 15_000 } = options
  const enough = new AbortController()
  const signal = options.signal ? AbortSignal.any([enough.signal, options.signal]) : enough.signal
  const limit = setTimeout(() => enough.abort(), limitMs)
  let init: CodecInit | null = null
  let clockOffsetMs: number | null = null
  let [samples, bytes, duration90k, keyFrames, damaged] = [0, 0, 0, 0, 0]
  try {
    const stream = new CameraStream(options)
    const fault = await stream.run(
      {
        codec: (next) => {
          init = next
        },
        sample: (sample) => {
          if (enough.signal.aborted) return
          samples++
          bytes += sample.data.length
          duration90k += sample.duration90k
          if (sample.keyFrame) keyFrames++
          if (sample.damaged) damaged++
          if (duration90k >= watchMs * 90) enough.abort()
        },
        fragment: () => {},
        clock: (clock) => {
          clockOffsetMs = clock.offsetMs
        },
        discontinuity: () => {},
      },
      signal,
    )
    const seen = init as CodecInit | null
    if (seen === null || samples === 0) {
      return fault ?? new StreamFault('frozen', `no picture within ${limitMs} ms`, stream.where)
    }
    const seconds = samples > 1 ? duration90k / 90_000 : null
    return {
      codec: seen.codec,
      width: seen.width,
      height: seen.height,
      fps: seconds && samples / seconds,
      bitsPerS: seconds && (bytes * 8) / seconds,
      keyFrames,
      damaged,
      clockOffsetMs,
    }
  } catch (error) {
    if (error instanceof StreamFault) return error
    throw error
  } finally {
    clearTimeout(limit)
  }
}
