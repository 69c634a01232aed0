import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { readTwiml } from '@jobrun/simulators/twilio/voice/read-twiml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLineLookup } from '../src/twilio-lookup.ts'
import { createVoiceAnswers, hangUp } from '../src/twilio-voice.ts'

const twimlFor = createVoiceAnswers('https://jobrun.example/live')

function verbsOf(document: string) {
  const read = readTwiml(document)
  if (!read.ok) throw new Error(read.problem)
  return read.verbs
}

describe('what a caller hears, as TwiML', () => {
  test('is said, then recorded with its callbacks at our address, then ended', () => {
    const verbs = verbsOf(twimlFor({ sentence: 'Sorry.', language: 'en-GB', takesMessage: true }))
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Record', 'Hangup'])
    expect(verbs[0]).toMatchObject({ text: 'Sorry.', attributes: { language: 'en-GB' } })
    expect(verbs[1]?.attributes).toEqual({
      action: 'https://jobrun.example/live/api/twilio/voice/recording',
      maxLength: '120',
      timeout: '5',
      playBeep: 'true',
      recordingStatusCallback: 'https://jobrun.example/live/api/twilio/voice/recording#rc=3&rp=5xx,ct,rt',
      recordingStatusCallbackEvent: 'completed',
      transcribe: 'true',
      transcribeCallback: 'https://jobrun.example/live/api/twilio/voice/transcription#rc=3&rp=5xx,ct,rt',
    })
  })

  test('without a message it ends after the sentence', () => {
    const verbs = verbsOf(twimlFor({ sentence: 'Bye.', language: 'en-US', takesMessage: false }))
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    expect(verbsOf(hangUp()).map(({ name }) => name)).toEqual(['Hangup'])
  })

  test.each([
    ['A&B <Sons>', 'A&B <Sons>'],
    [`"Quote" 'n' Co`, `"Quote" 'n' Co`],
    ['</Say><Dial>+12025550199</Dial><Say>', '</Say><Dial>+12025550199</Dial><Say>'],
    [']]> & <!-- x -->', ']]> & <!-- x -->'],
    ['Café Ünal 水道 🔧', 'Café Ünal 水道 🔧'],
    ['tab\there, bell\u0007, null\u0000', 'tab here, bell , null'],
    ['half \ud83d of a sign \uffff', 'half \ufffd of a sign'],
  ])('says %j as it is', (sentence, said) => {
    const verbs = verbsOf(twimlFor({ sentence, language: 'en-GB', takesMessage: false }))
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    expect(verbs[0]?.text).toBe(said)
  })
})

describe('what kind of line a number is', () => {
  let twilio: Awaited<ReturnType<typeof startTwilioSimulator>>
  const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'simulated-auth-token' }
  beforeAll(async () => {
    twilio = await startTwilioSimulator({ port: 0, ...account })
  })
  afterAll(() => twilio?.stop())

  test.each([
    ['+447700900123', 'mobile'],
    ['+441134960123', 'landline'],
    ['+447700900954', 'landline'],
    ['+447700900952', 'nonFixedVoip'],
    ['+447700900951', 'unknown'],
    ['+447700900953', null],
  ])('%s: %s', async (phone, lineType) => {
    expect(await createLineLookup({ ...account, apiBaseUrl: twilio.url })(phone)).toBe(lineType)
  })

  test('cannot be asked where nobody answers, and then it is not known', async () => {
    const lookUp = createLineLookup({ ...account, apiBaseUrl: 'http://127.0.0.1:9', limitMs: 200 })
    expect(await lookUp('+447700900123')).toBeNull()
  })
})
