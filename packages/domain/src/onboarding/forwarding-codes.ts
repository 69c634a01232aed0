/**
 * How calls that nobody answers are sent on, by network, as data: what to dial, where we have it from, and when it was
 * last read. No code here counts as working: only a call that reaches us does.
 */
import type { Region } from '../region.ts'
import type { PhoneType } from './standing.ts'

export interface ForwardingCode {
  country: Region
  /** Who it is for, as the owner reads it. */
  network: string
  line: 'mobile' | 'landline'
  when: 'no-answer' | 'busy' | 'unreachable' | 'busy-and-no-answer'
  /** `N`: the number in full, with its +; `L`: as dialled at home, without it. */
  on: string
  off: string
  source: string
  /** When the source was last read. */
  read: string
}

const GSM = '3GPP TS 22.030 and 22.082: supplementary services of GSM'
const READ = '2026-11-24'

export const forwardingCodes: readonly ForwardingCode[] = [
  ...(['GB', 'US'] as const).flatMap((country): ForwardingCode[] => {
    const network = country === 'GB' ? 'EE, O2, Vodafone, Three' : 'AT&T, T-Mobile'
    const gsm = { country, network, line: 'mobile', source: GSM, read: READ } as const
    return [
      { ...gsm, when: 'no-answer', on: '**61*N**20#', off: '##61#' },
      { ...gsm, when: 'busy', on: '**67*N#', off: '##67#' },
      { ...gsm, when: 'unreachable', on: '**62*N#', off: '##62#' },
    ]
  }),
  {
    country: 'US',
    network: 'Verizon',
    line: 'mobile',
    when: 'busy-and-no-answer',
    on: '*71L',
    off: '*73',
    source: 'Verizon support pages on call forwarding',
    read: READ,
  },
  {
    country: 'GB',
    network: 'BT',
    line: 'landline',
    when: 'no-answer',
    on: '*61*L#',
    off: '#61#',
    source: 'BT help pages on call diversion',
    read: READ,
  },
  {
    country: 'GB',
    network: 'BT',
    line: 'landline',
    when: 'busy',
    on: '*67*L#',
    off: '#67#',
    source: 'BT help pages on call diversion',
    read: READ,
  },
  {
    country: 'US',
    network: 'most landlines',
    line: 'landline',
    when: 'no-answer',
    on: '*92L',
    off: '*93',
    source: 'AT&T support pages on call forwarding',
    read: READ,
  },
  {
    country: 'US',
    network: 'most landlines',
    line: 'landline',
    when: 'busy',
    on: '*90L',
    off: '*91',
    source: 'AT&T support pages on call forwarding',
    read: READ,
  },
]

/** Takes every forwarding of a GSM phone off again. */
export const GSM_OFF = '##002#'

export function codesFor(country: Region, phone: PhoneType): ForwardingCode[] {
  const line = phone === 'landline' ? 'landline' : 'mobile'
  return forwardingCodes.filter((code) => code.country === country && code.line === line)
}

/** What to dial to send calls on to `number`. */
export function dialled({ country, on }: ForwardingCode, number: string): string {
  return on.replace('N', number).replace('L', atHome(country, number))
}

/** As it is dialled within its country: +44 20 … is 020 …, +1 202 … is 202 …; a number from abroad stays whole. */
function atHome(country: Region, number: string): string {
  if (country === 'GB') return number.startsWith('+44') ? `0${number.slice(3)}` : number.replace('+', '00')
  return number.startsWith('+1') ? number.slice(2) : number.replace('+', '011')
}
