import { protocolFault, StreamFault } from '../media/fault.ts'

/** The one track we set up, out of a session description (RFC 8866, RFC 6184 8.2). */
export type VideoTrack = {
  readonly payloadType: number
  /** `a=control` of the track and of the session as written; null where there is none. */
  readonly control: string | null
  readonly sessionControl: string | null
  /** NAL units of `sprop-parameter-sets`; often missing or wrong, the stream's own sets win. */
  readonly parameterSets: readonly Buffer[]
}

export const LARGEST_DESCRIPTION = 48 * 1024
const MOST_LINES = 1000
const MOST_SETS = 16

type Section = { media: string; formats: string[]; attributes: Map<string, string[]> }

/**
 * Chooses the first H.264 video track. Audio and metadata tracks are never set up, so sound never enters.
 * @throws StreamFault `unsupported-codec` naming what the camera offers instead, `protocol` for no SDP
 */
export function chooseTrack(text: string): VideoTrack {
  const [session, ...sections] = readSections(text)
  const offered: string[] = []
  for (const section of sections) {
    if (section.media !== 'video') continue
    for (const format of section.formats) {
      const encoding = valueFor(section, 'rtpmap', format)?.split('/')
      const name = encoding?.[0]?.toUpperCase() ?? 'unnamed'
      const parameters = readParameters(valueFor(section, 'fmtp', format))
      if (name !== 'H264' || encoding?.[1] !== '90000') offered.push(safeName(name))
      else if (parameters.get('packetization-mode') === '2') offered.push('H264 interleaved')
      else
        return {
          payloadType: Number(format),
          control: section.attributes.get('control')?.[0] ?? null,
          sessionControl: session!.attributes.get('control')?.[0] ?? null,
          parameterSets: readSets(parameters.get('sprop-parameter-sets')),
        }
    }
  }
  throw new StreamFault(
    'unsupported-codec',
    offered.length > 0 ? `offers ${offered.join(', ')}` : 'offers no video',
  )
}

function readSections(text: string): Section[] {
  if (text.length > LARGEST_DESCRIPTION) throw protocolFault('description too long')
  const lines = text.split(/\r\n|\n|\r/, MOST_LINES + 1)
  if (lines.length > MOST_LINES) throw protocolFault('description of too many lines')
  if (!lines[0]!.startsWith('v=')) throw protocolFault('answer holds no session description')
  const sections: Section[] = [{ media: 'session', formats: [], attributes: new Map() }]
  for (const line of lines) {
    if (line.startsWith('m=')) {
      const [media, , , ...formats] = line.slice(2).trim().split(/\s+/)
      const types = formats.filter((format) => /^\d{1,3}$/.test(format) && Number(format) < 128)
      sections.push({ media: media!.toLowerCase(), formats: types, attributes: new Map() })
    } else if (line.startsWith('a=')) {
      const colon = line.indexOf(':')
      if (colon < 0) continue
      const { attributes } = sections.at(-1)!
      const name = line.slice(2, colon).trim().toLowerCase()
      const values = attributes.get(name)
      if (values) values.push(line.slice(colon + 1).trim())
      else attributes.set(name, [line.slice(colon + 1).trim()])
    }
  }
  return sections
}

/** `a=rtpmap:96 H264/90000`: the value for one format. */
function valueFor(section: Section, name: string, format: string): string | undefined {
  for (const value of section.attributes.get(name) ?? []) {
    const space = value.search(/\s/)
    if (space > 0 && value.slice(0, space) === format) return value.slice(space).trim()
  }
  return undefined
}

function readParameters(text: string | undefined): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const piece of text?.split(';') ?? []) {
    const equals = piece.indexOf('=')
    if (equals > 0)
      parameters.set(piece.slice(0, equals).trim().toLowerCase(), piece.slice(equals + 1).trim())
  }
  return parameters
}

function readSets(text: string | undefined): Buffer[] {
  const sets = (text ?? '').split(',', MOST_SETS).map((piece) => Buffer.from(piece, 'base64'))
  return sets.filter((set) => set.length > 1 && [7, 8].includes(set[0]! & 0x1f))
}

function safeName(name: string): string {
  return name.replace(/[^A-Z0-9.-]/g, '').slice(0, 24) || 'unnamed'
}
