/** How pictures lie on the wall. The order is this console's own; it names cameras, shows nothing and needs no secret. */
export const sizes = [1, 4, 9, 16] as const

/** The smallest square that holds `count` pictures. */
export function gridFor(count: number): number {
  return sizes.find((size) => count <= size) ?? 16
}

/** Cameras in the kept order; those it does not know follow by number. */
export function inOrder<C extends { readonly id: string; readonly number: string }>(
  cameras: readonly C[],
  order: readonly string[],
): C[] {
  const place = (id: string) => {
    const at = order.indexOf(id)
    return at < 0 ? order.length : at
  }
  return [...cameras].sort((a, b) => place(a.id) - place(b.id) || a.number.localeCompare(b.number))
}

/** `id` takes the place of `onto`. */
export function moved(ids: readonly string[], id: string, onto: string): string[] {
  const to = ids.indexOf(onto)
  const rest = ids.filter((one) => one !== id)
  return to < 0 ? [...rest, id] : [...rest.slice(0, to), id, ...rest.slice(to)]
}

const NAME = 'wall-order'

export function keptOrder(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, 500) : []
  } catch {
    return []
  }
}

export function keepOrder(ids: readonly string[]): void {
  localStorage.setItem(NAME, JSON.stringify(ids))
}
