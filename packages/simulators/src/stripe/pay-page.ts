// The page a payment link opens: `GET /pay/:session` shows what is bought, its buttons pay, decline or close.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { cardSlugs, cards } from './cards.ts'
import { payCheckout } from './checkout.ts'
import { readForm } from './form.ts'
import { escapeHtml, money, page } from './page-frame.ts'
import type { CheckoutSession } from './records.ts'
import type { Shop } from './shop.ts'

export function servePayPage(app: FastifyInstance, deps: { shop: Shop; act: <T>(work: () => T) => T }): void {
  const { shop, act } = deps
  const find = (params: unknown) => shop.books.sessions.get((params as { session: string }).session)
  app.get('/pay/:session', (request, reply) => {
    act(() => {})
    const session = find(request.params)
    return session ? html(reply, 200, payPage(session, null)) : html(reply, 404, unknownPage())
  })
  app.post('/pay/:session', (request, reply) => {
    const session = find(request.params)
    if (!session) return html(reply, 404, unknownPage())
    const { action, card } = readForm(String(request.body ?? ''))
    if (action === 'close') return reply.redirect(session.cancelUrl ?? `/pay/${session.id}`, 303)
    const slug = action === 'decline' ? 'declined' : (cardSlugs.find((one) => one === card) ?? 'good')
    const end = act(() => payCheckout(shop, session.id, slug))
    if (end.outcome === 'declined') return html(reply, 402, payPage(session, end.message))
    if (end.outcome === 'closed') return html(reply, 410, payPage(session, null))
    return reply.redirect(end.redirect, 303)
  })
}

function html(reply: FastifyReply, status: number, text: string) {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text)
}

function unknownPage(): string {
  return page('No such payment', '<p>This link does not exist. Ask for a new one.</p>')
}

function payPage(session: CheckoutSession, declined: string | null): string {
  if (session.status === 'expired') return page('This link has expired', '<p>Ask for a new one.</p>')
  if (session.status === 'complete') return page('Already paid', '<p>Nothing more to do here.</p>')
  const choices = cards.map(
    ({ slug, label, number }) => `<option value="${slug}">${number.slice(-4)}: ${label}</option>`,
  )
  return page(
    title(session),
    `${declined ? `<p role="alert">${escapeHtml(declined)}</p>` : ''}
<p>${escapeHtml(terms(session))}</p>
<p class="note">${escapeHtml(session.clientReferenceId ?? 'no reference')}</p>
<form method="post">
<label>Card <select name="card">${choices.join('')}</select></label>
<button class="main" name="action" value="pay">Pay</button>
<button name="action" value="decline">Card declined</button>
<button name="action" value="close">Close</button>
</form>`,
  )
}

function title({ price, quantity }: CheckoutSession): string {
  return money(price.unitAmount * quantity, price.currency) + (price.interval ? ` a ${price.interval}` : '')
}

function terms({ trialDays, mode }: CheckoutSession): string {
  if (mode === 'payment') return 'Paid once.'
  return trialDays > 0 ? `${trialDays} days free, then paid until you cancel.` : 'Paid now, until you cancel.'
}
