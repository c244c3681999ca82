/**
 * The one configuration: a schema, a file (`DIR/config.json`) and environment variables over it
 * (`MINGJIAN_LISTEN_PORT` sets `listen.port`). An unknown key refuses to start: a misspelt setting that is silently
 * ignored is how recorders lose weeks. `ref/config.md` is generated from the descriptions here.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

const closed = { additionalProperties: false }

export const configSchema = Type.Object(
  {
    listen: Type.Object(
      {
        host: Type.String({
          default: '127.0.0.1',
          description: 'Address to bind. Any address but loopback requires tls.',
        }),
        port: Type.Integer({
          minimum: 1,
          maximum: 65535,
          default: 8185,
          description: 'TCP port of the console.',
        }),
        names: Type.Array(Type.String({ pattern: '^[a-z0-9.-]{1,253}$' }), {
          default: ['station.localhost'],
          minItems: 1,
          description: 'Host names a browser may use; the first is the passkeys’ relying party.',
        }),
      },
      closed,
    ),
    tls: Type.Object(
      {
        mode: Type.Union([Type.Literal('off'), Type.Literal('own-ca'), Type.Literal('files')], {
          default: 'off',
          description: 'off (loopback names only), own-ca (an authority made at first run) or files.',
        }),
        certFile: Type.Optional(Type.String({ description: 'PEM certificate chain, for mode files.' })),
        keyFile: Type.Optional(Type.String({ description: 'PEM private key, for mode files.' })),
      },
      closed,
    ),
    keyFolder: Type.Optional(
      Type.String({
        description:
          'Where the station key and the log key lie; beside the data folder by default (DIR-keys), never inside.',
      }),
    ),
    volumes: Type.Array(
      Type.Object(
        {
          path: Type.String({ description: 'Folder on the volume; relative to the data folder.' }),
          label: Type.String({ default: '', description: 'Name on the screen.' }),
          reserveMb: Type.Integer({
            minimum: 64,
            default: 1024,
            description: 'Space never used for reels, MiB.',
          }),
        },
        closed,
      ),
      {
        default: [{ path: 'volume-1', label: '', reserveMb: 1024 }],
        minItems: 1,
        description: 'Volumes for reels.',
      },
    ),
    recorder: Type.Object(
      {
        lossWindowMs: Type.Integer({
          minimum: 250,
          maximum: 10_000,
          default: 2000,
          description:
            'Declared loss window: at most this much video is lost when the machine dies. 2,000 on SSD, 10,000 on disk.',
        }),
        camerasPerProcess: Type.Integer({
          minimum: 1,
          maximum: 64,
          default: 64,
          description: 'Cameras one recorder process takes.',
        }),
      },
      closed,
    ),
    database: Type.Object(
      {
        maxConnections: Type.Integer({
          minimum: 4,
          maximum: 200,
          default: 20,
          description: 'Connections of the web process.',
        }),
      },
      closed,
    ),
    log: Type.Object(
      {
        level: Type.Union(
          ['trace', 'debug', 'info', 'warn', 'error'].map((l) => Type.Literal(l as 'info')),
          { default: 'info', description: 'Least level written to stderr.' },
        ),
      },
      closed,
    ),
  },
  closed,
)

export type Config = Static<typeof configSchema>

/** A configuration that can't be used: names the key and what it takes. */
export class ConfigError extends Error {
  readonly zh: string
  constructor(zh: string, en: string) {
    super(en)
    this.name = 'ConfigError'
    this.zh = zh
  }
}

type Plain = { [key: string]: unknown }

const words = (key: string): string => key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()

/** Every leaf of the schema with its environment variable. */
export function leaves(
  schema: TSchema = configSchema,
  at: string[] = [],
): { path: string[]; env: string; schema: TSchema }[] {
  const properties = (schema as { properties?: Record<string, TSchema> }).properties
  if (!properties) return [{ path: at, env: `MINGJIAN_${at.map(words).join('_')}`, schema }]
  return Object.entries(properties).flatMap(([key, inner]) => leaves(inner, [...at, key]))
}

function fromText(text: string, schema: TSchema): unknown {
  const type = (schema as { type?: string }).type
  if (type === 'integer' || type === 'number') return Number(text)
  if (type === 'array') return JSON.parse(text)
  return text
}

function overlay(target: Plain, at: string[], value: unknown): void {
  let here = target
  for (const key of at.slice(0, -1)) {
    here[key] ??= {}
    here = here[key] as Plain
  }
  here[at.at(-1)!] = value
}

/**
 * Reads `DIR/config.json` (absent = defaults) and the environment over it.
 * Throws ConfigError for an unknown key, a wrong value or a file that isn't JSON.
 */
export function loadConfig(dataFolder: string, env: NodeJS.ProcessEnv): Config {
  const file = path.join(dataFolder, 'config.json')
  let given: Plain = {}
  try {
    given = JSON.parse(readFileSync(file, 'utf8')) as Plain
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new ConfigError(
        `配置文件 ${file} 不是有效的 JSON：${(e as Error).message}`,
        `${file} is not valid JSON: ${(e as Error).message}`,
      )
    }
  }
  const known = new Map(leaves().map((l) => [l.env, l]))
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith('MINGJIAN_') || text === undefined) continue
    const leaf = known.get(name)
    if (!leaf) {
      throw new ConfigError(
        `环境变量 ${name} 不是任何配置项，拒绝启动。可用的名称见 ref/config.md。`,
        `the environment variable ${name} is no setting, so the station does not start. ref/config.md lists the names.`,
      )
    }
    try {
      overlay(given, leaf.path, fromText(text, leaf.schema))
    } catch {
      throw new ConfigError(`环境变量 ${name} 的值无法读取。`, `the value of ${name} can't be read.`)
    }
  }
  for (const key of ['listen', 'tls', 'recorder', 'database', 'log']) given[key] ??= {}
  const filled = Value.Default(configSchema, given) as Config
  const wrong = [...Value.Errors(configSchema, filled)][0]
  if (wrong) {
    const at = wrong.instancePath.split('/').slice(1)
    // A key that isn't there is told either by its parent or as a value that nothing may have.
    const isUnknown = wrong.keyword === 'boolean'
    const extra = isUnknown
      ? at.at(-1)
      : (wrong.params as { additionalProperties?: string[] }).additionalProperties?.join(', ')
    const where = (isUnknown ? at.slice(0, -1) : at).join('.') || '(top)'
    throw new ConfigError(
      `配置项 ${where}${extra ? ` 含有未知键 ${extra}` : ` 不合要求：${wrong.message}`}。可用的配置见 ref/config.md。`,
      `setting ${where}${extra ? ` has the unknown key ${extra}` : ` is not right: ${wrong.message}`}. ref/config.md lists what may be set.`,
    )
  }
  return filled
}
