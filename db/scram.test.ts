/** The verifier is what RFC 7677's own example comes to. */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { scramVerifier } from './scram.ts'

test('RFC 7677, section 3: the proof and signature of its example are those of our keys', () => {
  const kept = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))
  const [, stored, server] = /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$(.+):(.+)$/.exec(kept)!
  const message = [
    'n=user,r=rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  ].join(',')
  const keyed = (key: string): Buffer =>
    createHmac('sha256', Buffer.from(key, 'base64')).update(message).digest()
  assert.equal(keyed(server!).toString('base64'), '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  // ClientProof = ClientKey XOR HMAC(StoredKey, message): taking the signature off gives the key whose hash is stored.
  const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64')
  const clientKey = keyed(stored!).map((byte, i) => byte ^ proof[i]!)
  assert.equal(createHash('sha256').update(clientKey).digest('base64'), stored)
})

test('each verifier has a salt of its own', () => {
  assert.notEqual(scramVerifier('a'), scramVerifier('a'))
})
