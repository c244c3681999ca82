/** Where a simulated camera's pictures come from: live scenes, or a loop encoded once. */

/** One coded picture as NAL units without start codes or lengths; a key frame begins with its parameter sets. */
export type AccessUnit = {
  readonly nals: readonly Buffer[]
  readonly keyFrame: boolean
  /** Media time, 1/90,000 s, from any origin; strictly increasing. */
  readonly time90k: number
  /** Wall clock when the picture was taken, Unix ms. */
  readonly wallMs: number
}

export type ParameterSets = {
  readonly sps: Buffer
  readonly pps: Buffer
  readonly width: number
  readonly height: number
}

export interface Source {
  readonly fps: number
  /** What is being sent now. */
  parameterSets(): ParameterSets
  /** Starts sending pictures, the first a key frame; the returned function stops. Runs for one feed at a time. */
  start(onUnit: (unit: AccessUnit) => void): () => void
  /** Switches to another picture size at the next key frame; back at the next call. */
  changeResolution(): Promise<void>
}
