/** What the console knows of the facts of `retention`. */

/**
 * An unknown class of place is an absent fact. Whether the unit is a key target isn't registered here, so it stays
 * absent too. Of several declared periods the shortest is asked about: the others are longer.
 * @param cameras with days that may still be empty in a form.
 */
export function retentionFacts(
  placeClass: string,
  cameras: readonly { readonly declaredDays?: number | null | undefined }[],
): Readonly<Record<string, unknown>> {
  const declared = cameras.flatMap(({ declaredDays }) => declaredDays ?? [])
  return {
    placeClass: placeClass === 'unknown' ? undefined : placeClass,
    declaredDays: declared.length === 0 ? undefined : Math.min(...declared),
  }
}
