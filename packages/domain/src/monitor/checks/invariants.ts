/** What must hold at any time, whatever happens. */
import type { Finding } from '../alert-types.ts'
import { type Check, check } from '../check.ts'
import type { Oddity, Seen, Standing } from '../facts.ts'

const oddities = check({
  name: 'clients and numbers',
  from: 'oddities',
  types: ['INVARIANT_VIOLATION'],
  look: (all) => all.map(oddityFinding),
})

const whatToDo: Record<Oddity['kind'], string> = {
  'link-malformed': 'has a booking link that is no https address: correct bookingUrl.',
  'client-without-number':
    'has the number %d, which the pool gives to nobody or to somebody else: correct one of them.',
  'number-without-client':
    'is given the number %d by the pool and does not have it: release the number, or correct one of them.',
  'complete-not-whole': 'is COMPLETE by hand and lacks %d: correct the client.',
}

function oddityFinding({ kind, subject, clientId, name, detail }: Oddity): Finding {
  const words = `${name} ${whatToDo[kind].replace('%d', detail)}`
  return { type: 'INVARIANT_VIOLATION', subject: `${kind} ${subject}`, clientId, name, words }
}

const standing = check({
  name: 'configuration and migrations',
  from: 'standing',
  types: ['INVARIANT_VIOLATION'],
  look: ({ migrations, onboardingNumber, configuration }: Standing) => [
    ...(migrations ? [ours('migrations', migrations)] : []),
    ...(onboardingNumber ? [ours('onboarding number', onboardingNumber)] : []),
    ...configuration.map((words, n) => ours(`configuration ${n + 1}`, words)),
  ],
})

function ours(subject: string, words: string): Finding {
  return { type: 'INVARIANT_VIOLATION', subject, clientId: null, name: subject, words }
}

const credentials = check({
  name: 'credentials',
  from: 'seen',
  types: ['INVARIANT_VIOLATION'],
  look: (all) => all.flatMap(refusedFinding),
})

/** Of the AI its own check tells; a service that was seen to answer since is well. */
function refusedFinding({ name, okAt, failedAt, detail }: Seen): Finding[] {
  if (name === 'openai' || !failedAt || (okAt && okAt >= failedAt)) return []
  return [
    ours(
      `credentials ${name}`,
      `${name} refused us when it was last asked (${detail ?? 'no reason'}): check its keys.`,
    ),
  ]
}

const reach = check({
  name: 'whether the founder hears',
  from: 'reach',
  types: ['INVARIANT_VIOLATION'],
  look: ({ optedOut }) =>
    optedOut
      ? [
          ours(
            'founder',
            'the founder’s phone asked for no more texts, so no alert arrives there: opt back in from it.',
          ),
        ]
      : [],
})

export const invariantChecks: readonly Check[] = [oddities, standing, credentials, reach]
