import { protocolFault } from '../media/fault.ts'
import { Bits, rbsp } from './bits.ts'

/** What a sequence parameter set tells (H.264 7.3.2.1.1 and E.1.1). */
export type SequenceParameters = {
  readonly id: number
  readonly profile: number
  readonly constraints: number
  readonly level: number
  readonly chromaFormat: number
  readonly bitDepthLuma: number
  readonly bitDepthChroma: number
  /** Pixels after cropping. */
  readonly width: number
  readonly height: number
  /** Sample aspect ratio; 1:1 where not said. */
  readonly aspect: readonly [number, number]
  /** Pictures per second by VUI timing; null where not said. */
  readonly fps: number | null
  /** How many pictures may be shown later than decoded; null where the stream does not say. */
  readonly reorder: number | null
}

export const LARGEST_PARAMETER_SET = 1024
const LARGEST_SIDE = 16_384

const ASPECTS: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
]
/** Profiles whose SPS carries chroma format, bit depths and scaling lists. */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

/**
 * Reads the sequence parameter set in `nal[start, end)`, NAL header byte included.
 * @throws StreamFault `protocol` where it is cut short or claims impossible values
 */
export function readSps(nal: Uint8Array, start = 0, end = nal.length): SequenceParameters {
  if (end - start < 4 || end - start > LARGEST_PARAMETER_SET) throw protocolFault('SPS of impossible length')
  if ((nal[start]! & 0x1f) !== 7) throw protocolFault('not a sequence parameter set')
  const bits = new Bits(rbsp(nal, start + 1, end))
  const profile = bits.u(8)
  const constraints = bits.u(8)
  const level = bits.u(8)
  const id = within(bits.ue(), 31, 'SPS id')
  let chromaFormat = 1
  let bitDepthLuma = 8
  let bitDepthChroma = 8
  let separatePlanes = false
  if (HIGH_PROFILES.has(profile)) {
    chromaFormat = within(bits.ue(), 3, 'chroma format')
    if (chromaFormat === 3) separatePlanes = bits.flag()
    bitDepthLuma = 8 + within(bits.ue(), 6, 'bit depth')
    bitDepthChroma = 8 + within(bits.ue(), 6, 'bit depth')
    bits.flag()
    if (bits.flag()) skipScalingLists(bits, chromaFormat === 3 ? 12 : 8)
  }
  within(bits.ue(), 12, 'log2_max_frame_num')
  const orderType = within(bits.ue(), 2, 'pic_order_cnt_type')
  if (orderType === 0) within(bits.ue(), 12, 'log2_max_pic_order_cnt')
  if (orderType === 1) skipOrderCycle(bits)
  within(bits.ue(), 16, 'reference frames')
  bits.flag()
  const widthInBlocks = within(bits.ue(), LARGEST_SIDE / 16 - 1, 'width') + 1
  const heightInUnits = within(bits.ue(), LARGEST_SIDE / 16 - 1, 'height') + 1
  const framesOnly = bits.flag()
  if (!framesOnly) bits.flag()
  bits.flag()
  const unitX = separatePlanes || chromaFormat === 0 || chromaFormat === 3 ? 1 : 2
  const unitY = (separatePlanes || chromaFormat !== 1 ? 1 : 2) * (framesOnly ? 1 : 2)
  let width = widthInBlocks * 16
  let height = heightInUnits * 16 * (framesOnly ? 1 : 2)
  if (bits.flag()) {
    width -= (bits.ue() + bits.ue()) * unitX
    height -= (bits.ue() + bits.ue()) * unitY
  }
  if (width <= 0 || height <= 0 || height > LARGEST_SIDE)
    throw protocolFault('SPS of impossible picture size')
  const vui = bits.flag() ? readVui(bits) : null
  return {
    id,
    profile,
    constraints,
    level,
    chromaFormat,
    bitDepthLuma,
    bitDepthChroma,
    width,
    height,
    aspect: vui?.aspect ?? [1, 1],
    fps: vui?.fps ?? null,
    // Baseline has no B slices, and order type 2 means output order is decoding order (8.2.1.3).
    reorder: profile === 66 || orderType === 2 ? 0 : (vui?.reorder ?? null),
  }
}

function within(value: number, most: number, name: string): number {
  if (value > most) throw protocolFault(`SPS claims an impossible ${name}`)
  return value
}

function skipScalingLists(bits: Bits, count: number): void {
  for (let list = 0; list < count; list++) {
    if (!bits.flag()) continue
    const size = list < 6 ? 16 : 64
    let next = 8
    for (let i = 0, last = 8; i < size && next !== 0; i++) {
      next = (last + bits.se() + 256) & 0xff
      if (next !== 0) last = next
    }
  }
}

function skipOrderCycle(bits: Bits): void {
  bits.flag()
  bits.se()
  bits.se()
  const cycle = within(bits.ue(), 255, 'order cycle')
  for (let i = 0; i < cycle; i++) bits.se()
}

type Vui = { aspect: readonly [number, number]; fps: number | null; reorder: number | null }

/**
 * A VUI that breaks off tells nothing: real cameras ship truncated ones whose stream plays everywhere,
 * and nothing below decides the picture size.
 */
function readVui(bits: Bits): Vui {
  const vui: Vui = { aspect: [1, 1], fps: null, reorder: null }
  try {
    if (bits.flag()) {
      const kind = bits.u(8)
      const aspect = kind === 255 ? ([bits.u(16), bits.u(16)] as const) : (ASPECTS[kind] ?? [1, 1])
      if (aspect[0] > 0 && aspect[1] > 0) vui.aspect = aspect
    }
    if (bits.flag()) bits.flag()
    if (bits.flag()) {
      bits.u(4)
      if (bits.flag()) bits.u(24)
    }
    if (bits.flag()) {
      bits.ue()
      bits.ue()
    }
    if (bits.flag()) {
      const tick = bits.u(32)
      const scale = bits.u(32)
      bits.flag()
      const fps = tick > 0 ? scale / tick / 2 : 0
      if (fps >= 0.1 && fps <= 240) vui.fps = fps
    }
    const nal = bits.flag()
    if (nal) skipHrd(bits)
    const vcl = bits.flag()
    if (vcl) skipHrd(bits)
    if (nal || vcl) bits.flag()
    bits.flag()
    if (bits.flag()) {
      bits.flag()
      for (let i = 0; i < 4; i++) bits.ue()
      const reorder = bits.ue()
      if (reorder <= 16) vui.reorder = reorder
    }
  } catch {
    return vui
  }
  return vui
}

function skipHrd(bits: Bits): void {
  const count = within(bits.ue(), 31, 'HRD count') + 1
  bits.u(8)
  for (let i = 0; i < count; i++) {
    bits.ue()
    bits.ue()
    bits.flag()
  }
  bits.u(20)
}
