/** What a tile shows. Everything but `playing` is black with words. */
export type PictureState =
  | { readonly is: 'opening' }
  | { readonly is: 'playing' }
  /** The camera is away; the server says since when (wall ms) and why. */
  | { readonly is: 'fault'; readonly cause: string; readonly sinceMs: number }
  /** The line to the station broke; the player tries again by itself. */
  | {
      readonly is: 'lost'
      readonly sinceMs: number
      /** What the server said before it left, where it did. */
      readonly text?: { readonly zh: string; readonly en: string }
    }
  /** Nothing was kept here (replay). */
  | { readonly is: 'gap'; readonly fromMs: number; readonly toMs: number; readonly cause: string }
  /** The use is over: closed, expired, revoked or refused. No way back without a new one. */
  | {
      readonly is: 'ended'
      readonly code: string
      readonly text: { readonly zh: string; readonly en: string }
    }
  /** This browser cannot decode the camera's coding. */
  | { readonly is: 'unsupported'; readonly codec: string }

export function sameState(a: PictureState, b: PictureState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The line is gone: keeps what the server said last, and since when if it was gone before. */
export function lostAfter(state: PictureState): PictureState {
  if (state.is === 'lost') return state
  return { is: 'lost', sinceMs: Date.now(), ...(state.is === 'ended' ? { text: state.text } : {}) }
}
