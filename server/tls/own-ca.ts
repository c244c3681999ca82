/**
 * The station's own certificate authority, for places without one: made at first need, kept in DIR/secrets/tls (0600).
 * People import `ca.crt` once; the server certificate under it lives a year and is renewed at a start in its
 * last month, or when the names change. The authority may sign nothing but servers (path length 0).
 */
import 'reflect-metadata'
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import * as x509 from '@peculiar/x509'

export type ServerCertificate = {
  /** PEM: the server's certificate, then the authority's. */
  readonly cert: string
  readonly key: string
}

const day = 86_400_000
const authorityDays = 3650
/** Browsers refuse more than 398. */
const serverDays = 397
const renewBeforeDays = 30
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

type Pair = {
  readonly cert: x509.X509Certificate
  readonly key: webcrypto.CryptoKey
  readonly pem: ServerCertificate
}

function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

const serial = (): string => `00${randomBytes(15).toString('hex')}`

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

async function makeAuthority(folder: string, station: string, now: Date): Promise<Pair> {
  const keys = await newKeys()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [{ CN: [`Mingjian ${station.slice(0, 8)}`] }, { O: ['Mingjian station authority'] }],
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + authorityDays * day),
    signingAlgorithm: algorithm,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const pem = {
    cert: `${cert.toString('pem')}\n`,
    key: await keyPem(keys.privateKey),
  }
  write(path.join(folder, 'ca.key'), pem.key)
  write(path.join(folder, 'ca.crt'), pem.cert)
  return { cert, key: keys.privateKey, pem }
}

async function readAuthority(folder: string): Promise<Pair> {
  const pem = {
    cert: readFileSync(path.join(folder, 'ca.crt'), 'utf8'),
    key: readFileSync(path.join(folder, 'ca.key'), 'utf8'),
  }
  const der = x509.PemConverter.decodeFirst(pem.key)
  const key = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  return { cert: new x509.X509Certificate(pem.cert), key: key, pem }
}

const nameOf = (name: string): { type: 'ip' | 'dns'; value: string } => {
  const bare = name.replace(/^\[|\]$/g, '')
  return net.isIP(bare) === 0 ? { type: 'dns', value: bare } : { type: 'ip', value: bare }
}

async function makeServer(
  folder: string,
  authority: Pair,
  names: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  const keys = await newKeys()
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: [names[0]!.slice(0, 64)] }],
    issuer: authority.cert.subjectName,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + serverDays * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(nameOf)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.cert.publicKey),
    ],
  })
  const made = {
    cert: `${cert.toString('pem')}\n${authority.pem.cert}`,
    key: await keyPem(keys.privateKey),
  }
  // The key first: a certificate without its key would not start, a key without its certificate is made again.
  write(path.join(folder, 'server.key'), made.key)
  write(path.join(folder, 'server.crt'), made.cert)
  return made
}

/** The server certificate on disk where it still serves: its key, these names, not in its last month. */
function usable(
  folder: string,
  authority: Pair,
  names: readonly string[],
  now: Date,
): ServerCertificate | null {
  const [certFile, keyFile] = [path.join(folder, 'server.crt'), path.join(folder, 'server.key')]
  if (!existsSync(certFile) || !existsSync(keyFile)) return null
  const made = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  const cert = new X509Certificate(made.cert)
  const lasts = cert.validToDate.getTime() - now.getTime() > renewBeforeDays * day
  const fits = names
    .map(nameOf)
    .every(({ type, value }) => (type === 'ip' ? cert.checkIP(value) : cert.checkHost(value)))
  const ours = cert.checkIssued(new X509Certificate(authority.pem.cert))
  return lasts && fits && ours ? made : null
}

/**
 * Certificate and key for these names, made or renewed where needed.
 * @param folder `DIR/secrets/tls`. @param station the station's id, for the authority's name.
 */
export async function ownCertificate(
  folder: string,
  station: string,
  names: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = existsSync(path.join(folder, 'ca.crt')) && existsSync(path.join(folder, 'ca.key'))
  const authority = known ? await readAuthority(folder) : await makeAuthority(folder, station, now)
  return usable(folder, authority, names, now) ?? makeServer(folder, authority, names, now)
}
