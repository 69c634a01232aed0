/** What an owner who is live asks of us by text. Words alone decide; whoever says anything else is shown the menu. */
import { readBookingUrl } from '../booking-url.ts'
import { bare } from '../onboarding/read-answers.ts'
import { folded } from '../rules/words.ts'

export type OwnerCommand =
  | { kind: 'menu' }
  /** `url` null: what was written is none, or nothing was. */
  | { kind: 'link'; url: string | null; written: string }
  /** null: until they resume. */
  | { kind: 'pause'; minutes: number | null }
  | { kind: 'resume' }
  /** Empty: they are asked for. */
  | { kind: 'hours'; says: string }
  | { kind: 'billing' }
  | { kind: 'leads' }
  | { kind: 'reply'; lead: number | null; words: string }
  | { kind: 'done'; lead: number | null }

export function readOwnerCommand(text: string): OwnerCommand {
  const said = folded(text)
  const [, word = '', rest = ''] = /^\s*["'(]?([\p{L}?]+)["':)]?\s*([\s\S]*)$/u.exec(said) ?? []
  switch (word.toLowerCase().replace(/\?+$/, '')) {
    case 'link':
      return { kind: 'link', url: readBookingUrl(rest.trim()), written: rest.trim() }
    case 'pause':
      return readPause(rest)
    case 'resume':
    case 'unpause':
      return { kind: 'resume' }
    case 'hours':
      return {
        kind: 'hours',
        says: rest
          .replace(/\s+/g, ' ')
          .replace(/^(?:are|is)?[: ]+/i, '')
          .trim(),
      }
    case 'billing':
      return { kind: 'billing' }
    case 'leads':
    case 'jobs':
      return rest.trim() === '' ? { kind: 'leads' } : { kind: 'menu' }
    case 'reply':
      return readReply(rest)
    case 'done':
      return readDone(rest)
    default:
      return readBareLink(said)
  }
}

/** They were asked for their link, and send it without the word. */
function readBareLink(said: string): OwnerCommand {
  const url = /^https:\/\/\S+$/i.test(said) ? readBookingUrl(said) : null
  return url === null ? { kind: 'menu' } : { kind: 'link', url, written: said }
}

const minutesOf = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 } as const
const LONGEST_PAUSE = 30 * 24 * 60

function readPause(rest: string): OwnerCommand {
  const said = bare(rest).replace(/^for /, '')
  if (said === '') return { kind: 'pause', minutes: null }
  const [, count, unit] = /^(\d{1,3}) ?(m|h|d|w)(?:in(?:ute)?s?|r?s?|ours?|ays?|eeks?)?$/.exec(said) ?? []
  if (!count || !unit) return { kind: 'menu' }
  const minutes = Number(count) * minutesOf[unit as keyof typeof minutesOf]
  return minutes > 0 && minutes <= LONGEST_PAUSE ? { kind: 'pause', minutes } : { kind: 'menu' }
}

function readReply(rest: string): OwnerCommand {
  const [, number, words = ''] = /^#?(\d{1,4})[\s:,.-]+([\s\S]+)$/.exec(rest.trim()) ?? []
  return { kind: 'reply', lead: number ? Number(number) : null, words: words.trim() }
}

function readDone(rest: string): OwnerCommand {
  const [, number] = /^#?(\d{1,4})[.!]?$/.exec(rest.trim()) ?? []
  if (number) return { kind: 'done', lead: Number(number) }
  return rest.trim() === '' ? { kind: 'done', lead: null } : { kind: 'menu' }
}
