/** The machine drawn from its own table, for docs/onboarding.md: Mermaid, and the table of states. */
import { questions } from './questions.ts'
import { type OnboardingState, onboardingStates, stateFacts, transitions } from './states.ts'

const movedBy = { answer: 'answer', 'paid-with-number': 'payment and a number', 'proven-call': 'proven call' } as const

export function picture(): string {
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> S1',
    ...arrows(),
    '  COMPLETE --> [*]',
    '```',
    '',
    ...table(),
  ].join('\n')
}

function arrows(): string[] {
  const named = onboardingStates.map(
    (state) => `  ${short(state)}: ${short(state)} ${stateFacts[state].asks.replace(':', ',')}`,
  )
  return [...named, ...transitions.map(({ from, by, to }) => `  ${short(from)} --> ${short(to)}: ${movedBy[by]}`)]
}

function table(): string[] {
  const rows = onboardingStates.map((state) => {
    const { asks, sets, stuckAfterMinutes, severity, terminal } = stateFacts[state]
    const stuck =
      stuckAfterMinutes === null ? '' : `${hours(stuckAfterMinutes)}, ${severity}${terminal ? ', terminal' : ''}`
    const examples = questions[state].examples.map((example) => `\`${example}\``).join(' ')
    const then = transitions.filter(({ from }) => from === state).map(({ then }) => then)
    return `| \`${state}\` | ${asks} | ${examples} | ${sets.map((column) => `\`${column}\``).join(', ')} | ${then.join('; ')} | ${stuck} |`
  })
  return ['| state | asks for | for example | sets | then we | stuck after |', '|---|---|---|---|---|---|', ...rows]
}

function short(state: OnboardingState): string {
  return state === 'COMPLETE' ? state : state.slice(0, 2)
}

function hours(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`
}
