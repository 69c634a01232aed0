/** Signed webhooks as Twilio posts them, each from a phone of its own, over connections that stay open. */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { signForm } from '@jobrun/simulators/twilio/signature'
import { benchAccount } from './account.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** Fictional numbers, 555-0100 to 555-0199 of each area code: 79,900 phones, then the first again. */
export const phoneOf = (n: number) => `+1${201 + (Math.floor(n / 100) % 799)}55501${String(n % 100).padStart(2, '0')}`

/** Resolves to whether it was acknowledged. */
export function postText(serviceUrl: string, text: { from: string; to: string; body: string }): Promise<boolean> {
  const url = `${serviceUrl}/api/twilio/sms`
  const sid = `SM${randomBytes(16).toString('hex')}`
  const fields = {
    ToCountry: 'GB',
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    AccountSid: benchAccount.accountSid,
    From: text.from,
    To: text.to,
    Body: text.body,
    NumMedia: '0',
    NumSegments: '1',
    ApiVersion: '2010-04-01',
  }
  const body = new URLSearchParams(fields).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-twilio-signature': signForm(benchAccount.authToken, url, fields),
  }
  return new Promise((resolve) => {
    const posted = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode === 200))
    })
    posted.once('error', () => resolve(false))
    posted.end(body)
  })
}
