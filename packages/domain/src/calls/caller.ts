/**
 * Who rings, as Twilio gives it. Who withholds their number comes as a word on a keypad (+266696687 spells ANONYMOUS),
 * as a plain word, or as nothing. https://help.twilio.com/articles/223179988
 */
import { isAnswerable, type Phone } from '../phone.ts'

const keypadWords: Readonly<Record<string, string>> = {
  '266696687': 'ANONYMOUS',
  '7378742833': 'RESTRICTED',
  '2562533': 'BLOCKED',
  '8656696': 'UNKNOWN',
  '86282452253': 'UNAVAILABLE',
}

/** The number to write to; null when there is none. */
export function callerOf(from: string): Phone | null {
  return from.replace(/^\+/, '') in keypadWords || !isAnswerable(from) ? null : from
}
