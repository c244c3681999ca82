import type { ParameterSets } from '../h264/parameter-sets.ts'
import { readSps, type SequenceParameters } from '../h264/sps.ts'
import { protocolFault } from '../media/fault.ts'
import type { CodecInit } from '../media/types.ts'

/** Ticks a second of every track written here: that of RTP video and of `mono90k`. */
export const TIMESCALE = 90_000
export const TRACK_ID = 1

/**
 * Builds the initialisation of a stretch of stream from its parameter sets.
 * @throws StreamFault `protocol` where no SPS or PPS is known or one cannot be read
 */
export function codecInit(sets: Pick<ParameterSets, 'sps' | 'pps' | 'sequence'>): CodecInit {
  const { sps, pps } = sets
  if (sps.length === 0 || pps.length === 0) throw protocolFault('no parameter sets')
  const sequence = sets.sequence ?? readSps(sps[0]!)
  const triple = [sequence.profile, sequence.constraints, sequence.level]
  return {
    codec: `avc1.${triple.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`,
    width: sequence.width,
    height: sequence.height,
    initSegment: initSegment(sequence, sps, pps),
  }
}

/** `avcC`: AVCDecoderConfigurationRecord, ISO/IEC 14496-15 5.3.3.1, 4-byte NAL lengths. */
function avcC(sequence: SequenceParameters, sps: readonly Buffer[], pps: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [
    bytes(1, sequence.profile, sequence.constraints, sequence.level, 0xff, 0xe0 | sps.length),
    ...sps.flatMap((set) => [u16(set.length), set]),
    bytes(pps.length),
    ...pps.flatMap((set) => [u16(set.length), set]),
  ]
  if ([100, 110, 122, 144].includes(sequence.profile)) {
    const depths = [0xf8 | (sequence.bitDepthLuma - 8), 0xf8 | (sequence.bitDepthChroma - 8)]
    parts.push(bytes(0xfc | sequence.chromaFormat, ...depths, 0))
  }
  return box('avcC', ...parts)
}

function initSegment(sequence: SequenceParameters, sps: readonly Buffer[], pps: readonly Buffer[]): Buffer {
  const { width, height, aspect } = sequence
  const square = aspect[0] === aspect[1]
  const entry = box(
    'avc1',
    zeros(6),
    u16(1),
    zeros(16),
    u16(width),
    u16(height),
    u32(0x480000),
    u32(0x480000),
    zeros(4),
    u16(1),
    zeros(32),
    u16(24),
    u16(0xffff),
    avcC(sequence, sps, pps),
    ...(square ? [] : [box('pasp', u32(aspect[0]), u32(aspect[1]))]),
  )
  const table = box(
    'stbl',
    full('stsd', 0, 0, u32(1), entry),
    full('stts', 0, 0, u32(0)),
    full('stsc', 0, 0, u32(0)),
    full('stsz', 0, 0, u32(0), u32(0)),
    full('stco', 0, 0, u32(0)),
  )
  const media = box(
    'mdia',
    full('mdhd', 0, 0, zeros(8), u32(TIMESCALE), u32(0), u16(0x55c4), u16(0)),
    full('hdlr', 0, 0, zeros(4), Buffer.from('vide'), zeros(12), Buffer.from('video\0')),
    box(
      'minf',
      full('vmhd', 0, 1, zeros(8)),
      box('dinf', full('dref', 0, 0, u32(1), full('url ', 0, 1))),
      table,
    ),
  )
  const shownWidth = Math.round((width * aspect[0]) / aspect[1])
  // tkhd: track and layer stay in force (flags 3), no creation time: the file must not depend on when.
  const track = box(
    'trak',
    full(
      'tkhd',
      0,
      3,
      zeros(8),
      u32(TRACK_ID),
      zeros(8 + 8 + 8),
      MATRIX,
      u32(shownWidth * 0x10000),
      u32(height * 0x10000),
    ),
    media,
  )
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6'), u32(0), Buffer.from('iso6mp41avc1')),
    box(
      'moov',
      full(
        'mvhd',
        0,
        0,
        zeros(8),
        u32(TIMESCALE),
        u32(0),
        u32(0x10000),
        u16(0x100),
        zeros(10),
        MATRIX,
        zeros(24),
        u32(TRACK_ID + 1),
      ),
      track,
      box('mvex', full('trex', 0, 0, u32(TRACK_ID), u32(1), zeros(12))),
    ),
  ])
}

const MATRIX = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32))

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([u32(size), Buffer.from(type, 'latin1'), ...parts], size)
}

function full(type: string, version: number, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, u32(version * 0x1000000 + flags), ...parts)
}

function bytes(...values: readonly number[]): Buffer {
  return Buffer.from(values)
}

function zeros(count: number): Buffer {
  return Buffer.alloc(count)
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff])
}

function u32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value >>> 0)
  return out
}
