/** What a person put into the dial box: a code of the network, or a number to ring, as they write it in their country. */
import { readPhone } from '@jobrun/domain/phone'

export type Dialled = { kind: 'code'; digits: string } | { kind: 'number'; number: string } | { kind: 'unclear' }

export function readDialled(written: string, from: string): Dialled {
  const digits = written.replace(/[\s()-]/g, '')
  if (/^[*#][\d*#+]{1,40}$/.test(digits)) return { kind: 'code', digits }
  const number = readPhone(digits, from.startsWith('+1') ? 'US' : 'GB')
  return number ? { kind: 'number', number } : { kind: 'unclear' }
}

/** As whom a phone rings: by its own number, by none, or as a landline, which takes no texts. */
export const callers = ['own', 'withheld', 'landline'] as const
export type CallsAs = (typeof callers)[number]

export const LANDLINE = '+441134960955'
