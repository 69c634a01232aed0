// Signatures are made here from Twilio's description, not by the SDK: a shared mistake must not hide.
// https://www.twilio.com/docs/usage/security#validating-requests
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSignedByTwilio } from './twilio-signature.ts'

const token = 'primary-token'
const url = 'https://jobrun.example/api/twilio/sms'
const fields = {
  MessageSid: `SM${'0'.repeat(32)}`,
  AccountSid: `AC${'1'.repeat(32)}`,
  From: '+447700900301',
  To: '+441134960111',
  Body: 'My tap is leaking',
  NumMedia: '0',
}

type Fields = Record<string, string | string[]>

function sign(signedUrl: string, given: Fields, by = token): string {
  const names = Object.keys(given).sort()
  const values = (name: string) => [...new Set([given[name] ?? []].flat())].sort()
  const tail = names.flatMap((name) => values(name).map((value) => name + value)).join('')
  return createHmac('sha1', by)
    .update(signedUrl + tail, 'utf8')
    .digest('base64')
}

describe('what Twilio signed passes', () => {
  test.each<[string, string, Fields]>([
    ['a plain text', url, fields],
    ['a Messaging Service', url, { ...fields, MessagingServiceSid: `MG${'2'.repeat(32)}` }],
    ['a public address with a path of its own', 'https://example.com/jobrun/live/api/twilio/sms', fields],
    ['a query', `${url}?client=7&note=a%20b`, fields],
    ['a query with signs that URL would rewrite', `${url}?name=O'Brien&x=a,b|c`, fields],
    ['a port', 'https://jobrun.example:8443/api/twilio/sms', fields],
    ['fields that we do not know', url, { ...fields, ChannelMetadata: '{"a":1}', BrandNew2027: '' }],
    ['a field that comes twice', url, { ...fields, MediaUrl: ['https://b.example', 'https://a.example'] }],
    ['emoji, Arabic and accents', url, { ...fields, Body: 'Größe 🔧 مرحبا naïve\nline' }],
    ['an empty body', url, { ...fields, Body: '' }],
    ['no fields', `${url}?only=query`, {}],
  ])('%s', (_name, address, given) => {
    const signature = sign(address, given)
    expect(isSignedByTwilio({ authTokens: [token], signature, url: address, fields: given })).toBe(true)
  })

  test('the standard port may be in one address and not in the other', () => {
    const withPort = 'https://jobrun.example:443/api/twilio/sms'
    expect(isSignedByTwilio({ authTokens: [token], signature: sign(withPort, fields), url, fields })).toBe(true)
    expect(isSignedByTwilio({ authTokens: [token], signature: sign(url, fields), url: withPort, fields })).toBe(true)
  })

  test('either token while it is being rotated', () => {
    const authTokens = [token, 'secondary-token']
    for (const by of authTokens)
      expect(isSignedByTwilio({ authTokens, signature: sign(url, fields, by), url, fields })).toBe(true)
  })
})

describe('anything else fails', () => {
  const good = { authTokens: [token], signature: sign(url, fields), url, fields: fields as Fields }
  test.each<[string, Partial<Parameters<typeof isSignedByTwilio>[0]>]>([
    ['a wrong token', { signature: sign(url, fields, 'somebody-else') }],
    ['no header', { signature: undefined }],
    ['an empty header', { signature: '' }],
    ['a header that is no signature', { signature: 'é🔧' }],
    ['another address', { url: 'https://jobrun.example/api/twilio/status' }],
    ['another host', { url: 'https://evil.example/api/twilio/sms' }],
    ['a query that was not signed', { url: `${url}?a=1` }],
    ['a changed body', { fields: { ...fields, Body: 'My tap is leaking!' } }],
    ['a field more', { fields: { ...fields, Extra: 'x' } }],
    ['a field less', { fields: { MessageSid: fields.MessageSid } }],
    ['an address that is none', { url: 'not an address', signature: sign('not an address', fields) }],
    ['no token at all', { authTokens: [] }],
    ['an empty token, with which anybody could sign', { authTokens: [''], signature: unkeyed() }],
  ])('%s', (_name, change) => {
    expect(isSignedByTwilio({ ...good, ...change })).toBe(false)
  })
})

function unkeyed(): string {
  return sign(url, fields, '')
}
