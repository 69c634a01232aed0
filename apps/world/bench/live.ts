/** `npm run bench -- --only live`: many consoles that are open while many people text. */
import { Agent, get } from 'node:http'
import { streamEvents } from '@jobrun/contracts/events'
import { adminApiKey } from './account.ts'
import { ask, type BenchWorld, emptied, line, sendOne, withService } from './measures.ts'
import { figuresOf, newHistogram, openLoop } from './open-loop.ts'
import { type ServiceProcess, usageOf } from './processes.ts'

const CONSOLES = 200
const TEXTS_PER_SECOND = 50
const agent = new Agent({ maxSockets: CONSOLES })

interface Console {
  /** When a conversation's text was first told of, by its id. */
  toldAt: Map<string, number>
  close: () => void
}

export async function measureLive(world: BenchWorld): Promise<void> {
  await withService(world, {}, async (service) => {
    const { seconds } = world
    await openLoop({ perSecond: TEXTS_PER_SECOND, seconds: 6 }, () => sendOne(service))
    const before = usageOf(service.pid).rssMb
    const consoles = await Promise.all(Array.from({ length: CONSOLES }, () => openConsole(service)))
    const sentAt = new Map<string, number>()
    await openLoop({ perSecond: TEXTS_PER_SECOND, seconds }, () => sendOne(service, sentAt))
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const { rssMb, peakMb } = usageOf(service.pid)
    const { rows } = await ask<{ id: string; phone: string }>(world, 'select id, phone from conversations')
    const delays = newHistogram()
    let missed = 0
    for (const { id, phone } of rows) {
      const sent = sentAt.get(phone)
      if (sent === undefined) continue
      for (const { toldAt } of consoles) {
        const told = toldAt.get(id)
        if (told === undefined) missed++
        else delays.recordValue(Math.max(1, Math.round((told - sent) * 1_000)))
      }
    }
    for (const one of consoles) one.close()
    const { count, p50, most } = figuresOf(delays, missed)
    const p95 = Math.round(delays.getValueAtPercentile(95) / 1_000)
    line(
      `${CONSOLES} consoles, ${TEXTS_PER_SECOND} texts/s`,
      `a text is told of after p50 ${Math.round(p50)} ms, p95 ${p95} ms, most ${Math.round(most)} ms (${count} told, ${missed} missed)`,
    )
    line('  memory', `${before.toFixed(0)} MiB before, ${rssMb.toFixed(0)} now, ${peakMb.toFixed(0)} at most`)
  })
  await emptied(world)
}

function openConsole(service: ServiceProcess): Promise<Console> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${adminApiKey}` }
    const asked = get(`${service.url}${streamEvents.path}`, { agent, headers }, (answer) => {
      const toldAt = new Map<string, number>()
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        const now = performance.now()
        for (const [, id = ''] of piece.matchAll(/"kind":"text".*?"conversationId":"([^"]+)"/g))
          if (!toldAt.has(id)) toldAt.set(id, now)
      })
      resolve({ toldAt, close: () => asked.destroy() })
    })
    asked.once('error', reject)
  })
}
