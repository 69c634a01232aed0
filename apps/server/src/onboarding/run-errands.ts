/** What was asked for inside a transaction and is done outside of it, by name. An errand that fails is tried again. */
import type { ErrandJob } from '@jobrun/db/queue'

/** By the errand's name: what is done for its subject. */
export type Errands = Readonly<Record<string, (subject: string) => Promise<void>>>

export function createRunErrand(errands: Errands): (job: ErrandJob) => Promise<void> {
  return async ({ name, subject }) => {
    const run = errands[name]
    if (!run) throw new Error(`nobody does the errand ${name}`)
    await run(subject)
  }
}
