// What a phone's owner dials to have calls diverted, as networks understand it: GSM codes, BT's and American star codes.
// Sources: 3GPP TS 22.030 and 22.082 for GSM; BT, Virgin, Verizon and AT&T by their own help pages.

/** `off`: the handset cannot be reached. */
export type Leg = 'all' | 'no-answer' | 'busy' | 'off'
export type Diverts = Partial<Record<Leg, string>>

export type Dialled =
  | { act: 'set'; legs: readonly Leg[]; number: string }
  | { act: 'clear' | 'ask'; legs: readonly Leg[] }
  | { act: 'none' }

const everyLeg: readonly Leg[] = ['all', 'no-answer', 'busy', 'off']
const conditional: readonly Leg[] = ['no-answer', 'busy', 'off']

const gsmLegs: Readonly<Record<string, readonly Leg[]>> = {
  '21': ['all'],
  '61': ['no-answer'],
  '67': ['busy'],
  '62': ['off'],
  '004': conditional,
  '002': everyLeg,
}

/** Virgin's landlines: `*77*N#` and so on; off without the second hash as well. */
const landlineLegs: Readonly<Record<string, readonly Leg[]>> = { '70': ['all'], '77': ['no-answer'], '76': ['busy'] }

const starSets: Readonly<Record<string, readonly Leg[]>> = {
  '71': ['no-answer', 'busy'],
  '72': ['all'],
  '92': ['no-answer'],
  '90': ['busy'],
}
const starClears: Readonly<Record<string, readonly Leg[]>> = {
  '73': everyLeg,
  '720': ['all'],
  '93': ['no-answer'],
  '91': ['busy'],
}

export function readDialCode(from: string, digits: string): Dialled {
  const code = digits.replace(/[\s()-]/g, '')
  const legsOf = (service = '') => gsmLegs[service] ?? landlineLegs[service]
  const set = /^\*{1,2}(\d{2,3})\*(\+?\d{6,15})(?:\*\d*)?(?:\*\d{1,2})?#$/.exec(code)
  const setLegs = legsOf(set?.[1])
  if (set?.[2] && setLegs) return { act: 'set', legs: setLegs, number: asDialled(from, set[2]) }
  const cleared = legsOf(/^#{1,2}(\d{2,3})#?$/.exec(code)?.[1])
  if (cleared) return { act: 'clear', legs: cleared }
  const asked = legsOf(/^\*#(\d{2,3})#$/.exec(code)?.[1])
  if (asked) return { act: 'ask', legs: asked }
  const starClear = starClears[/^\*(\d{2,3})$/.exec(code)?.[1] ?? '']
  if (starClear) return { act: 'clear', legs: starClear }
  const star = /^\*(\d{2})(\+?\d{10,15})#?$/.exec(code)
  const starLegs = starSets[star?.[1] ?? '']
  if (star?.[2] && starLegs) return { act: 'set', legs: starLegs, number: asDialled(from, star[2]) }
  return { act: 'none' }
}

/** A number as dialled from that phone: with +, with 00, or as written inside its country. */
export function asDialled(from: string, written: string): string {
  if (written.startsWith('+')) return written
  if (from.startsWith('+1')) return `+${written.length === 10 ? '1' : ''}${written.replace(/^011/, '')}`
  if (written.startsWith('00')) return `+${written.slice(2)}`
  return written.startsWith('0') ? `+44${written.slice(1)}` : `+${written}`
}
