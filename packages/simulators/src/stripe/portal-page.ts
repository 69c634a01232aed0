// The customer portal: cancel at the end of the period, keep it after all, another card.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { cardSlugs, cards } from './cards.ts'
import { readForm } from './form.ts'
import { escapeHtml, money, page } from './page-frame.ts'
import type { PortalSession, Subscription } from './records.ts'
import type { Shop } from './shop.ts'
import { changeCard, updateSubscription } from './subscriptions.ts'

export function servePortalPage(app: FastifyInstance, deps: { shop: Shop; act: <T>(work: () => T) => T }): void {
  const { shop, act } = deps
  const find = (params: unknown) => shop.books.portals.get((params as { session: string }).session)
  app.get('/portal/:session', (request, reply) => {
    act(() => {})
    return answer(reply, shop, find(request.params))
  })
  app.post('/portal/:session', (request, reply) => {
    const portal = find(request.params)
    const subscription = portal && runningOf(shop, portal.customer)
    if (!portal || !subscription) return answer(reply, shop, portal)
    const { action, card } = readForm(String(request.body ?? ''))
    const slug = cardSlugs.find((one) => one === card)
    act(() => {
      if (action === 'cancel') updateSubscription(shop, subscription, { cancelAtPeriodEnd: true })
      if (action === 'keep') updateSubscription(shop, subscription, { cancelAtPeriodEnd: false })
      if (action === 'card' && slug) changeCard(shop, subscription, slug)
    })
    return reply.redirect(`/portal/${portal.id}`, 303)
  })
}

function runningOf(shop: Shop, customer: string): Subscription | undefined {
  const own = [...shop.books.subscriptions.values()].filter((one) => one.customer === customer)
  return own.findLast(({ status }) => status !== 'canceled' && status !== 'incomplete_expired')
}

function answer(reply: FastifyReply, shop: Shop, portal: PortalSession | undefined) {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  if (!portal) return reply.code(404).send(page('No such link', '<p>This link does not exist. Ask for a new one.</p>'))
  const back = `<p><a href="${escapeHtml(portal.returnUrl)}">Back</a></p>`
  const subscription = runningOf(shop, portal.customer)
  const body = subscription ? manage(subscription) : '<p>No subscription is running.</p>'
  return reply.send(page('Your subscription', body + back))
}

function manage(subscription: Subscription): string {
  const { price, quantity, cancelAtPeriodEnd, periodEnd, status } = subscription
  const until = new Date(periodEnd * 1000).toISOString().slice(0, 10)
  const choices = cards.map(
    ({ slug, label, number }) => `<option value="${slug}">${number.slice(-4)}: ${label}</option>`,
  )
  return `<p>${money(price.unitAmount * quantity, price.currency)} a ${price.interval}, ${status.replace('_', ' ')}</p>
<p>${cancelAtPeriodEnd ? `Ends on ${until}.` : `Next payment on ${until}.`}</p>
<form method="post">
${cancelAtPeriodEnd ? '<button name="action" value="keep">Keep it</button>' : '<button name="action" value="cancel">Cancel subscription</button>'}
<label>Card <select name="card">${choices.join('')}</select></label>
<button name="action" value="card">Use this card</button>
</form>`
}
