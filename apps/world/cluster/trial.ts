/** One thing that is tried on a cluster: what was measured, and what was not as it has to be. */

export interface Outcome {
  figures: string[]
  faults: string[]
}

export interface Trial {
  name: string
  promise: string
  /** Why it cannot be tried on this machine; null: it can. */
  missing?: () => string | null
  run(): Promise<Outcome>
}
