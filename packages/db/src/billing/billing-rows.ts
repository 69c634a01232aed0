/** A client's billing as we know it. Stripe is asked outside of any transaction; `version` tells whether to ask again. */
import { randomBytes } from 'node:crypto'
import type { BillingStanding } from '@jobrun/domain/billing/billing-state'
import type { EventSubject } from '@jobrun/domain/billing/stripe-event'
import type { CheckoutNow, SubscriptionNow } from '@jobrun/domain/billing/till'
import type { OnboardingState } from '@jobrun/domain/onboarding/states'
import type { Db, Tx } from '../pool.ts'

export interface BillingRow {
  clientId: string
  businessName: string
  ownerPhone: string
  region: string
  timezone: string
  standing: BillingStanding
  paymentToken: string | null
  /** Where it stands in signing up; null: nowhere. */
  onboardingState: OnboardingState | null
  customerId: string | null
  subscriptionId: string | null
  session: { id: string; url: string | null; expiresAt: Date | null } | null
  sessions: number
  version: number
}

interface Row {
  client_id: string
  business_name: string
  phone_number: string
  region: string
  timezone: string
  billing_state: BillingStanding['state']
  payment_active: boolean
  grace_until: Date | null
  unpaid_since: Date | null
  payment_token: string | null
  current_state: OnboardingState | null
  customer_id: string | null
  subscription_id: string | null
  session_id: string | null
  session_url: string | null
  session_expires_at: Date | null
  sessions: number | null
  version: number | null
}

const columns = `
select c.id as client_id, c.business_name, c.phone_number, c.region, c.timezone, c.billing_state, c.payment_active, c.grace_until, c.unpaid_since,
 s.payment_token, s.current_state, b.customer_id, b.subscription_id, b.session_id, b.session_url, b.session_expires_at, b.sessions, b.version
from clients c left join onboarding_states s on s.client_id = c.id left join client_billing b on b.client_id = c.id`

export async function readBilling(db: Db, clientId: string): Promise<BillingRow | null> {
  const text = `${columns} where c.id = $1`
  const { rows } = await db.query<Row>({ name: 'read-billing', text, values: [clientId] })
  return rows[0] ? rowOf(rows[0]) : null
}

/** Under the client's lock, as everything of a sign-up is. */
export async function lockBilling(tx: Tx, clientId: string): Promise<BillingRow | null> {
  const text = `${columns} where c.id = $1 for no key update of c`
  const { rows } = await tx.query<Row>({ name: 'lock-billing', text, values: [clientId] })
  return rows[0] ? rowOf(rows[0]) : null
}

/** By the word in the owner's short link. */
export async function findPayer(db: Db, paymentToken: string): Promise<BillingRow | null> {
  const text = `${columns} where s.payment_token = $1`
  const { rows } = await db.query<Row>({ name: 'find-payer', text, values: [paymentToken] })
  return rows[0] ? rowOf(rows[0]) : null
}

function rowOf(row: Row): BillingRow {
  return {
    clientId: row.client_id,
    businessName: row.business_name,
    ownerPhone: row.phone_number,
    region: row.region,
    timezone: row.timezone,
    standing: {
      state: row.billing_state,
      paymentActive: row.payment_active,
      graceUntil: row.grace_until,
      unpaidSince: row.unpaid_since,
    },
    paymentToken: row.payment_token,
    onboardingState: row.current_state,
    customerId: row.customer_id,
    subscriptionId: row.subscription_id,
    session: row.session_id && { id: row.session_id, url: row.session_url, expiresAt: row.session_expires_at },
    sessions: row.sessions ?? 0,
    version: row.version ?? 0,
  } as BillingRow
}

const whose = `
select c.id from clients c left join client_billing b on b.client_id = c.id
where c.id::text = $1 or b.subscription_id = $2 or b.customer_id = $3 or b.session_id = $4
order by c.id::text = $1 desc nulls last, b.subscription_id = $2 desc nulls last limit 1`

/** The client that an event is about, by our own reference or by what we know of it. */
export async function findBilled(
  db: Db,
  { client, subscription, customer, session }: EventSubject,
): Promise<string | null> {
  const values = [client, subscription, customer, session]
  const { rows } = await db.query<{ id: string }>({ name: 'find-billed', text: whose, values })
  return rows[0]?.id ?? null
}

const keepClient = `
update clients set billing_state = $2, payment_active = $3, grace_until = $4, unpaid_since = $5, updated_at = $6 where id = $1`

const keepStripes = `
insert into client_billing as b (client_id, customer_id, subscription_id, subscription_status, trial_ends_at, period_ends_at, cancels_at, taken_back, version, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
on conflict (client_id) do update set customer_id = coalesce(excluded.customer_id, b.customer_id), subscription_id = excluded.subscription_id,
 subscription_status = excluded.subscription_status, trial_ends_at = excluded.trial_ends_at, period_ends_at = excluded.period_ends_at,
 cancels_at = excluded.cancels_at, taken_back = excluded.taken_back, version = b.version + 1, updated_at = excluded.updated_at
where (b.customer_id, b.subscription_id, b.subscription_status, b.trial_ends_at, b.period_ends_at, b.cancels_at, b.taken_back) is distinct from
 (coalesce(excluded.customer_id, b.customer_id), excluded.subscription_id, excluded.subscription_status, excluded.trial_ends_at, excluded.period_ends_at,
  excluded.cancels_at, excluded.taken_back)`

/** What was made of the subscription as Stripe had it. The same again is no change, so that nobody has to ask once more. */
export async function keepBilling(
  tx: Tx,
  of: { clientId: string; subscription: SubscriptionNow; standing: BillingStanding; now: Date },
): Promise<void> {
  const { clientId, subscription, now } = of
  await keepBillingStanding(tx, of)
  const { customerId, id, status, trialEndsAt, periodEndsAt, cancelsAt, takenBack } = subscription
  const values = [clientId, customerId, id, status, trialEndsAt, periodEndsAt, cancelsAt, takenBack, now]
  await tx.query({ name: 'keep-subscription', text: keepStripes, values })
}

export async function keepBillingStanding(
  tx: Tx,
  { clientId, standing, now }: { clientId: string; standing: BillingStanding; now: Date },
): Promise<void> {
  const { state, paymentActive, graceUntil, unpaidSince } = standing
  const values = [clientId, state, paymentActive, graceUntil, unpaidSince, now]
  await tx.query({ name: 'keep-billing', text: keepClient, values })
}

const keepSession = `
insert into client_billing as b (client_id, session_id, session_url, session_expires_at, sessions, updated_at) values ($1, $2, $3, $4, $5, $6)
on conflict (client_id) do update set session_id = excluded.session_id, session_url = excluded.session_url,
 session_expires_at = excluded.session_expires_at, sessions = excluded.sessions, updated_at = excluded.updated_at
where b.sessions < excluded.sessions or b.session_id = excluded.session_id`

/** `number`: which of the client's checkouts it is; an older one changes nothing. */
export async function keepCheckout(
  db: Db,
  { clientId, checkout, number, now }: { clientId: string; checkout: CheckoutNow; number: number; now: Date },
): Promise<void> {
  const values = [clientId, checkout.id, checkout.url, checkout.expiresAt, number, now]
  await db.query({ name: 'keep-checkout', text: keepSession, values })
}

const PORTAL_DAYS = 30
/** A token that is texted has a week left at the least. */
const LEFT_DAYS = 7

const token = `
insert into client_billing as b (client_id, portal_token, portal_token_until, updated_at) values ($1, $2, $3::timestamptz + interval '${PORTAL_DAYS} days', $3)
on conflict (client_id) do update set
 portal_token = case when b.portal_token_until > $3::timestamptz + interval '${LEFT_DAYS} days' then b.portal_token else excluded.portal_token end,
 portal_token_until = case when b.portal_token_until > $3::timestamptz + interval '${LEFT_DAYS} days' then b.portal_token_until else excluded.portal_token_until end
returning portal_token`

/** The word in the link to the client's billing page. */
export async function portalTokenOf(tx: Tx, clientId: string, now: Date): Promise<string> {
  const values = [clientId, randomBytes(8).toString('hex'), now]
  const { rows } = await tx.query<{ portal_token: string }>({ name: 'portal-token', text: token, values })
  return rows[0]?.portal_token ?? ''
}

/** null: there is none of that word, or it is over. */
export async function findPortal(
  db: Db,
  portalToken: string,
  now: Date,
): Promise<{ clientId: string; customerId: string | null; paymentToken: string | null } | null> {
  const text = `
select b.client_id as "clientId", b.customer_id as "customerId", s.payment_token as "paymentToken"
from client_billing b left join onboarding_states s on s.client_id = b.client_id where b.portal_token = $1 and b.portal_token_until > $2`
  const { rows } = await db.query<{ clientId: string; customerId: string | null; paymentToken: string | null }>({
    name: 'find-portal',
    text,
    values: [portalToken, now],
  })
  return rows[0] ?? null
}
