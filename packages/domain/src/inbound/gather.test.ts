import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerAfter, type Gathering, lateMs, type UnfinishedText, yieldsToLater } from './gather.ts'

const gathering: Gathering = { quietMs: 1_500, mostMs: 6_000 }
const at = (ms: number) => new Date(1_800_000_000_000 + ms)

test('a lone text waits the quiet time; a later one makes it wait again, up to six seconds after the oldest', () => {
  expect(answerAfter(at(0), null, gathering)).toEqual(at(1_500))
  expect(answerAfter(at(1_000), at(0), gathering)).toEqual(at(2_500))
  expect(answerAfter(at(5_000), at(0), gathering)).toEqual(at(6_000))
  expect(answerAfter(at(9_000), at(0), gathering)).toEqual(at(9_000))
})

test('a text yields only to a higher one that still gathers', () => {
  const unfinished = [
    { seq: 1, receivedAt: at(0) },
    { seq: 2, receivedAt: at(1_400) },
  ]
  expect(yieldsToLater(1, unfinished, at(1_500), gathering)).toBe(true)
  expect(yieldsToLater(2, unfinished, at(1_500), gathering)).toBe(false)
  expect(yieldsToLater(1, unfinished, at(2_900), gathering)).toBe(false)
  expect(yieldsToLater(1, [], at(0), gathering)).toBe(false)
})

test('a turn is late from when its last text had waited for another, or its first for six seconds', () => {
  const texts = (...times: number[]) => times.map((ms) => ({ receivedAt: at(ms) }))
  expect(lateMs(texts(0), at(1_500), gathering)).toBe(0)
  expect(lateMs(texts(0), at(6_501), gathering)).toBe(5_001)
  expect(lateMs(texts(0, 1_000), at(3_000), gathering)).toBe(500)
  expect(lateMs(texts(0, 5_900), at(7_000), gathering)).toBe(1_000)
  expect(lateMs(texts(0), at(-3_600_000), gathering)).toBe(0)
  expect(lateMs([], at(0), gathering)).toBe(0)
})

const arrivals = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 12 }).map((gaps) => {
  let ms = 0
  return gaps.map((gap, index): UnfinishedText => {
    ms += gap
    return { seq: index + 1, receivedAt: at(ms) }
  })
})

test('the job of the highest text never yields', () => {
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 0, max: 20_000 }), (texts, wait) => {
      const last = texts.at(-1) as UnfinishedText
      const now = new Date(last.receivedAt.getTime() + wait)
      expect(yieldsToLater(last.seq, texts, now, gathering)).toBe(false)
    }),
  )
})

test('whatever comes when, each text is answered within the most it may wait, and nothing is left over', () => {
  fc.assert(
    fc.property(arrivals, (texts) => {
      for (const { answered, receivedAt } of played(texts)) {
        expect(answered - receivedAt).toBeGreaterThanOrEqual(0)
        expect(answered - receivedAt).toBeLessThanOrEqual(gathering.mostMs)
      }
    }),
  )
})

/** Lets each text come and each job run at its moment: what is unfinished is answered by the first that does not yield. */
function played(texts: readonly UnfinishedText[]): { receivedAt: number; answered: number }[] {
  const answered = new Map<number, number>()
  const jobs: { seq: number; at: number }[] = []
  const runUntil = (moment: number) => {
    for (const job of jobs.filter((one) => one.at <= moment).sort((a, b) => a.at - b.at || a.seq - b.seq)) {
      jobs.splice(jobs.indexOf(job), 1)
      const here = texts.filter((text) => text.receivedAt.getTime() <= job.at && !answered.has(text.seq))
      if (!here.some((text) => text.seq === job.seq)) continue
      if (yieldsToLater(job.seq, here, new Date(job.at), gathering)) continue
      for (const text of here) answered.set(text.seq, job.at)
    }
  }
  for (const text of texts) {
    const moment = text.receivedAt.getTime()
    runUntil(moment - 1)
    const oldest = texts.find((one) => one.seq < text.seq && !answered.has(one.seq))
    jobs.push({ seq: text.seq, at: answerAfter(text.receivedAt, oldest?.receivedAt ?? null, gathering).getTime() })
  }
  runUntil(Number.POSITIVE_INFINITY)
  return texts.map((text) => ({
    receivedAt: text.receivedAt.getTime(),
    answered: answered.get(text.seq) ?? Number.NaN,
  }))
}
