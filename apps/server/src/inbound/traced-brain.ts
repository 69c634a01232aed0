/** A brain whose questions are spans of the turn: how long each took, who answered, and why it was not the AI. */
import type { Answer, Brain } from '@jobrun/domain/pipeline/brain'
import { within } from '@jobrun/domain/tracing'
import type { Events } from '../events.ts'

export function tracedBrain(brain: Brain, parent: string | null, events: Pick<Events, 'spanBegins'>): Brain {
  // Nobody traces: nothing stands between the turn and its brain.
  if (parent === null) return brain
  const asking = <T>(name: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> =>
    within(events.spanBegins({ name, kind: 'internal', parent }), async (span) => {
      const answer = await ask()
      span.set({ 'jobrun.brain': answer.by, 'jobrun.fell_back': answer.fellBack?.why ?? null })
      return answer
    })
  return {
    sentinel: (question) => asking('SENTINEL', () => brain.sentinel(question)),
    dial: (question) => asking('DIAL', () => brain.dial(question)),
    flow: (question) => asking('FLOW', () => brain.flow(question)),
    lyra: (question) => asking('LYRA', () => brain.lyra(question)),
  }
}
