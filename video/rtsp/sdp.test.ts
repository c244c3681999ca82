import assert from 'node:assert/strict'
import { test } from 'node:test'
import { description } from '#tests/rtsp/camera.ts'
import { PPS, SPS_720P } from '#tests/rtsp/pictures.ts'
import { StreamFault } from '../media/fault.ts'
import { readAddress, resolveControl } from './address.ts'
import { chooseTrack } from './sdp.ts'

test('the video track is chosen, never the sound', () => {
  const track = chooseTrack(description())
  assert.equal(track.payloadType, 96)
  assert.equal(track.control, 'trackID=1')
  assert.equal(track.sessionControl, '*')
  assert.deepEqual(track.parameterSets, [SPS_720P, PPS])
  assert.deepEqual(chooseTrack(description({ sprop: false })).parameterSets, [])
})

test('other codecs are refused by name', () => {
  const trouble = (text: string) => {
    try {
      chooseTrack(text)
      return null
    } catch (error) {
      assert.ok(error instanceof StreamFault)
      return error.message
    }
  }
  assert.equal(trouble(description({ codec: 'H265' })), 'unsupported-codec: offers H265')
  assert.equal(trouble('v=0\r\nm=audio 0 RTP/AVP 8\r\n'), 'unsupported-codec: offers no video')
  assert.equal(trouble('<html>'), 'protocol: answer holds no session description')
  assert.match(trouble(description().replace('mode=1', 'mode=2'))!, /^unsupported-codec/)
  assert.match(trouble(`v=0\n${'a=x:y\n'.repeat(2000)}`)!, /^protocol/)
})

test('an H.264 track after an H.265 one is found', () => {
  const text = `${description({ codec: 'H265' })}m=video 0 RTP/AVP 97\r\na=rtpmap:97 h264/90000\r\na=control:trackID=2\r\n`
  assert.equal(chooseTrack(text).payloadType, 97)
})

test('control addresses as cameras mean them', () => {
  const cases: [string, string | null, string][] = [
    // GStreamer, live555
    ['rtsp://h:8554/test/', 'stream=0', 'rtsp://h:8554/test/stream=0'],
    // Hikvision: absolute
    [
      'rtsp://h/Streaming/Channels/101/',
      'rtsp://h:554/Streaming/Channels/101/trackID=1',
      'rtsp://h:554/Streaming/Channels/101/trackID=1',
    ],
    // Dahua: query in the base
    [
      'rtsp://h/cam/realmonitor?channel=1&subtype=0/',
      'trackID=0',
      'rtsp://h/cam/realmonitor?channel=1&subtype=0/trackID=0',
    ],
    [
      'rtsp://h/cam/realmonitor?channel=1&subtype=0',
      'trackID=0',
      'rtsp://h/cam/realmonitor?channel=1&subtype=0/trackID=0',
    ],
    ['rtsp://h/a', '*', 'rtsp://h/a'],
    ['rtsp://h/a', null, 'rtsp://h/a'],
    ['rtsp://h:1/a/b', '/c/d', 'rtsp://h:1/c/d'],
    ['rtsp://h/a', '?ctype=video', 'rtsp://h/a?ctype=video'],
  ]
  for (const [base, control, wanted] of cases) assert.equal(resolveControl(base, control), wanted)
  assert.throws(() => resolveControl('rtsp://h/', 'a\r\nX: y'), StreamFault)
})

test('addresses: credentials dropped, passwords masked in what is shown', () => {
  const camera = readAddress('rtsp://admin:se%40cret@192.168.1.64/Streaming/Channels/101?password=x')
  assert.equal(camera.url, 'rtsp://192.168.1.64/Streaming/Channels/101?password=x')
  assert.equal(camera.where, '192.168.1.64/Streaming/Channels/101')
  assert.equal(camera.port, 554)
  assert.equal(readAddress('RTSPS://[fe80::1]/a').port, 322)
  assert.equal(readAddress('rtsps://[fe80::1]:7000/a').host, 'fe80::1')
  assert.doesNotMatch(
    readAddress('rtsp://h/user=adm_password=tlJwpbo6_channel=1_stream=0.sdp').where,
    /tlJwpbo6|adm/,
  )
  for (const bad of [
    'http://h/',
    'rtsp://',
    'rtsp://h/a b',
    'rtsp://h/\r\nX:',
    'rtsp://h:0/',
    'rtsp://h:99999/',
    'rtsp://h:x/',
    `rtsp://h/${'a'.repeat(3000)}`,
  ]) {
    assert.throws(() => readAddress(bad), StreamFault, bad)
  }
})
