/** Decision codes in plain words. A code that is not here is shown as it is, so that nothing is hidden. */
const spoken = {
  screening: {
    ALLOWED: 'Yes, this is safe to answer.',
    SPAM: 'No, this looks like spam.',
    SCAM: 'No, this looks like a scam.',
    ABUSIVE: 'No, this is abusive.',
    INJECTION: 'No, this tries to give the machine orders.',
    IRRELEVANT: 'This has nothing to do with the business.',
    UNSUPPORTED_LANGUAGE: 'This is in a language we do not answer in.',
  },
  intent: {
    URGENT: 'Something urgent.',
    NORMAL: 'An ordinary job.',
    NON_LEAD: 'Not a job.',
    UNCLEAR: 'Not clear yet.',
  },
  action: {
    SEND_BOOKING_LINK: 'Send the booking link.',
    SEND_CLARIFY_QUESTION: 'Ask for what is missing.',
    SEND_POLITE_DECLINE: 'Decline, or stay silent.',
    SEND_BOOKING_AND_ALERT: 'Answer at once and alert the owner.',
  },
  rule: {
    'urgent-or-danger': 'It is urgent, or their words tell of a danger.',
    'silence-the-unsafe': 'Unsafe texts get no answer.',
    'thanks-answered-once': 'A thank-you gets one short closing line.',
    'thanks-already-answered': 'The thank-you was answered before, so this one gets silence.',
    decline: 'It is not a job for this business, so it is declined politely.',
    clarify: 'Something is missing, so they are asked for it.',
    'hand-over': 'Two questions brought no answer, so a person takes over.',
    'booking-link': 'It is a job, and they do not have the booking link yet.',
    acknowledge: 'They have the booking link already, so what changed is acknowledged.',
    'owner-will-be-in-touch': 'There is no booking link, so the owner will be in touch.',
  },
  purpose: {
    reply: 'Reply to the customer',
    holding: 'Holding text to the customer',
    'text-back': 'Text back after a missed call',
    'safety-line': 'Safety line to the customer',
    'owner-urgent': 'Urgent alert to the owner',
    'owner-notice': 'Notice to the owner',
    'owner-reply': 'Answer to the owner',
    alert: 'Alert to the founder',
  },
  outcome: {
    ANSWERED: 'The customer was answered.',
    SILENT: 'Nothing was sent to the customer, on purpose.',
    BLOCKED: 'The business is not live yet, so nothing is automated.',
    QUIET: 'Very many texts came, so replies rest for an hour.',
    OWNER: 'The owner texted their own number, which is never a job.',
    ONBOARDING: 'Somebody texted the sign-up number.',
    OPT_WORD: 'A word for the carrier, which answers it itself.',
  },
  fellBack: {
    late: 'answered too late',
    refused: 'refused to answer',
    truncated: 'stopped in mid-sentence',
    filtered: 'was filtered',
    'tool-call': 'tried to call a tool',
    empty: 'answered nothing',
    junk: 'answered nonsense',
    'wrong-shape': 'answered in the wrong shape',
    'out-of-bounds': 'answered something that is not allowed',
    rejected: 'rejected the question',
    throttled: 'was asked too often',
    'service-error': 'had an error',
    unreachable: 'could not be reached',
    'breaker-open': 'failed too often and is resting',
    budget: 'has no money left for today',
    overload: 'was left out, as the turn was late already',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type Vocabulary = keyof typeof spoken

export function inWords(vocabulary: Vocabulary, code: string): string {
  return (spoken[vocabulary] as Readonly<Record<string, string>>)[code] ?? code
}

const factNames: Readonly<Record<string, string>> = {
  jobType: 'Job',
  urgency: 'How soon',
  location: 'Where',
  requestedTime: 'When',
  name: 'Name',
  extraDetails: 'Also',
}

export function factName(name: string): string {
  return factNames[name] ?? name
}
