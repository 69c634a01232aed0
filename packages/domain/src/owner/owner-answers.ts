/** Every answer to a command of an owner's: what is now so. Two segments of GSM-7, whatever names and links are in it. */
import { quoteOf } from '../grounding/fact.ts'
import { firstToFit, foldToGsm, REPLY_SEGMENTS } from '../outbox/segments.ts'

export interface NumberedLead {
  number: number
  phone: string
  name: string | null
  jobType: string | null
  location: string | null
  urgent: boolean
}

const fitting = (...wordings: string[]) => firstToFit(wordings, REPLY_SEGMENTS)
const short = (text: string | null, most: number) => [...foldToGsm(text ?? '')].slice(0, most).join('')

export function menu(businessName: string): string {
  const does =
    'LEADS shows open jobs, REPLY 1 and your words answers one, DONE 1 closes it. LINK, HOURS, PAUSE 2H, RESUME, BILLING.'
  return fitting(
    `JobRun for ${foldToGsm(businessName)}: ${does} Your own texts here are never taken for a job.`,
    `JobRun: ${does} Your own texts here are never taken for a job.`,
  )
}

export function linkSet(url: string): string {
  return fitting(`JobRun: Your customers now get this link: ${url}`)
}

export function linkRefused(written: string, now: string | null): string {
  const is = now === null ? 'You have no booking link yet.' : `Your booking link is ${now}`
  const how = 'To change it reply LINK and a whole https address, at most 120 plain characters.'
  return written === ''
    ? fitting(`JobRun: ${is} ${how}`, `JobRun: ${is}`)
    : fitting(`JobRun: That is no link we can use. ${how}`)
}

/** `until`: as the owner's clocks show it. */
export function paused(until: string | null): string {
  return until === null
    ? 'JobRun: Paused. No text goes to your customers until you reply RESUME. Texts and calls to you are still kept.'
    : `JobRun: Paused until ${until}. No text goes to your customers until then, or until you reply RESUME. Texts and calls to you are still kept.`
}

/** `says`: null where none are told yet. */
export function hours(says: string | null): string {
  const how = 'To change them reply for example: HOURS Mon to Fri 8 to 6'
  return says === null
    ? fitting(`JobRun: Customers are told no hours yet. ${how}`)
    : fitting(`JobRun: Customers who ask are told: ${quoteOf({ kind: 'hours', about: '', says })} ${how}`)
}

export const hoursRefused =
  'JobRun: Those hours cannot be told to customers. Use plain letters and at most 140 of them, for example: HOURS Mon to Fri 8 to 6'

export const resumed = 'JobRun: Running again: your customers are answered.'

/** `link`: to their billing page, where they pay by card; `payLink`: to begin paying. */
export function billing(of: {
  businessName: string
  paid: boolean
  monthlyPrice: string
  link: string | null
  payLink: string | null
}): string {
  const { paid, monthlyPrice, link } = of
  const is = paid
    ? `plan is active, ${monthlyPrice} a month.`
    : 'plan is not active, so your customers only get a holding text.'
  const to = paid ? link : (link ?? of.payLink)
  const page = link !== null ? 'Card, invoices, cancelling' : 'To pay'
  const how = to === null ? 'A person arranges your payment; just ask us here.' : `${page}: ${to}`
  return fitting(`JobRun for ${foldToGsm(of.businessName)}: Your ${is} ${how}`, `JobRun: Your ${is} ${how}`)
}

export function leadList(leads: readonly NumberedLead[], of: number): string {
  if (leads.length === 0) return 'JobRun: No open jobs. We text you when somebody needs you.'
  const lines = leads.map(lineOf)
  const wordings = lines.map((_, left) => {
    const shown = lines.slice(0, lines.length - left)
    const more = of - shown.length
    return `JobRun: ${shown.join('. ')}.${more > 0 ? ` And ${more} more.` : ''} REPLY or DONE and the number.`
  })
  return fitting(...wordings)
}

function lineOf({ number, phone, name, jobType, location, urgent }: NumberedLead): string {
  const what = [short(name, 20), short(jobType, 24), short(location, 24)].filter((part) => part !== '').join(', ')
  return `${number}) ${urgent ? 'URGENT ' : ''}${phone}${what === '' ? '' : ` ${what}`}`
}

export const noSuchLead = 'JobRun: There is no open job with that number. Reply LEADS for those there are.'

export const replyHow =
  'JobRun: Reply REPLY, the number of the job, and your words, for example: REPLY 1 I can come at 4. LEADS shows the numbers.'

export function replied(lead: { number: number; phone: string }, paused: boolean): string {
  return paused
    ? `JobRun: You are paused, so your words to ${lead.phone} (${lead.number}) are held and not sent.`
    : `JobRun: Sent to ${lead.phone} (${lead.number}).`
}

export function optedOut(phone: string): string {
  return `JobRun: ${phone} wants no more texts, so nothing was sent. Please ring them.`
}

export function closed(lead: { number: number; phone: string }, left: number): string {
  return `JobRun: Job ${lead.number} (${lead.phone}) is closed. ${left === 0 ? 'No other is open.' : `${left} open.`}`
}

export const tooLong = 'JobRun: That is too long for one text message: at most 300 plain characters. Nothing was sent.'
