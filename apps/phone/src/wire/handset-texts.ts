// A handset's texts, as Twilio's stand-in keeps them: send one, read the history.
import type { HandsetMessage } from '@jobrun/simulators/twilio/message'
import { ask } from './answers.ts'

export type { HandsetMessage }

export interface NewText {
  from: string
  to: string
  body: string
  media?: { contentType: string; base64: string }[]
}

/** `webhookStatus`: what JobRun answered; null when nobody did. */
export interface Taken {
  messageSid: string
  webhookStatus: number | null
}

export function sendText(text: NewText): Promise<Taken> {
  return ask<Taken>('./sim/receive', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(text),
  })
}

export async function getHistory(phone: string): Promise<HandsetMessage[]> {
  return (await ask<{ items: HandsetMessage[] }>(`./sim/messages?phone=${encodeURIComponent(phone)}`)).items
}
