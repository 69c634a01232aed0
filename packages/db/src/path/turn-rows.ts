/** Rows as PostgreSQL's to_jsonb gives them, read into the domain's values. */
import type { Askable } from '@jobrun/domain/pipeline/brain'
import type { ClientTemplates } from '@jobrun/domain/pipeline/client-templates'
import type { LeadState, OpenLead } from '@jobrun/domain/pipeline/turn'

export interface ClientContext {
  id: string
  businessName: string
  ownerName: string | null
  ownerPhone: string
  ownNumber: string | null
  forwardingEnabled: boolean
  notificationPreference: string | null
  region: string
  timezone: string
  bookingUrl: string | null
  templates: ClientTemplates
  paymentActive: boolean
  graceUntil: Date | null
  ownerOptedOut: boolean
  ownerUnreachable: boolean
  /** null: only the fleet's budget counts. */
  aiDailyBudgetMicroUsd: number | null
}

export interface SwitchRow {
  outbound_paused?: boolean
  outbound_paused_until?: string | null
  ai_disabled?: boolean
  ai_disabled_until?: string | null
  notifications_paused?: boolean
  notifications_paused_until?: string | null
}

export interface ClientRow {
  client: SwitchRow & {
    id: string
    business_name: string
    owner_name: string | null
    phone_number: string
    twilio_number: string | null
    forwarding_enabled: boolean
    notification_preference: string | null
    region: string
    timezone: string
    booking_url: string | null
    templates: ClientTemplates
    payment_active: boolean
    grace_until: string | null
    ai_daily_budget_micro_usd: number | null
  }
  settings: SwitchRow | null
  ownerOptedOut: boolean
  ownerUnreachable: boolean
}

export interface LeadRow {
  id: string
  state: LeadState
  job_type: string | null
  urgency: string | null
  location: string | null
  requested_time: string | null
  name: string | null
  extra_details: string | null
  asked: Askable[]
  clarifications: number
  handed_over: boolean
  link_sent_at: string | null
  alerted_at: string | null
}

export function clientOf({ client, ownerOptedOut, ownerUnreachable }: ClientRow): ClientContext {
  return {
    id: client.id,
    businessName: client.business_name,
    ownerName: client.owner_name,
    ownerPhone: client.phone_number,
    ownNumber: client.twilio_number,
    forwardingEnabled: client.forwarding_enabled,
    notificationPreference: client.notification_preference,
    region: client.region,
    timezone: client.timezone,
    bookingUrl: client.booking_url,
    templates: client.templates,
    paymentActive: client.payment_active,
    graceUntil: date(client.grace_until),
    ownerOptedOut,
    ownerUnreachable,
    aiDailyBudgetMicroUsd: client.ai_daily_budget_micro_usd,
  }
}

export function leadOf(row: LeadRow): OpenLead {
  return {
    id: row.id,
    state: row.state,
    facts: {
      jobType: row.job_type,
      urgency: row.urgency,
      location: row.location,
      requestedTime: row.requested_time,
      name: row.name,
      extraDetails: row.extra_details,
    },
    asked: row.asked,
    clarifications: row.clarifications,
    handedOver: row.handed_over,
    linkSentAt: date(row.link_sent_at),
    alertedAt: date(row.alerted_at),
  }
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
