/** The ways a text gets in: from a handset of the stand-in, or as a webhook written by hand. */
import type { World } from '../src/boot-world.ts'
import { newSid, signedPost } from './signed-post.ts'

export interface Words {
  to?: string
  media?: { contentType: string; base64: string }[]
  /** Copies delivered at the same moment. */
  times?: number
}

export function texting(world: World, elm: string) {
  const { TWILIO_AUTH_TOKEN: authToken = '', TWILIO_ACCOUNT_SID: accountSid = '' } = world.environment
  return {
    texts: (from: string, body: string, more: Words = {}) => world.twilio.receive({ from, body, to: elm, ...more }),
    /** A webhook that is not sent by the stand-in; signed rightly unless told otherwise. */
    post: (path: string, fields: Record<string, string>, more: Partial<Parameters<typeof signedPost>[0]> = {}) =>
      signedPost({ url: world.publicBaseUrl, publicBaseUrl: world.publicBaseUrl, path, fields, authToken, ...more }),
    fieldsOf: (from: string, body: string, more: Record<string, string> = {}): Record<string, string> => ({
      AccountSid: accountSid,
      MessageSid: newSid(),
      From: from,
      To: elm,
      Body: body,
      NumMedia: '0',
      ...more,
    }),
    addNumber: world.addNumber,
  }
}
