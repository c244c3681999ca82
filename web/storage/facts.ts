/** What the console knows of the facts of `retention`, and their words in a form. */

export const placeClasses = ['799-7-1', '799-7-2', '799-9', 'non-public', 'unknown'] as const
export type PlaceClass = (typeof placeClasses)[number]

export const keyTargets = ['yes', 'no', 'unknown'] as const
export type KeyTarget = (typeof keyTargets)[number]

/** What a form calls the answer to whether the unit is a key target, and back. */
export const keyTargetWord = (given: boolean | null): KeyTarget =>
  given === null ? 'unknown' : given ? 'yes' : 'no'
export const keyTargetOf = (word: KeyTarget): boolean | null => (word === 'unknown' ? null : word === 'yes')

/**
 * What the station hasn't registered is an absent fact. Of several declared periods the shortest is asked about: the
 * others are longer.
 * @param cameras with days that may still be empty in a form.
 */
export function retentionFacts(
  { placeClass, keyTarget }: { readonly placeClass: PlaceClass; readonly keyTarget: boolean | null },
  cameras: readonly { readonly declaredDays?: number | null | undefined }[],
): Readonly<Record<string, unknown>> {
  const declared = cameras.flatMap(({ declaredDays }) => declaredDays ?? [])
  return {
    placeClass: placeClass === 'unknown' ? undefined : placeClass,
    counterTerrorismKeyTarget: keyTarget ?? undefined,
    declaredDays: declared.length === 0 ? undefined : Math.min(...declared),
  }
}
