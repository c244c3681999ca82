// long
/** Starts that must not happen: each ends with 2 and one clear sentence in both languages, and changes nothing. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openClient } from '#db/client.ts'
import { serverUser } from '#db/postgres/user.ts'
import { freePort, type Product, startProduct } from '../product.ts'

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
let product: Product
let other: Product

before(async () => {
  product = await startProduct({ sample: false, within: 120_000 })
  other = await startProduct({ sample: false, within: 120_000 })
  await other.halt()
})
after(async () => {
  await product?.stop()
  await other?.stop()
})

/** Starts on the product's folder as `npm start -- --data` does. */
async function start(
  env: Record<string, string> = {},
  more: string[] = [],
): Promise<{ code: number | null; text: string }> {
  const file = path.join(root, 'server/main.ts')
  const args = ['--disable-warning=ExperimentalWarning', file, '--data', product.folder, ...more]
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: path.dirname(product.folder),
      MINGJIAN_LISTEN_PORT: String(await freePort()),
      ...env,
    },
    ...(await serverUser()),
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (c: Buffer) => (text += c.toString()))
  const late = setTimeout(() => child.kill('SIGTERM'), 60_000)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearTimeout(late)
  return { code, text }
}

/** Names, modes and bytes of all but the database's own files and the journal that says when somebody tried. */
function state(): string {
  const hash = createHash('sha256')
  for (const folder of [product.folder, `${product.folder}-keys`])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      // The empty probe file of each start is nobody's data.
      if (/^(db|journal)(\/|$)|^spool\/\.writable$/.test(name)) continue
      const at = path.join(folder, name)
      const found = statSync(at)
      hash.update(`${at} ${found.mode} ${found.isFile() ? found.size : ''}\n`)
      if (found.isFile()) hash.update(readFileSync(at))
    }
  return hash.digest('hex')
}

async function refuses(
  zh: RegExp,
  en: RegExp,
  env: Record<string, string> = {},
  more: string[] = [],
  running = false,
): Promise<void> {
  // A running station goes on writing its own files: only at rest can they be compared.
  const was = running ? '' : state()
  const { code, text } = await start(env, more)
  assert.equal(code, 2, text)
  assert.match(text, zh)
  assert.match(text, en)
  assert.doesNotMatch(text, /\n {4}at /, 'a sentence, no stack')
  if (!running) assert.equal(state(), was, 'nothing was changed')
}

test('a second instance on the same data', async () => {
  await refuses(/明鉴：数据目录 .+ 已有一个实例在运行/, /Mingjian: another instance runs on/, {}, [], true)
  await product.halt()
})

test('a port in use', async () => {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await refuses(/明鉴：端口 .+ 已被占用/, /Mingjian: port .+ is in use/, {
    MINGJIAN_LISTEN_PORT: String(port),
  })
  await new Promise((resolve) => server.close(resolve))
})

test('an unknown option', () =>
  refuses(/明鉴：无法识别的参数 --sampel/, /Mingjian: unknown option --sampel/, {}, ['--sampel']))

test('an unknown key in the configuration', async () => {
  const file = path.join(product.folder, 'config.json')
  writeFileSync(file, JSON.stringify({ recorder: { lossWindow: 5 } }), { mode: 0o644 })
  try {
    await refuses(
      /明鉴：配置项 recorder 含有未知键 lossWindow/,
      /Mingjian: setting recorder has the unknown key/,
    )
  } finally {
    rmSync(file)
  }
})

test('an environment variable that is no setting', () =>
  refuses(/明鉴：环境变量 MINGJIAN_PORT 不是任何配置项/, /Mingjian: the environment variable MINGJIAN_PORT/, {
    MINGJIAN_PORT: '1',
  }))

test('a data folder that cannot be written', async () => {
  const spool = path.join(product.folder, 'spool')
  const { mode } = statSync(spool)
  rmSync(path.join(spool, '.writable'), { force: true })
  chmodSync(spool, 0o500)
  await refuses(
    /明鉴：数据目录 .+ 无法写入（EACCES）/,
    /Mingjian: the data folder .+ can't be written \(EACCES\)/,
  )
  chmodSync(spool, mode & 0o777)
})

test("another station's key folder", async () => {
  const mine = `${product.folder}-keys`
  const theirs = `${other.folder}-keys`
  renameSync(mine, `${mine}.away`)
  renameSync(theirs, mine)
  try {
    await refuses(
      /明鉴：密钥目录中的单位端密钥与本数据目录不符/,
      /Mingjian: The station key in the key folder/,
    )
  } finally {
    renameSync(mine, theirs)
    renameSync(`${mine}.away`, mine)
  }
})

test('a schema newer than the program, and after it all the station still starts', async () => {
  await product.again()
  const client = await openClient(product.ownerUrl())
  await client.query(`insert into schema_migration (number, name, sha256) values (9999, 'later', 'x')`)
  await client.end()
  await product.halt()
  await refuses(/明鉴：数据库结构（9999）比本程序/, /Mingjian: the database's schema \(9999\) is newer/)
})
