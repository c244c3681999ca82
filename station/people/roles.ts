/** Which roles may not sit on one chair. */

/**
 * Pairs that would let one person ask and confirm, act and audit, or manage accounts and see images. A rule of the
 * product: the decree asks for a regime (Art. 13), not for these chairs.
 */
const apart: readonly (readonly [string, string])[] = [
  ['administrator', 'keeper'],
  ['administrator', 'principal'],
  ['administrator', 'operator'],
  ['auditor', 'administrator'],
  ['auditor', 'keeper'],
  ['auditor', 'operator'],
  ['auditor', 'technician'],
]

/** The first pair of roles that may not be one person's, or null. */
export function conflict(given: readonly string[]): readonly [string, string] | null {
  return apart.find(([a, b]) => given.includes(a) && given.includes(b)) ?? null
}

/** Names of the roles on the screen. */
export const roleNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  administrator: { zh: '管理员', en: 'administrator' },
  keeper: { zh: '保管人', en: 'keeper' },
  operator: { zh: '值班员', en: 'operator' },
  technician: { zh: '维护员', en: 'technician' },
  auditor: { zh: '审计员', en: 'auditor' },
  principal: { zh: '单位主要负责人', en: 'principal' },
}
