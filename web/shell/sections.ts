import type { Role } from '../session/Session.tsx'

export type Section = 'watch' | 'replay' | 'uses' | 'cameras' | 'storage' | 'people'

/**
 * Which sections a role finds in the menu. The server decides what anyone may do; the menu only leaves out what would
 * always be refused: administrators and auditors see no image.
 */
const open: Readonly<Record<Role, readonly Section[]>> = {
  operator: ['watch', 'replay', 'uses', 'cameras'],
  keeper: ['watch', 'replay', 'uses', 'cameras', 'storage', 'people'],
  technician: ['uses', 'cameras', 'storage'],
  auditor: ['uses', 'cameras', 'storage', 'people'],
  administrator: ['people', 'cameras', 'storage', 'uses'],
  principal: ['uses', 'cameras', 'storage', 'people'],
}

const order: readonly Section[] = ['watch', 'replay', 'uses', 'cameras', 'storage', 'people']

export function sectionsOf(roles: readonly Role[]): readonly Section[] {
  return order.filter((section) => roles.some((role) => open[role].includes(section)))
}

/** Where a person lands: the watch for operators, otherwise the first of their sections. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('operator')) return '/watch'
  return `/${open[roles[0] ?? 'auditor'][0] ?? 'uses'}`
}
