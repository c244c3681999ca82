/**
 * Policies (c2sp.org/tlog-policy): the file in which whoever verifies writes down which logs and witnesses to
 * believe, and how many. It comes from outside the evidence, or it's worth nothing.
 */
import { type Checkpoint, parseCheckpointText } from './checkpoint.ts'
import { cosignedAt } from './cosignature.ts'
import { type Key, type KeyType, parseKey } from './keys.ts'
import { NoteRefused, openNote } from './note.ts'

/** A policy of 32 logs and 32 witnesses with ML-DSA keys has 120 kB. */
const MAX_POLICY_BYTES = 1 << 20

/** Any of a policy's logs is believed. The key's name is the origin. */
export interface PolicyLog {
  readonly key: Key
  readonly url: string | undefined
}

/** `name` is how the policy calls it, which need not be the name of its key. */
export interface PolicyWitness {
  readonly name: string
  readonly key: Key
  readonly url: string | undefined
}

/** Has cosigned once `threshold` of its members, witnesses or groups before it, have. */
export interface PolicyGroup {
  readonly name: string
  readonly threshold: number
  readonly members: readonly string[]
}

export interface Policy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  /** Each after its members. */
  readonly groups: readonly PolicyGroup[]
  /** A witness, a group, or `none`. */
  readonly quorum: string
}

const LOG_KEYS: readonly KeyType[] = ['ed25519', 'ml-dsa-44', 'sm2']
const WITNESS_KEYS: readonly KeyType[] = ['cosignature', 'ml-dsa-44', 'sm2']

/**
 * Read a policy. Names are compared byte for byte; a file that isn't UTF-8 is read byte by byte.
 * @throws NoteRefused `malformed` or `bad-key` with the line's number, `too-large`.
 */
export function parsePolicy(file: string | Uint8Array): Policy {
  const bytes = Buffer.from(file as string)
  if (bytes.length > MAX_POLICY_BYTES) throw new NoteRefused('too-large', `a policy of ${bytes.length} bytes`)
  const text = octets(bytes)
  // A file cut short must not be another policy: `quorum both` without its end could be `quorum b`.
  if (!text.endsWith('\n')) throw new NoteRefused('malformed', 'the last line has no newline')
  const draft = new Draft()
  for (const [i, line] of text.slice(0, -1).split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length === 0 || words[0]!.startsWith('#')) continue
    try {
      draft.take(words)
    } catch (error) {
      if (!(error instanceof NoteRefused)) throw error
      throw new NoteRefused(error.code, `line ${i + 1}: ${error.detail}`)
    }
  }
  return draft.finish()
}

/** Whether these witnesses (by the policy's names) are enough. */
export function isQuorum(policy: Policy, cosigned: Iterable<string>): boolean {
  const met = new Set(cosigned)
  for (const { name, threshold, members } of policy.groups)
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name)
  return policy.quorum === 'none' || met.has(policy.quorum)
}

/** A checkpoint that a policy's log signed and enough of its witnesses cosigned. */
export interface Witnessed {
  readonly checkpoint: Checkpoint
  readonly log: PolicyLog
  /** Who cosigned, and the first second at which each did: it existed no later. */
  readonly cosigned: readonly { readonly witness: PolicyWitness; readonly at: Date }[]
}

/**
 * Believe a checkpoint under a policy.
 * @throws NoteRefused: `no-known-signature` without a signature of one of its logs, whose name must be the
 *   checkpoint's origin; `bad-signature` if any key of the policy signed wrongly; `too-few-witnesses`; `malformed`.
 */
export function openWitnessed(note: string | Uint8Array, policy: Policy): Witnessed {
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key)
  const verifiers = keys.flatMap(({ verifier }) => verifier ?? [])
  const { text, by, signatures } = openNote(note, verifiers)
  const checkpoint = parseCheckpointText(text)
  const signed = ({ key }: { key: Key }) => key.verifier !== undefined && by.includes(key.verifier)
  const log = policy.logs.find((one) => one.key.name === checkpoint.origin && signed(one))
  if (!log)
    throw new NoteRefused('no-known-signature', `no log of the policy signed for ${checkpoint.origin}`)
  const cosigned = policy.witnesses.filter(signed).map((witness) => {
    const times = signatures
      .filter(({ name, keyId }) => name === witness.key.name && keyId === witness.key.keyId)
      .map(({ signature }) => cosignedAt(signature).getTime())
    return { witness, at: new Date(Math.min(...times)) }
  })
  const names = cosigned.map(({ witness }) => witness.name)
  if (!isQuorum(policy, names))
    throw new NoteRefused('too-few-witnesses', `${names.join(', ') || 'none'} of ${policy.quorum}`)
  return { checkpoint, log, cosigned }
}

/** A policy being read: each line is checked against those before it. */
class Draft {
  readonly #logs: PolicyLog[] = []
  readonly #witnesses: PolicyWitness[] = []
  readonly #groups: PolicyGroup[] = []
  readonly #names = new Set(['none'])
  /** `none` can't be a member, and whoever is one already can't be another's. */
  readonly #members = new Set(['none'])
  #quorum: string | undefined

  take([keyword, ...words]: readonly string[]): void {
    if (keyword === 'log') this.#log(words)
    else if (keyword === 'witness') this.#witness(words)
    else if (keyword === 'group') this.#group(words)
    else if (keyword === 'quorum') this.#setQuorum(words)
    else throw new NoteRefused('malformed', `no line begins with ${keyword}`)
  }

  finish(): Policy {
    if (this.#quorum === undefined) throw new NoteRefused('malformed', 'no quorum line')
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum }
  }

  #log([vkey, url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0) throw new NoteRefused('malformed', 'log <vkey> [<url>]')
    this.#logs.push({ key: newKey(vkey, LOG_KEYS, this.#logs), url })
  }

  #witness([name, vkey, url, ...more]: readonly string[]): void {
    if (name === undefined || vkey === undefined || more.length > 0)
      throw new NoteRefused('malformed', 'witness <name> <vkey> [<url>]')
    const key = newKey(vkey, WITNESS_KEYS, this.#witnesses)
    this.#define(name)
    this.#witnesses.push({ name, key, url })
  }

  #group([name, count, ...members]: readonly string[]): void {
    if (name === undefined || count === undefined || members.length === 0)
      throw new NoteRefused('malformed', 'group <name> all|any|<k> <name>...')
    const threshold = count === 'all' ? members.length : count === 'any' ? 1 : Number(count)
    if (!/^(?:all|any|[1-9][0-9]*)$/.test(count) || threshold > members.length)
      throw new NoteRefused('malformed', `${count} of ${members.length}`)
    for (const member of members) {
      if (!this.#names.has(member)) throw new NoteRefused('malformed', `${member} isn't defined before`)
      if (this.#members.has(member)) throw new NoteRefused('malformed', `${member} can't be a member here`)
      this.#members.add(member)
    }
    this.#define(name)
    this.#groups.push({ name, threshold, members })
  }

  #setQuorum([name, ...more]: readonly string[]): void {
    if (name === undefined || more.length > 0) throw new NoteRefused('malformed', 'quorum <name>')
    if (this.#quorum !== undefined) throw new NoteRefused('malformed', 'a second quorum line')
    if (!this.#names.has(name)) throw new NoteRefused('malformed', `${name} isn't defined before`)
    this.#quorum = name
  }

  #define(name: string): void {
    if (this.#names.has(name)) throw new NoteRefused('malformed', `${name} is defined already`)
    this.#names.add(name)
  }
}

function newKey(vkey: string, types: readonly KeyType[], others: readonly { readonly key: Key }[]): Key {
  const key = parseKey(vkey)
  if (!types.includes(key.type)) throw new NoteRefused('bad-key', `a key of type ${key.type} isn't for this`)
  if (others.some((other) => Buffer.compare(other.key.publicKey, key.publicKey) === 0))
    throw new NoteRefused('bad-key', `the key of ${key.name} stands there already`)
  return key
}

/** The file as text, distinct bytes as distinct text. @throws NoteRefused `malformed` for control characters. */
function octets(bytes: Buffer): string {
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f))
    throw new NoteRefused('malformed', 'a control character')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
