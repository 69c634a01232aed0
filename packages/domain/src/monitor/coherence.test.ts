import { expect, test } from 'vitest'
import { setupAt } from '../numbers/number-desk.ts'
import { incoherences, onboardingProblem } from './coherence.ts'

const us = 'https://jobrun.example'
const number = '+447700900000'
const pointing = (smsUrl: string) => ({ ok: true as const, value: { setup: { ...setupAt(us), smsUrl } } })

test('the onboarding number has to send its texts to us, with or without retries asked for', () => {
  expect(onboardingProblem(number, pointing(setupAt(us).smsUrl), us)).toBeNull()
  expect(onboardingProblem(number, pointing(`${us}/api/twilio/sms`), us)).toBeNull()
  for (const elsewhere of ['', 'https://old.example/api/twilio/sms', `${us}/api/twilio/voice`])
    expect(onboardingProblem(number, pointing(elsewhere), us)).toMatch(/go elsewhere/)
})

test('a number that the account lacks is a wrong setting; Twilio not answering says nothing about it', () => {
  expect(onboardingProblem(number, { ok: true, value: null }, us)).toMatch(/correct TWILIO_NUMBER/)
  expect(onboardingProblem(number, { ok: false, detail: 'Twilio did not answer' }, us)).toBeNull()
})

test('alerts that reach nobody, and texts in the open, are said', () => {
  const good = { publicBaseUrl: us, systemNumber: number, founderPhone: '+447700900123' }
  expect(incoherences(good)).toEqual([])
  expect(incoherences({ ...good, founderPhone: number })).toEqual([expect.stringMatching(/ADMIN_PHONE/)])
  expect(incoherences({ ...good, publicBaseUrl: 'http://jobrun.example' })).toEqual([expect.stringMatching(/https/)])
  expect(incoherences({ ...good, publicBaseUrl: 'http://localhost:3000' })).toEqual([])
})
