import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorization, chooseChallenge } from './auth.ts'

const response = (value: string) => /response="([0-9a-f]+)"/.exec(value)?.[1]

test('RFC 2617 3.5: MD5 with qop', () => {
  const challenge = chooseChallenge([
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  ])
  const credentials = { username: 'Mufasa', password: 'Circle Of Life' }
  const value = authorization(challenge!, credentials, 'GET', '/dir/index.html', 1, '0a4f113b')
  assert.equal(response(value), '6629fae49393a05397450978507c4ef1')
  assert.match(value, /qop=auth, nc=00000001, cnonce="0a4f113b"/)
  assert.match(value, /opaque="5ccc069c403ebaf9f0171e9517f40e41"/)
  assert.doesNotMatch(value, /algorithm|Circle/)
})

test('RFC 7616 3.9.1: MD5 and SHA-256, the stronger is taken', () => {
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v'
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
  const credentials = { username: 'Mufasa', password: 'Circle of Life' }
  const offer = (algorithm: string) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
  const answer = (offers: string[]) =>
    response(authorization(chooseChallenge(offers)!, credentials, 'GET', '/dir/index.html', 1, cnonce))
  assert.equal(answer([offer('MD5')]), '8ca523f5e9506fed4657c9700eebdbec')
  const sha = '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'
  assert.equal(answer([offer('SHA-256')]), sha)
  assert.equal(answer([offer('MD5'), offer('SHA-256'), 'Basic realm="x"']), sha)
  assert.equal(answer([`Basic realm="x", ${offer('MD5')}, ${offer('SHA-256')}`]), sha)
})

test('RFC 2069 style without qop, as most cameras ask', () => {
  const challenge = chooseChallenge(['Digest realm="IP Camera(12345)", nonce="abc", stale="FALSE"'])
  const value = authorization(
    challenge!,
    { username: 'admin', password: 'p"w\\' },
    'DESCRIBE',
    'rtsp://h/1',
    1,
    'c',
  )
  assert.match(
    value,
    /^Digest username="admin", realm="IP Camera\(12345\)", nonce="abc", uri="rtsp:\/\/h\/1", response="[0-9a-f]{32}"$/,
  )
})

test('Basic', () => {
  const challenge = chooseChallenge(['Basic realm="WallyWorld"'])
  const value = authorization(
    challenge!,
    { username: 'Aladdin', password: 'open sesame' },
    'PLAY',
    '*',
    1,
    '',
  )
  assert.equal(value, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==') // RFC 7617 2
})

test('a user name cannot break out of its quotes', () => {
  const challenge = chooseChallenge(['Digest realm="r", nonce="n"'])
  assert.match(
    authorization(challenge!, { username: 'a", x="b', password: '' }, 'GET', 'u', 1, 'c'),
    /username="a\\", x=\\"b"/,
  )
})

test('what cannot be answered is not chosen', () => {
  for (const value of [
    '',
    'NTLM',
    'Digest realm="r"',
    'Digest realm="r", nonce="n", qop="auth-int"',
    '="',
    'Digest realm="r", nonce="n", algorithm=SHA-512-256',
  ]) {
    assert.equal(chooseChallenge([value]), null, value)
  }
})
