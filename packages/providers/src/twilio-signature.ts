/** Whether a webhook really comes from Twilio, by the vendor's own check. There is no way to switch it off. */
import twilio from 'twilio'

export interface SignedRequest {
  /** The account's token and, while it is being rotated, the second one. */
  authTokens: readonly string[]
  /** The `X-Twilio-Signature` header. */
  signature: string | undefined
  /** `PUBLIC_BASE_URL` + path + query as received, never the host seen; without fragment. */
  url: string
  /** Every field of the form, also unknown ones: all of them are signed. */
  fields: Record<string, string | string[]>
}

/** An empty token would let anybody sign, so it counts as none. */
export function isSignedByTwilio({ authTokens, signature, url, fields }: SignedRequest): boolean {
  if (!signature || !URL.canParse(url)) return false
  return authTokens.some((token) => token !== '' && twilio.validateRequest(token, signature, url, fields))
}
