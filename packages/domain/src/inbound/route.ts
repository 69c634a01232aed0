/** Whom a text is for: by the number it was sent to first, then by who the sender is for that client. */
export type NumberRole = 'ONBOARDING' | 'OPERATIONAL' | 'SYSTEM'

export type Route = 'customer' | 'owner' | 'onboarding' | 'nobody'

export interface Addressed {
  role: NumberRole | null
  /** The client whose own number it is, with the owner's phone. */
  client: { ownerPhone: string } | null
  from: string
}

/** A phone may be one client's owner and another's customer, so it is never looked up by itself. */
export function route({ role, client, from }: Addressed): Route {
  if (client) return from === client.ownerPhone ? 'owner' : 'customer'
  return role === 'ONBOARDING' ? 'onboarding' : 'nobody'
}
