// Twilio's errors as they appear on the wire. Texts and statuses follow https://www.twilio.com/docs/api/errors

export interface WireError {
  status: number
  code: number
  message: string
}

const rejections = {
  20003: { status: 401, text: 'Authenticate' },
  20404: { status: 404, text: 'The requested resource was not found' },
  20429: { status: 429, text: 'Too Many Requests' },
  20500: { status: 500, text: 'An internal server error has occurred' },
  20503: { status: 503, text: 'Service Unavailable' },
  21205: { status: 400, text: 'Url parameter is required.' },
  21210: { status: 400, text: "'From' phone number not verified: {from}" },
  21211: { status: 400, text: "Invalid 'To' Phone Number: {to}" },
  21266: { status: 400, text: "'To' and 'From' number cannot be the same" },
  21408: {
    status: 400,
    text: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}",
  },
  21422: { status: 400, text: 'PhoneNumber {to} is not available.' },
  21452: { status: 400, text: 'Invalid number: {to}' },
  21602: { status: 400, text: 'Message body is required.' },
  21603: { status: 400, text: "A 'From' phone number is required." },
  21604: { status: 400, text: "A 'To' phone number is required." },
  21606: {
    status: 400,
    text: "The 'From' phone number {from} is not a valid, message-capable Twilio phone number for this destination",
  },
  21610: { status: 400, text: 'Attempt to send to unsubscribed recipient' },
  21611: { status: 429, text: "This 'From' number has exceeded the maximum number of queued messages" },
  21612: { status: 400, text: "The 'To' phone number {to} is not currently reachable using the 'From' number {from}" },
  21614: { status: 400, text: "'To' number is not a valid mobile number: {to}" },
  21617: { status: 400, text: 'The concatenated message body exceeds the 1600 character limit' },
  21649: { status: 400, text: 'Bundle required to provision phone number {to}' },
} as const satisfies Record<number, { status: number; text: string }>

export type RejectionCode = keyof typeof rejections

export function rejection(code: RejectionCode, parties: { to?: string; from?: string } = {}): WireError {
  const { status, text } = rejections[code]
  return { status, code, message: text.replace('{to}', parties.to ?? '').replace('{from}', parties.from ?? '') }
}

export function notFound(path: string): WireError {
  return { status: 404, code: 20404, message: `The requested resource ${path} was not found` }
}

export function asWireError({ status, code, message }: WireError) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

const deliveryErrors: Readonly<Record<number, string>> = {
  21610: 'Attempt to send to unsubscribed recipient',
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30022: 'US A2P 10DLC - Rate Limits Exceeded',
  30023: 'US A2P 10DLC - Daily Message Cap Reached',
  30024: 'Numeric Sender ID Not Provisioned on Carrier',
  30034: 'Message from an Unregistered Number',
  30036: 'Validity Period Expired',
  30047: 'Message could not be rescheduled after quiet hours',
  30410: 'Provider Timeout Error',
  30610: 'Message blocked by quiet hours',
}

export function deliveryErrorText(code: number): string {
  return deliveryErrors[code] ?? 'Unknown error'
}
