/** An owner who signs up: says things at the onboarding number, and pays on the stand-in's page as a browser would. */
import { onboardingNumber, type TestWorld } from './world.ts'

export function signingUp(world: TestWorld, phone: string) {
  const heard = () => world.heard(phone)
  const id = async () => {
    const [row] = await world.rows<{ id: string }>('select id from clients where phone_number = $1', [phone])
    if (!row) throw new Error(`${phone} is nobody's client`)
    return row.id
  }
  const link = () => {
    const links = heard().flatMap((body) => body.match(/https?:\/\/\S+\/p\/[0-9a-f]+/) ?? [])
    return links.at(-1) ?? ''
  }
  /** Opens the link that was texted, and gives the checkout that it leads to. */
  const session = async () => {
    const page = await fetch(link())
    return page.url.split('/pay/')[1] ?? ''
  }
  return {
    phone,
    heard,
    id,
    link,
    session,
    async says(...texts: string[]) {
      const before = heard().length
      for (const words of texts) await world.texts(phone, words, { to: onboardingNumber })
      await world.settle()
      return heard().slice(before)
    },
    async pays(card: Parameters<TestWorld['stripe']['pay']>[1] = 'good') {
      const end = world.stripe.pay(await session(), card)
      await world.settle()
      return end
    },
    /** As far as the payment link. */
    async signsUp(business: string) {
      await this.says('Plumber in Leeds', `${business}, I'm Dave`, 'sms')
    },
  }
}
