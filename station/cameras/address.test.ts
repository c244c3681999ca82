import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal.ts'
import { editedAddress, shownUrl, splitAddress } from './address.ts'

test('credentials are split off, percent-decoded, whatever is in them', () => {
  assert.deepEqual(splitAddress('rtsp://u:p%40%3A%2F@h/a'), {
    url: 'rtsp://h/a',
    credential: { username: 'u', password: 'p@:/' },
  })
  assert.deepEqual(splitAddress('rtsp://u@h/a'), {
    url: 'rtsp://h/a',
    credential: { username: 'u', password: '' },
  })
  assert.deepEqual(splitAddress('rtsp://u:p@x:y@h/a'), {
    url: 'rtsp://h/a',
    credential: { username: 'u', password: 'p@x:y' },
  })
})

test('one address is written one way, its path untouched', () => {
  assert.equal(splitAddress('RTSP://Camera.LAN:554/Path?Q=A').url, 'rtsp://camera.lan/Path?Q=A')
  assert.equal(splitAddress('rtsps://h:322/a').url, 'rtsps://h/a')
  assert.equal(splitAddress('rtsp://h:8554').url, 'rtsp://h:8554/')
  assert.equal(splitAddress('rtsp://[2001:DB8::1]:554/a').url, 'rtsp://[2001:db8::1]/a')
})

test('what is no address is refused by name', () => {
  for (const text of [
    'http://h/a',
    'rtsp://',
    'rtsp:///a',
    'rtsp://h:0/a',
    'rtsp://h:70000/',
    'rtsp://h/a b',
    'rtsp://h/\r\nX: y',
    'rtsp://:p@h/',
  ])
    assert.throws(
      () => splitAddress(text),
      (e) => e instanceof Refusal && e.code === 'cameras/url',
      text,
    )
})

test('passwords in path or query are masked on the screen and survive an edit', () => {
  const kept = 'rtsp://h/user=admin_password=abc_channel=1?token=xyz&subtype=0'
  const shown = shownUrl(kept)
  assert.ok(!/abc|xyz|=admin/.test(shown), shown)
  assert.match(shown, /subtype=0/)
  assert.equal(editedAddress(shown, kept).url, kept)
  assert.throws(
    () => editedAddress(shown, null),
    (e) => e instanceof Refusal && e.code === 'cameras/url-masked',
  )
})
