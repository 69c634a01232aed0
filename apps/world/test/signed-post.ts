/** Webhooks written by hand, for what the stand-in of Twilio would never send: other signatures, accounts, shapes. */
import { randomBytes } from 'node:crypto'
import { signForm } from '@jobrun/simulators/twilio/signature'

export interface SignedPost {
  /** Where it is sent; what is signed is the public address and this path. */
  url: string
  path: string
  publicBaseUrl: string
  fields: Record<string, string>
  authToken: string
  /** Instead of the right one; null: none. */
  signature?: string | null
  headers?: Record<string, string>
}

export async function signedPost(post: SignedPost): Promise<{ status: number; contentType: string; body: string }> {
  const { url, path, fields, authToken, headers = {} } = post
  const right = signForm(authToken, `${post.publicBaseUrl}${path}`, fields)
  const signature = post.signature === undefined ? right : post.signature
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  })
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    body: await answer.text(),
  }
}

export const newSid = () => `SM${randomBytes(16).toString('hex')}`
