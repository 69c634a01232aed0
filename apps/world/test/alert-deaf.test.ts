import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { type TestWorld, testWorld } from './world.ts'

describe('a founder’s phone that takes no texts', () => {
  let deaf: TestWorld
  let mailbox: Mailbox
  beforeAll(async () => {
    mailbox = await startMailbox()
    deaf = await testWorld({
      environment: {
        ADMIN_PHONE: '+447700900914',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'alerts@jobrun.example',
        ALERT_EMAIL: 'founder@jobrun.example',
      },
    })
  })
  afterAll(async () => {
    await mailbox?.stop()
    await deaf?.stop()
  })

  test('never counts as told: the text is tried again, health says so, and the words go by e-mail', async () => {
    await deaf.admin('POST', '/alerts/test', {})
    const outcomes = async () => {
      await deaf.settle()
      await deaf.tellFounder()
      await deaf.settle()
      return (await deaf.rows<{ state: string }>('select state from alert_logs order by created_at')).map(
        ({ state }) => state,
      )
    }
    expect(await outcomes()).toEqual(['FAILED'])
    for (const minutes of [5, 10, 20]) {
      await deaf.fastForward((minutes + 1) * 60_000)
      await outcomes()
    }
    expect(await outcomes()).toEqual(['FAILED', 'FAILED', 'FAILED', 'FAILED'])
    expect((await deaf.health()).checks.alerts).toMatchObject({ status: 'degraded' })
    await deaf.sendCopies()
    expect(mailbox.taken.length).toBeGreaterThan(0)
    expect(mailbox.taken[0]).toContain('TEST_ALERT')
    expect(await deaf.rows('select 1 from alert_logs where delivered_at is not null')).toEqual([])
  })
})
