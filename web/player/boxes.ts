/**
 * The few facts the player needs from fragmented MP4 (ISO/IEC 14496-12): the tick rate and where a fragment lies in
 * the camera's own time. Everything else is the browser's business. Input comes from our server, yet every length is
 * checked: a reader past the end would place a picture at the wrong time, and a wrong time is a false record.
 */

/** Walk `path` of nested boxes from `bytes`; gives the payload of the last, or throws. */
function payload(bytes: DataView, path: readonly string[]): DataView {
  let here = bytes
  for (const wanted of path) {
    let at = 0
    let found: DataView | undefined
    while (at + 8 <= here.byteLength) {
      let size = here.getUint32(at)
      let head = 8
      if (size === 1) {
        if (at + 16 > here.byteLength) break
        size = Number(here.getBigUint64(at + 8))
        head = 16
      } else if (size === 0) {
        size = here.byteLength - at
      }
      if (size < head || at + size > here.byteLength) break
      if (here.getUint32(at + 4) === code(wanted)) {
        found = new DataView(here.buffer, here.byteOffset + at + head, size - head)
        break
      }
      at += size
    }
    if (found === undefined) throw new Error(`box ${path.join('/')} is missing`)
    here = found
  }
  return here
}

function code(name: string): number {
  return (
    ((name.charCodeAt(0) << 24) |
      (name.charCodeAt(1) << 16) |
      (name.charCodeAt(2) << 8) |
      name.charCodeAt(3)) >>>
    0
  )
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Ticks a second of the first track of an init segment. */
export function readTimescale(init: Uint8Array): number {
  const mdhd = payload(view(init), ['moov', 'trak', 'mdia', 'mdhd'])
  const timescale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12)
  if (timescale === 0) throw new Error('timescale is zero')
  return timescale
}

/** When a fragment starts, in ticks of its track, and how long its first picture lasts (0 where it does not say). */
export function readFragment(fragment: Uint8Array): {
  readonly ticks: number
  readonly pictureTicks: number
} {
  const traf = payload(view(fragment), ['moof', 'traf'])
  const tfdt = payload(traf, ['tfdt'])
  const ticks = tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4)
  return { ticks, pictureTicks: pictureTicks(traf) }
}

function pictureTicks(traf: DataView): number {
  const trun = payload(traf, ['trun'])
  const flags = trun.getUint32(0) & 0xffffff
  let at = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0)
  if (flags & 0x100) return at + 4 <= trun.byteLength ? trun.getUint32(at) : 0
  const tfhd = payload(traf, ['tfhd'])
  const has = tfhd.getUint32(0) & 0xffffff
  if (!(has & 0x8)) return 0
  at = 8 + (has & 0x1 ? 8 : 0) + (has & 0x2 ? 4 : 0)
  return at + 4 <= tfhd.byteLength ? tfhd.getUint32(at) : 0
}
