// Account, products, prices and customers.
import { z } from 'zod'
import { metadata } from './fields.ts'
import { newId } from './ids.ts'
import { pageFields, pageOf } from './pages.ts'
import type { Customer } from './records.ts'
import { noSuch } from './refusal.ts'
import type { Door } from './rest-door.ts'
import { type Shop, tell } from './shop.ts'
import { mergeMetadata } from './subscriptions.ts'
import { productId, wireAccount, wireCustomer, wirePrice, wireProduct } from './wire-goods.ts'

const customerForm = z.strictObject({
  email: z.string().max(512).optional(),
  name: z.string().max(256).optional(),
  phone: z.string().max(20).optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
})

export function serveGoods(door: Door, shop: Shop): void {
  door.get('/v1/account', () => wireAccount(shop.opened))
  door.get('/v1/prices', ({ form, path }) => {
    const {
      active: _active,
      product: _product,
      type: _type,
      ...wanted
    } = z
      .strictObject({
        ...pageFields,
        active: z.string().optional(),
        product: z.string().optional(),
        type: z.string().optional(),
      })
      .parse(form)
    const records = shop.prices.map((price) => ({ ...price, created: shop.opened }))
    return pageOf(path, records, { wanted, show: (price) => wirePrice(price, shop.opened) })
  })
  door.get('/v1/prices/:id', ({ params: { id = '' } }) => {
    const found = shop.prices.find((price) => price.id === id)
    if (!found) throw noSuch('price', id, 'price')
    return wirePrice(found, shop.opened)
  })
  door.get('/v1/products/:id', ({ params: { id = '' } }) => {
    if (id !== productId) throw noSuch('product', id)
    return wireProduct(shop.opened, shop.prices[0]?.id ?? null)
  })
  serveCustomers(door, shop)
}

function serveCustomers(door: Door, shop: Shop): void {
  const { customers } = shop.books
  const present = (id: string): Customer => {
    const found = customers.get(id)
    if (!found) throw noSuch('customer', id)
    return found
  }
  door.post('/v1/customers', ({ form }) => {
    const given = customerForm.parse(form)
    const { email = null, name = null, phone = null, description = null, metadata = {} } = given
    const id = newId('customer')
    const made = { id, created: shop.now(), email, name, phone, description, metadata, deleted: false }
    customers.set(id, made)
    tell(shop, 'customer.created', id)
    return wireCustomer(made)
  })
  door.get('/v1/customers', ({ form, path }) => {
    const { email, ...wanted } = z.strictObject({ ...pageFields, email: z.string().optional() }).parse(form)
    const records = [...customers.values()].filter(
      (one) => !one.deleted && (email === undefined || one.email === email),
    )
    return pageOf(path, records, { wanted, show: wireCustomer })
  })
  door.get('/v1/customers/:id', ({ params: { id = '' } }) => wireCustomer(present(id)))
  door.post('/v1/customers/:id', ({ form, params: { id = '' } }) => {
    const customer = present(id)
    const { metadata, ...given } = customerForm.parse(form)
    Object.assign(customer, given)
    if (metadata) customer.metadata = mergeMetadata(customer.metadata, metadata)
    tell(shop, 'customer.updated', id)
    return wireCustomer(customer)
  })
  door.delete('/v1/customers/:id', ({ params: { id = '' } }) => {
    present(id).deleted = true
    tell(shop, 'customer.deleted', id)
    return { id, object: 'customer', deleted: true }
  })
}
