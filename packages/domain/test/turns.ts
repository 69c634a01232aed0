/** Turns, leads and questions for tests: an ordinary one each, changed where a test cares. */
import type { CustomerTurn, WordedText } from '../src/inbound/plan-turn.ts'
import type { Facts, WordingQuestion } from '../src/pipeline/brain.ts'
import { noFacts } from '../src/pipeline/flow.ts'
import type { ClientInTurn, OpenLead, Turn } from '../src/pipeline/turn.ts'
import type { OptWord } from '../src/rules/opt-out-words.ts'

export const NOW = new Date('2026-03-04T10:00:00Z')
export const CUSTOMER = '+447700900123'
export const OWNER = '+447700900456'
export const LINK = 'https://book.example/elm'

export const aClient = (change: Partial<ClientInTurn> = {}): ClientInTurn => ({
  id: '00000000-0000-4000-8000-000000000001',
  businessName: 'Elm Plumbing',
  ownerName: 'Dana',
  ownerPhone: OWNER,
  region: 'GB',
  timezone: 'Europe/London',
  bookingUrl: LINK,
  switches: { outboundPaused: false, aiDisabled: false, notificationsPaused: false },
  missing: [],
  paid: true,
  ...change,
})

export const someFacts = (change: Partial<Facts> = {}): Facts => ({ ...noFacts, ...change })

export const aLead = (change: Partial<OpenLead> = {}): OpenLead => ({
  id: '00000000-0000-4000-8000-0000000000aa',
  state: 'QUALIFIED',
  facts: someFacts({ jobType: 'boiler' }),
  asked: [],
  clarifications: 0,
  handedOver: false,
  linkSentAt: new Date('2026-03-04T09:00:00Z'),
  alertedAt: null,
  ...change,
})

export const aTurn = (texts: string | readonly string[], change: Partial<Turn> = {}): Turn => ({
  now: NOW,
  client: aClient(),
  customerPhone: CUSTOMER,
  customerName: null,
  lead: null,
  texts: [texts].flat().map((body, index) => ({ seq: index + 1, body, media: [] })),
  clientFacts: [],
  thread: [],
  closedPolitely: false,
  ...change,
})

export const worded = (body: string, optWord: OptWord | null = null): WordedText => ({
  seq: 1,
  body,
  media: [],
  optWord,
})

export function aCustomerTurn(texts: readonly WordedText[], change: Partial<CustomerTurn> = {}): CustomerTurn {
  const { texts: _, ...turn } = aTurn('')
  return {
    turn,
    texts,
    conversationId: '00000000-0000-4000-8000-0000000000cc',
    quietUntil: null,
    counts: { textsInWindow: texts.length, sameInWindow: 1 },
    ...change,
  }
}

export const aWording = (change: Partial<WordingQuestion> = {}): WordingQuestion => ({
  say: { kind: 'owner-will-be-in-touch' },
  businessName: 'Elm Plumbing',
  ownerName: 'Dana',
  bookingUrl: LINK,
  jobType: null,
  location: null,
  customerName: null,
  facts: [],
  open: null,
  texts: [],
  ...change,
})
