/** What delivery needs from the gate and from HTTP: it decides nothing by itself. */

import type { RefusalText } from '#station/refusal.ts'
import type { Caller } from '#station/route.ts'

export type ImageKind = 'live' | 'replay'

/** What one picture's socket may show. */
export type Opened = {
  readonly useId: string
  readonly number: string
  readonly cameraId: string
  readonly act: string
  readonly expiresAt: Date
  /** Content interval; null for a live act. */
  readonly from: Date | null
  readonly to: Date | null
}

export type Watching = { readonly opened: Opened; readonly caller: Caller; readonly kind: ImageKind }

export interface ImageGate {
  /** Reads everything afresh and asks the authorizer. Throws Refusal, which is registered by then. */
  openImage(ask: {
    useId: string
    cameraId: string
    kind: ImageKind
    caller: Caller
    address: string
    route: string
  }): Promise<Opened>
  /** A lease of at most 10 s of content, durable when this resolves. Throws Refusal. */
  lease(opened: Opened, span: { stream: 0 | 1; kind: ImageKind; from: Date; to: Date }): Promise<string>
  /** Registers that this was asked and not permitted, and throws its Refusal. */
  refuse(opened: Opened, code: string): Promise<never>
  /** What has left so far under a lease (the upper bound); `final`: nothing more will. */
  delivered(
    lease: string,
    span: { from: Date; to: Date; bytes: number } | null,
    final: boolean,
  ): Promise<void>
  /** The player's own report, bounded by what was delivered. */
  displayed(useId: string, cameraId: string, from: Date, to: Date): Promise<void>
  /** Decides again; returns those that may no longer be shown. Throws where the register can't be read. */
  recheck(
    watching: readonly Watching[],
  ): Promise<readonly { useId: string; cameraId: string; code: string }[]>
}

/** One line for each picture handed to a socket: kept apart from the register, so that the two can be compared. */
export type ByteLog = (line: {
  readonly use: string
  readonly camera: string
  readonly kind: ImageKind
  readonly seq: number
  readonly from: number
  readonly to: number
  readonly bytes: number
}) => void

export type TextOf = (code: string) => RefusalText
