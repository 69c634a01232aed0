// Written from Twilio's description, not with Twilio's SDK: the service verifies with the SDK, so a shared mistake cannot hide.
// https://www.twilio.com/docs/usage/security#validating-requests
import { createHmac } from 'node:crypto'

/** Base64 HMAC-SHA1 over the URL without its fragment, then each field's name and value in the order of the names. */
export function signForm(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields).sort()
  const signed = withoutFragment(url) + names.map((name) => name + fields[name]).join('')
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

/** The `#rc=…` part tells Twilio how to retry; it is neither sent nor signed. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#')
  return at === -1 ? url : url.slice(0, at)
}
