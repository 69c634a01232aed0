// Twilio's own answer to STOP, START and HELP on a plain long code: before the webhook, for the pair of handset and number.
// Only a message that is the one word, trimmed, in any case, counts. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out

export type OptOutType = 'STOP' | 'START' | 'HELP'

const words: Readonly<Record<OptOutType, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
}

export interface KeywordAnswer {
  type: OptOutType
  optedOut: boolean
  reply: string
}

/** Null: an ordinary text. START words mean nothing to Twilio from somebody who never opted out; a second STOP is silent. */
export function answerKeyword(body: string, optedOut: boolean): KeywordAnswer | null {
  const word = body.trim().toUpperCase()
  if (words.HELP.includes(word))
    return { type: 'HELP', optedOut, reply: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.' }
  if (words.STOP.includes(word)) return optedOut ? { type: 'STOP', optedOut, reply: '' } : stopped
  if (words.START.includes(word) && optedOut) return started
  return null
}

const stopped: KeywordAnswer = {
  type: 'STOP',
  optedOut: true,
  reply:
    'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
}

const started: KeywordAnswer = {
  type: 'START',
  optedOut: false,
  reply:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}
