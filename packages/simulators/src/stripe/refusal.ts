// Stripe's error shape. https://docs.stripe.com/api/errors

export interface RefusalBody {
  type: 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
}

/** Thrown by a route and answered as it stands. */
export class Refusal extends Error {
  readonly status: number
  readonly body: RefusalBody

  constructor(status: number, body: Omit<RefusalBody, 'type'> & { type?: RefusalBody['type'] }) {
    super(body.message)
    this.status = status
    this.body = { type: 'invalid_request_error', ...body }
  }
}

export function noSuch(kind: string, id: string, param = 'id'): Refusal {
  return new Refusal(404, { code: 'resource_missing', message: `No such ${kind}: '${id}'`, param })
}
