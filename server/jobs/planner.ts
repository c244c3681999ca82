/** From the camera rows to the plan that the recorders follow. Pure; `plan-file.ts` writes it. */
import type { Plan, PlanStream, PlanVolume } from '#video/recorder/plan.ts'
import { parsePlan, streamKey } from '#video/recorder/plan.ts'
import { type Place, spreadStreams } from '#video/volumes/placement.ts'

export type CameraRow = {
  readonly id: string
  readonly mainUrl: string
  readonly subUrl: string | null
  readonly username: string | null
  readonly password: string | null
  readonly recorder: 'native' | 'ffmpeg'
  readonly priority: number
}

export type VolumeRow = {
  readonly id: string
  readonly path: string
  readonly state: 'active' | 'draining' | 'suspect' | 'gone'
  readonly reserveBytes: number
}

export type PlanFacts = {
  readonly stationId: string
  readonly dataId: string
  readonly keyId: string
  readonly stationPublic: string
  readonly keyrings: readonly string[]
  readonly lossWindowMs: number
  readonly camerasPerProcess: number
  readonly writtenAt: string
}

/** A stream nobody has measured yet is taken for this, bit/s. */
const USUAL_BITS_PER_S = 4_000_000

/**
 * @param before the plan in force: a camera keeps its recorder and its volume while it can.
 * @param places volumes as the recorders see them; one they don't speak of is taken to be good (a first plan).
 * @param bitsPerS measured, by stream key.
 */
export function makePlan(
  facts: PlanFacts,
  cameras: readonly CameraRow[],
  volumes: readonly VolumeRow[],
  before: Plan | null,
  places: ReadonlyMap<string, Pick<Place, 'state' | 'freeBytes'>>,
  bitsPerS: ReadonlyMap<string, number>,
): Plan {
  const planVolumes: PlanVolume[] = volumes
    .filter((volume) => volume.state !== 'gone')
    .map(({ id, path, state, reserveBytes }) => ({ id, path, reserveBytes, draining: state !== 'active' }))
  const shards = shardsOf(cameras, before, facts.camerasPerProcess)
  const streams = cameras.flatMap((camera) => streamsOf(camera, shards.get(camera.id)!))
  const spread = spreadStreams(
    streams.map((stream) => ({
      key: streamKey(stream),
      bitsPerS: bitsPerS.get(streamKey(stream)) ?? USUAL_BITS_PER_S,
    })),
    planVolumes.map((volume) => ({
      ...volume,
      state: places.get(volume.id)?.state ?? 'ok',
      freeBytes: places.get(volume.id)?.freeBytes ?? Number.MAX_SAFE_INTEGER,
    })),
    new Map((before?.streams ?? []).map((stream) => [streamKey(stream), stream.volume])),
  )
  const { writtenAt, stationId, dataId, keyId, stationPublic, keyrings, lossWindowMs } = facts
  // A stream without a good volume keeps the one it had: the recorder says why it can't write there.
  const home = (key: string) =>
    spread.get(key) ??
    before?.streams.find((stream) => streamKey(stream) === key)?.volume ??
    planVolumes[0]?.id
  return {
    v: 1,
    writtenAt,
    stationId,
    dataId,
    keyId,
    stationPublic,
    volumes: planVolumes,
    keyrings,
    lossWindowMs,
    streams: streams.flatMap((stream) => {
      const volume = home(streamKey(stream))
      return volume === undefined ? [] : [{ ...stream, volume }]
    }),
  }
}

/** True where following one plan and the other is the same. */
export function samePlan(a: Plan, b: Plan): boolean {
  // Through the reader's eyes: one order of keys, nothing the reader passes over.
  const plain = (plan: Plan) => JSON.stringify({ ...parsePlan(JSON.stringify(plan)), writtenAt: '' })
  return plain(a) === plain(b)
}

/** Each camera's recorder: kept where it had one with room, else the first with room. Both streams go together. */
function shardsOf(cameras: readonly CameraRow[], before: Plan | null, most: number): Map<string, number> {
  const had = new Map((before?.streams ?? []).map((stream) => [stream.camera, stream.shard]))
  const load = new Map<number, number>()
  const out = new Map<string, number>()
  const put = (camera: string, shard: number) => {
    out.set(camera, shard)
    load.set(shard, (load.get(shard) ?? 0) + 1)
  }
  for (const { id } of cameras) {
    const shard = had.get(id)
    if (shard !== undefined && (load.get(shard) ?? 0) < most) put(id, shard)
  }
  for (const { id } of cameras) {
    if (out.has(id)) continue
    let shard = 1
    while ((load.get(shard) ?? 0) >= most) shard++
    put(id, shard)
  }
  return out
}

function streamsOf(camera: CameraRow, shard: number): Omit<PlanStream, 'volume'>[] {
  const common = {
    camera: camera.id,
    shard,
    priority: camera.priority,
    recorder: camera.recorder,
    ...(camera.username === null ? {} : { username: camera.username, password: camera.password ?? '' }),
  }
  const main = { ...common, stream: 0 as const, url: camera.mainUrl }
  return camera.subUrl === null ? [main] : [main, { ...common, stream: 1 as const, url: camera.subUrl }]
}
