/** Owners at the beginning, and the terms they are given. */
import { nothingCollected, type Standing, type Terms } from '../src/onboarding/standing.ts'
import { NOW, OWNER } from './turns.ts'

export const terms = (change: Partial<Terms> = {}): Terms => ({
  now: NOW,
  paymentLink: 'https://jobrun.example/p/0123456789abcdef',
  monthlyPrice: '£49',
  trialDays: 7,
  ...change,
})

export const aStanding = (change: Partial<Standing> = {}): Standing => ({
  state: 'S1_BUSINESS_TYPE_LOCATION',
  enteredAt: NOW,
  collected: nothingCollected,
  ownerPhone: OWNER,
  paid: false,
  ownNumber: null,
  proven: false,
  rejections: 0,
  handedOver: false,
  ahead: [],
  lastAnswer: null,
  pendingCall: null,
  waitsForNumber: false,
  nudges: 0,
  nudgeAt: null,
  completedAt: null,
  ...change,
})

export const aCollected = {
  businessType: 'Plumber',
  serviceLocation: 'Leeds',
  region: 'GB',
  timezone: 'Europe/London',
  businessName: 'Leeds Plumbing',
  ownerName: 'Dave',
  notificationPreference: 'SMS',
  phoneType: 'iphone',
} as const
