/** `spool/plan.json`: what the recorders record. Written by the jobs process, read here; each field is checked. */
import { readFile } from 'node:fs/promises'

export type PlanVolume = {
  readonly id: string
  readonly path: string
  readonly reserveBytes: number
  /** Read from, no new reel. */
  readonly draining: boolean
}

export type PlanStream = {
  readonly camera: string
  readonly stream: 0 | 1
  readonly url: string
  readonly username?: string
  readonly password?: string
  readonly shard: number
  /** 1 most important … 9 gives way first. */
  readonly priority: number
  readonly recorder: 'native' | 'ffmpeg'
  /** Where it is to be written. */
  readonly volume: string
}

export type Plan = {
  readonly v: 1
  readonly writtenAt: string
  readonly stationId: string
  readonly dataId: string
  /** Id of the station key, hex. */
  readonly keyId: string
  /** The station's public half, hex. */
  readonly stationPublic: string
  readonly volumes: readonly PlanVolume[]
  readonly keyrings: readonly string[]
  readonly lossWindowMs: number
  readonly streams: readonly PlanStream[]
}

/** Why a plan can't be used; the recorder keeps recording by the last good one. */
export class PlanError extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'PlanError'
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MAX_BYTES = 8 * 1024 * 1024
const MAX_STREAMS = 4096

/** @throws PlanError where it is no plan; system errors as they come (ENOENT: nothing to record yet). */
export async function readPlan(path: string): Promise<Plan> {
  return parsePlan(await readFile(path, 'utf8'))
}

/** @throws PlanError naming the field, never its value: it may be a password. */
export function parsePlan(text: string): Plan {
  if (text.length > MAX_BYTES) throw new PlanError('plan too long')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new PlanError('plan is no JSON')
  }
  const plan = asObject(value, 'plan')
  if (plan.v !== 1) throw new PlanError('plan of an unknown version')
  const volumes = asList(plan.volumes, 'volumes', 64).map(planVolume)
  const ids = new Set(volumes.map((volume) => volume.id))
  if (ids.size !== volumes.length) throw new PlanError('two volumes with one id')
  const streams = asList(plan.streams, 'streams', MAX_STREAMS).map(planStream)
  const names = new Set(streams.map(streamKey))
  if (names.size !== streams.length) throw new PlanError('a stream named twice')
  return {
    v: 1,
    writtenAt: asText(plan.writtenAt, 'writtenAt'),
    stationId: asUuid(plan.stationId, 'stationId'),
    dataId: asUuid(plan.dataId, 'dataId'),
    keyId: asHex(plan.keyId, 'keyId'),
    stationPublic: asHex(plan.stationPublic, 'stationPublic'),
    volumes,
    keyrings: asList(plan.keyrings, 'keyrings', 16).map((path) => asPath(path, 'keyrings')),
    lossWindowMs: asInteger(plan.lossWindowMs, 'lossWindowMs', 250, 10_000),
    streams,
  }
}

/** One stream's name in maps and messages. */
export function streamKey(stream: { readonly camera: string; readonly stream: number }): string {
  return `${stream.camera}/${stream.stream}`
}

/** True where nothing that the connection or the reels depend on differs: the stream runs on untouched. */
export function sameStream(a: PlanStream, b: PlanStream): boolean {
  return (
    a.url === b.url && a.username === b.username && a.password === b.password && a.recorder === b.recorder
  )
}

function planVolume(value: unknown): PlanVolume {
  const volume = asObject(value, 'volume')
  return {
    id: asUuid(volume.id, 'volume id'),
    path: asPath(volume.path, 'volume path'),
    reserveBytes: asInteger(volume.reserveBytes, 'reserveBytes', 0, Number.MAX_SAFE_INTEGER),
    draining: volume.draining === true,
  }
}

function planStream(value: unknown): PlanStream {
  const stream = asObject(value, 'stream')
  const { username, password, recorder } = stream
  if (recorder !== 'native' && recorder !== 'ffmpeg') throw new PlanError('recorder')
  return {
    camera: asUuid(stream.camera, 'camera'),
    stream: asInteger(stream.stream, 'stream', 0, 1) as 0 | 1,
    url: asText(stream.url, 'url'),
    ...(username === undefined ? {} : { username: asText(username, 'username') }),
    ...(password === undefined ? {} : { password: asText(password, 'password') }),
    shard: asInteger(stream.shard, 'shard', 1, 1000),
    priority: asInteger(stream.priority, 'priority', 1, 9),
    recorder,
    volume: asUuid(stream.volume, 'stream volume'),
  }
}

function asObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PlanError(name)
  return value as Record<string, unknown>
}

function asList(value: unknown, name: string, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new PlanError(name)
  return value
}

function asText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.length > 2048) throw new PlanError(name)
  return value
}

function asPath(value: unknown, name: string): string {
  const path = asText(value, name)
  if (!path.startsWith('/') || path.includes('\0')) throw new PlanError(name)
  return path
}

function asUuid(value: unknown, name: string): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw new PlanError(name)
  return value
}

function asHex(value: unknown, name: string): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new PlanError(name)
  return value
}

function asInteger(value: unknown, name: string, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most)
    throw new PlanError(name)
  return value as number
}
