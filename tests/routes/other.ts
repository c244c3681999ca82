/** Another station, set up by hand: its sessions are good for nothing here. */
import assert from 'node:assert/strict'
import type { Product } from '../product.ts'
import { ask } from './look.ts'

export const otherKeeper = 'seven lamps in the archive'

/**
 * Sets a fresh station up over HTTP, as its first page does. Throws where that is refused.
 * @param address gives one to ask from.
 */
export async function setUp(other: Product, address: () => string): Promise<void> {
  const token = /set-up token\s+([0-9a-f-]{20,})/.exec(other.said())?.[1]
  assert.ok(token, other.said())
  const person = (login: string, name: string, password: string) => ({ login, name, post: '', password })
  const done = await ask(
    other,
    'POST',
    '/api/setup',
    { from: address() },
    {
      token,
      station: {
        name: '另一站',
        unitName: '另一单位',
        unitCode: null,
        address: '',
        district: null,
        contact: '',
        placeClass: 'unknown',
        keyTarget: null,
      },
      administrator: person('admin', '甲', 'cranes over the north lake'),
      keeper: person('keeper', '乙', otherKeeper),
    },
  )
  assert.equal(done.status, 200, done.bytes.toString())
}
