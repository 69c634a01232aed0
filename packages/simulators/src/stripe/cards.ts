// How a payment can end, each set off by Stripe's own test card or a choice on the payment page. docs/simulators.md prints this table.

export interface Card {
  slug: string
  number: string
  label: string
  /** The payment at the checkout. */
  first: 'paid' | 'declined' | 'authentication' | 'later-paid' | 'later-failed'
  /** What later invoices meet. */
  renewal: 'paid' | 'declined' | 'authentication'
  code: string
  /** The bank takes the money back at once. */
  disputed?: true
}

const good = { first: 'paid', renewal: 'paid', code: '' } as const
const bad = { first: 'declined', renewal: 'declined' } as const

export const cards = [
  { slug: 'good', number: '4242424242424242', label: 'Pays', ...good },
  { slug: 'declined', number: '4000000000000002', label: 'Card declined', ...bad, code: 'card_declined' },
  { slug: 'no-funds', number: '4000000000009995', label: 'Not enough money', ...bad, code: 'insufficient_funds' },
  { slug: 'expired-card', number: '4000000000000069', label: 'Card expired', ...bad, code: 'expired_card' },
  { slug: 'wrong-cvc', number: '4000000000000127', label: 'Wrong security code', ...bad, code: 'incorrect_cvc' },
  { slug: 'bank-error', number: '4000000000000119', label: 'Error at the bank', ...bad, code: 'processing_error' },
  {
    slug: 'renewal-declined',
    number: '4000000000000341',
    label: 'Pays now, every renewal is declined',
    first: 'paid',
    renewal: 'declined',
    code: 'card_declined',
  },
  {
    slug: 'authentication',
    number: '4000002760003184',
    label: 'Pays now, every renewal asks the payer to confirm',
    first: 'paid',
    renewal: 'authentication',
    code: 'authentication_required',
  },
  {
    slug: 'disputed',
    number: '4000000000000259',
    label: 'Pays, then disputes the payment',
    ...good,
    disputed: true,
  },
  {
    slug: 'later-paid',
    number: '00012345',
    label: 'Bank debit that arrives later',
    first: 'later-paid',
    renewal: 'paid',
    code: '',
  },
  {
    slug: 'later-failed',
    number: '33333335',
    label: 'Bank debit that fails later',
    first: 'later-failed',
    renewal: 'declined',
    code: 'payment_method_unactivated',
  },
] as const satisfies readonly Card[]

export type CardSlug = (typeof cards)[number]['slug']
export const cardSlugs = cards.map(({ slug }) => slug) as [CardSlug, ...CardSlug[]]

export function cardOf(slug: CardSlug): Card {
  return cards.find((card) => card.slug === slug) ?? cards[0]
}

const declineWords: Readonly<Record<string, string>> = {
  insufficient_funds: 'Your card has insufficient funds.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  authentication_required: 'Your card was declined. This transaction requires authentication.',
}

/** Not enough money is a kind of decline at Stripe, not a code of its own. */
export function declineOf(card: Card): { code: string; message: string } {
  const message = declineWords[card.code] ?? 'Your card was declined.'
  return { code: card.code === 'insufficient_funds' || card.code === '' ? 'card_declined' : card.code, message }
}
