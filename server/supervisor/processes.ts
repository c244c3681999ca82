/** The station's own processes: their programs, their environment, the order in which they come into service. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { keyringRoots } from '../keyrings.ts'
import { type ChildPlan, forkProgram, Supervised } from './child.ts'
import type { DatabaseAddress } from './database.ts'
import { type DataFolder, StartRefusal } from './folder.ts'
import type { OutageJournal } from './journal.ts'
import type { Options } from './options.ts'
import { isSettled, type SampleAddress } from './sample.ts'

export type Wiring = {
  readonly root: string
  readonly data: DataFolder
  readonly config: Config
  readonly database: DatabaseAddress
  readonly journal: OutageJournal
  readonly options: Options
}

/** What the key process says of its public halves. */
export type PublicKeys = {
  readonly keyId: string
  readonly stationPublic: string
  readonly logVkey: string
  readonly recoveryCode?: string
}

export type SampleAccount = {
  readonly login: string
  readonly name: string
  readonly password: string | null
}

export type StationFacts = PublicKeys & {
  readonly stationId: string
  readonly dataId: string
  readonly setupToken: string | null
}

const reconcileMs = 10_000

/** What a short-lived program says before it ends. */
function once(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    child.once('message', (m) => resolve(m as Record<string, unknown>))
    child.once('exit', (code) => reject(new Error(`a step of the start ended with ${code}, see above`)))
  })
}

export class StationProcesses {
  readonly #w: Wiring
  readonly #children: Supervised[] = []
  #recorders = 0
  #sampleCameras: readonly SampleAddress[] = []
  #timer: NodeJS.Timeout | null = null
  keyFolder: string

  constructor(wiring: Wiring) {
    this.#w = wiring
    this.keyFolder = wiring.config.keyFolder
      ? path.resolve(wiring.data.path, wiring.config.keyFolder)
      : `${wiring.data.path}-keys`
  }

  /** Exactly what a child may know; nothing of the supervisor's own environment leaks into it. */
  #env(extra: Record<string, string>): NodeJS.ProcessEnv {
    const keep = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_ENV', 'XDG_RUNTIME_DIR', 'NODE_COMPILE_CACHE']
    const base = Object.fromEntries(
      keep.flatMap((k) => (process.env[k] === undefined ? [] : [[k, process.env[k]]])),
    )
    return {
      ...base,
      MJ_DATA: this.#w.data.path,
      MJ_RUN: this.#w.data.run,
      MJ_CONFIG: JSON.stringify(this.#w.config),
      MJ_KEYRINGS: JSON.stringify(keyringRoots(this.#w.data.path, this.#w.config)),
      ...extra,
    }
  }

  #program(
    name: string,
    file: string,
    extra: Record<string, string>,
    plan: Partial<ChildPlan> = {},
  ): ChildPlan {
    return {
      name,
      spawn: () => forkProgram(path.join(this.#w.root, file), this.#env(extra)),
      ready: 'message',
      ...plan,
    }
  }

  /** Starts a child and resolves when it is in service. */
  async start(plan: ChildPlan): Promise<void> {
    const child = new Supervised(plan, this.#w.journal)
    this.#children.push(child)
    await child.start()
  }

  /** What touches a private key runs as installed, never from compiled code another process could have written. */
  #keyEnv(extra: Record<string, string>): NodeJS.ProcessEnv {
    const { NODE_COMPILE_CACHE: _, ...env } = this.#env(extra)
    return env
  }

  /** Makes the keys at first run, in a process of its own; says their public halves. Throws StartRefusal. */
  async makeKeys(stationId: string, firstRun: boolean): Promise<PublicKeys> {
    const env = { MJ_KEY_DIR: this.keyFolder, MJ_STATION_ID: stationId, MJ_FIRST_RUN: firstRun ? '1' : '' }
    const child = forkProgram(path.join(this.#w.root, 'server/supervisor/make-keys.ts'), this.#keyEnv(env))
    const said = await once(child)
    if (said.t === 'refused') throw new StartRefusal(String(said.code), String(said.zh), String(said.en))
    return said as unknown as PublicKeys
  }

  /** The key process, once its database role exists. */
  async startKeys(stationId: string): Promise<void> {
    const env = this.#keyEnv({
      MJ_KEY_DIR: this.keyFolder,
      MJ_ROLE_URL: this.#w.database.roleUrl('mj_keys'),
      MJ_STATION_ID: stationId,
    })
    const file = path.join(this.#w.root, 'video/keys/process.ts')
    await this.start({ name: 'keys', spawn: () => forkProgram(file, env), ready: 'message' })
  }

  #shardsWanted(): number {
    try {
      const plan = JSON.parse(readFileSync(path.join(this.#w.data.path, 'spool/plan.json'), 'utf8')) as {
        streams: { shard: number }[]
      }
      return plan.streams.reduce((most, s) => Math.max(most, s.shard), 0)
    } catch {
      return 0
    }
  }

  #startRecorders(wanted: number): void {
    while (this.#recorders < wanted) {
      const shard = ++this.#recorders
      // A recorder is a group leader of its own: a Ctrl-C meant for the supervisor must not cut its reels.
      const plan: ChildPlan = {
        ...this.#program(`recorder-${shard}`, 'video/recorder/process.ts', { MJ_SHARD: String(shard) }),
        spawn: () =>
          forkProgram(
            path.join(this.#w.root, 'video/recorder/process.ts'),
            this.#env({ MJ_SHARD: String(shard) }),
            { detached: true },
          ),
        stopMs: 15_000,
      }
      void this.start(plan)
    }
  }

  /** What the last plan on disk says, before any database is there; nothing at first run. */
  startRecordersFromPlan(): void {
    this.#startRecorders(this.#shardsWanted())
  }

  /** Keys, jobs, recorders and web, once the database is there. Web takes longest: only jobs wait for the keys. */
  async startServices(facts: StationFacts): Promise<void> {
    const db = this.#w.database
    const jobs = this.startKeys(facts.stationId).then(() =>
      this.start(
        this.#program('jobs', 'server/jobs/process.ts', {
          MJ_ROLE_URL: db.roleUrl('mj_jobs'),
          MJ_SEQUENCER_URL: db.roleUrl('mj_sequencer'),
        }),
      ),
    )
    this.#startRecorders(Math.max(1, this.#shardsWanted()))
    this.#timer = setInterval(() => this.#startRecorders(this.#shardsWanted()), reconcileMs)
    this.#timer.unref()
    const web = this.start(
      this.#program('web', 'server/web/process.ts', {
        MJ_ROLE_URL: db.roleUrl('mj_app'),
        MJ_SETUP_TOKEN: facts.setupToken ?? '',
        MJ_WEB_ROOT: path.join(this.#w.root, 'dist/web'),
      }),
    )
    await Promise.all([jobs, web])
  }

  /** The make-believe school's cameras as real RTSP servers: first of all, so that recording finds them. */
  async startSampleCameras(): Promise<void> {
    const file = path.join(this.#w.root, 'samples/cameras/main.ts')
    const addresses = path.join(this.#w.data.path, 'spool/sample-cameras.json')
    await this.start({
      name: 'sample-cameras',
      spawn: () =>
        forkProgram(file, this.#env({ MJ_SAMPLE_SOURCE: process.env.MJ_SAMPLE_SOURCE ?? '' }), {
          args: [addresses],
          quiet: true,
        }),
      ready: (child) =>
        new Promise((resolve) =>
          child.once('message', (m) => {
            this.#sampleCameras = (m as { cameras: SampleAddress[] }).cameras
            resolve()
          }),
        ),
    })
  }

  /** Its accounts and camera rows, once the database is up; no process and no account where nothing is to be written. */
  async seedSample(): Promise<SampleAccount[]> {
    const asApp = this.#w.database.roleUrl('mj_app')
    if (!this.#w.options.newPasswords && (await isSettled(asApp, this.#sampleCameras))) return []
    const env = {
      MJ_ROLE_URL: asApp,
      MJ_SAMPLE_CAMERAS: JSON.stringify(this.#sampleCameras),
      MJ_NEW_PASSWORDS: this.#w.options.newPasswords ? '1' : '',
    }
    const said = await once(forkProgram(path.join(this.#w.root, 'samples/seed-station.ts'), this.#env(env)))
    return said.accounts as SampleAccount[]
  }

  /** Cameras end their reels first, the database goes last: what was recorded gets its row if it can. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    for (const child of this.#children) child.expectEnd()
    const order = (name: string): number =>
      name.startsWith('recorder') ? 0 : name === 'postgres' ? 3 : name === 'keys' || name === 'jobs' ? 2 : 1
    for (const step of [0, 1, 2, 3]) {
      await Promise.all(this.#children.filter((c) => order(c.plan.name) === step).map((c) => c.stop()))
    }
  }

  /** Whether the console was built (launch/web.mjs does it). */
  get consoleBuilt(): boolean {
    return existsSync(path.join(this.#w.root, 'dist/web/index.html'))
  }
}
