/** Posts to an address of the operator's: an alert in the form that Slack and its like take, or a sign of life. */
import type { MailOutcome } from '@jobrun/domain/outbox/mail'

const LIMIT_MS = 10_000

/** A refusal is certain; without an answer it may have arrived. Codes only: an answer may quote the address, which is a secret. */
export function createAlertWebhook(url: string) {
  return async ({ message }: { message: string }): Promise<MailOutcome> => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: message }),
        redirect: 'manual',
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      await answer.body?.cancel()
      if (answer.ok) return { kind: 'accepted' }
      return { kind: 'refused', later: answer.status >= 500 || answer.status === 429, detail: `HTTP ${answer.status}` }
    } catch (failure) {
      return notConnected(failure)
    }
  }
}

function notConnected(failure: unknown): MailOutcome {
  const code = ((failure as Error).cause as { code?: unknown } | undefined)?.code
  const detail = typeof code === 'string' ? code : 'no answer in time'
  const isCertain = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
  return isCertain ? { kind: 'refused', later: true, detail } : { kind: 'unknown', detail }
}

export function createHeartbeat(url: string) {
  return async (): Promise<void> => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the heartbeat was answered HTTP ${answer.status}`)
  }
}
