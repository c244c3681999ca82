/**
 * Passwords: Argon2id (RFC 9106) by Node's own OpenSSL, kept as a PHC string so that the parameters can rise later.
 * The work runs on the thread pool, at most two at a time: the same pool reads reels, and 64 MiB each adds up.
 */
import { argon2, type BinaryLike, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../refusal.ts'

/** Memory in KiB, passes, lanes: RFC 9106's second recommended choice with less parallelism than cores. */
const cost = { m: 65_536, t: 3, p: 1 } as const
const tagBytes = 32
const atOnce = 2
/** More than this many waiting means an attack, not a change of shift. */
const waitingAtMost = 64

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= waitingAtMost) throw new Refusal('people/busy')
    await new Promise<void>((go) => waiting.push(go))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function derive(
  message: BinaryLike,
  nonce: Buffer,
  m: number,
  t: number,
  p: number,
  length: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message, nonce, memory: m, passes: t, parallelism: p, tagLength: length },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}

/** Unicode spellings of one password are one password (NFKC, as RFC 8265 asks of passwords). */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8')

const b64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`. About 0.35 s of one core. Throws Refusal `people/busy`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await inTurn(() => derive(bytesOf(password), salt, cost.m, cost.t, cost.p, tagBytes))
  return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${b64(salt)}$${b64(tag)}`
}

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** A hash nobody knows the password of: verifying against it costs what a real one costs. */
const nobody = `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${b64(randomBytes(16))}$${b64(randomBytes(tagBytes))}`

/**
 * Whether the password is the one hashed, compared in constant time. With `null` (no such person, or none set) it
 * does the same work and says no, so that the time tells nothing. Throws Refusal `people/busy`; Error for a
 * string that is no hash of ours.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const match = phc.exec(hash ?? nobody)
  if (!match) throw new Error('the stored password hash is not an argon2id string')
  const [, m, t, p, salt, tag] = match as unknown as [string, string, string, string, string, string]
  const expected = Buffer.from(tag, 'base64')
  const got = await inTurn(() =>
    derive(bytesOf(password), Buffer.from(salt, 'base64'), Number(m), Number(t), Number(p), expected.length),
  )
  return timingSafeEqual(got, expected) && hash !== null
}

/** The most common ones of at least twelve characters, and what people of this trade would think of first. */
const common = new Set(
  [
    '123456789012 1234567890123 12345678901234 123123123123 111111111111 000000000000 888888888888 666666666666',
    'password1234 password12345 passwordpassword password123456 qwertyuiop12 qwertyuiop123 qwertyuiopas qwerty123456',
    'qwertyqwerty asdfghjkl123 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 abcdefghijkl abcd12345678',
    'abc123456789 a12345678901 aa1234567890 woaini1314520 woaini5201314 5201314520131 iloveyou1234 iloveyouiloveyou',
    'administrator administrator1 administrator123 admin1234567 admin12345678 admin123456789 adminadminadmin',
    'letmeinletmein changemenow1 changeme1234 welcome12345 welcome123456 superman1234 monkey123456 dragon123456',
    'hikvision123 hikvision1234 hikvision12345 dahua1234567 camera123456 monitor12345 jiankong1234 jiankong123456',
    'mingjian1234 mingjian123456 mingjianmingjian zhongguo1234 zhongguo1949 beijing12345 beijing2008 beijing20081',
    'beijinghuanying aaaaaaaaaaaa zxcvbnm12345 zxcvbnmasdfg asdfasdfasdf qazwsxedcrfv 147258369147 159357159357',
    '987654321098 098765432109 112233445566 121212121212 123321123321 123654789123 888888666666 woshiguanliyuan',
  ]
    .join(' ')
    .split(' '),
)

/**
 * Throws Refusal `people/password-*` for a password nobody should have: under twelve characters, the login in it,
 * one of the most common, or fewer than five different characters. No rule about kinds of characters: length counts.
 */
export function assertGoodPassword(password: string, login: string): void {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < 12) throw new Refusal('people/password-short')
  if (plain.includes(login.toLowerCase()) && plain.length - login.length < 8)
    throw new Refusal('people/password-login')
  if (common.has(plain) || new Set(plain).size < 5) throw new Refusal('people/password-common')
}

/** Letters that can be read aloud and typed on any keyboard: no i l o, no q w y, which other layouts move. */
const letters = 'abcdefghjkmnprstuvxz'

/** Random groups of four letters, `groups` of them: 17 bits a group. */
export function groupsOfLetters(groups: number): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')
}
