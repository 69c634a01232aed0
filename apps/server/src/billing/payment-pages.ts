/**
 * The short links that owners are texted: `/p/<word>` leads to Stripe's checkout, `/b/<word>` to Stripe's billing page. Both
 * stay the same while what is behind them is renewed. The few pages of our own say what happened and what comes next.
 */
import { type BillingRow, findPayer, findPortal } from '@jobrun/db/billing/billing-rows'
import type { Pool } from '@jobrun/db/pool'
import type { Till } from '@jobrun/domain/billing/till'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { createOpenCheckout } from './open-checkout.ts'
import { type Page, pages, showPage } from './page.ts'
import type { createRefreshBilling } from './refresh-billing.ts'

export interface PaymentPagesDeps {
  pool: Pool
  publicBaseUrl: string
  /** null: Stripe is not set up. */
  stripe: Stripes | null
  now: () => Date
}

interface Stripes {
  till: Pick<Till, 'openPortal'>
  openCheckout: ReturnType<typeof createOpenCheckout>
  refresh: ReturnType<typeof createRefreshBilling>
}

interface Of {
  Params: { token: string }
}

export function paymentPages(app: FastifyInstance, deps: PaymentPagesDeps): void {
  app.get<Of>('/p/:token', ({ params }, reply) => pay(deps, params.token, reply))
  app.get<Of>('/p/:token/done', ({ params }, reply) => thank(deps, params.token, reply))
  app.get<Of>('/p/:token/closed', (_request, reply) => show(reply, pages.closed))
  app.get<Of>('/b/:token', ({ params }, reply) => manage(deps, params.token, reply))
}

async function pay({ pool, stripe }: PaymentPagesDeps, token: string, reply: FastifyReply): Promise<FastifyReply> {
  const payer = await findPayer(pool, token)
  if (!payer) return show(reply, pages.unknown)
  if (!stripe) return show(reply, pages.byHand)
  const opened = await stripe.openCheckout(payer)
  if (opened.kind === 'open') return reply.header('cache-control', 'no-store').redirect(opened.url, 303)
  if (opened.kind === 'complete') {
    await lookAgain(stripe, payer)
    return show(reply, pages.done)
  }
  return show(reply, opened.kind === 'paid' ? pages.paid : pages.away)
}

/** Stripe's event comes by itself; asking at once spares the owner the wait. Where it fails, the event does the same. */
async function thank({ pool, stripe }: PaymentPagesDeps, token: string, reply: FastifyReply): Promise<FastifyReply> {
  const payer = await findPayer(pool, token)
  if (!payer || !stripe) return show(reply, pages.unknown)
  await lookAgain(stripe, payer)
  return show(reply, pages.done)
}

async function lookAgain({ refresh }: Pick<Stripes, 'refresh'>, { clientId, session }: BillingRow): Promise<void> {
  const key = `returned:${session?.id}`
  await refresh({ clientId, session: session?.id ?? null, subscription: null, key, event: null, asked: false })
}

async function manage(deps: PaymentPagesDeps, token: string, reply: FastifyReply): Promise<FastifyReply> {
  const found = await findPortal(deps.pool, token, deps.now())
  if (!found) return show(reply, pages.unknown)
  if (!deps.stripe) return show(reply, pages.byHand)
  if (found.customerId === null) return reply.redirect(`${deps.publicBaseUrl}/p/${found.paymentToken}`, 303)
  const returnUrl = `${deps.publicBaseUrl}/p/${found.paymentToken}/done`
  const opened = await deps.stripe.till.openPortal({ customerId: found.customerId, returnUrl })
  return opened.ok ? reply.header('cache-control', 'no-store').redirect(opened.value, 303) : show(reply, pages.away)
}

function show(reply: FastifyReply, page: Page): FastifyReply {
  return reply
    .code(page.status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .header('referrer-policy', 'no-referrer')
    .send(showPage(page))
}
