import { type AccountNumber, setupAt, type Told } from '../numbers/number-desk.ts'

/** What is wrong with settings that are each well-formed, in sentences that say what to do. */
export interface Settings {
  publicBaseUrl: string
  systemNumber: string
  founderPhone: string
}

export function incoherences({ publicBaseUrl, systemNumber, founderPhone }: Settings): string[] {
  const { protocol, hostname } = new URL(publicBaseUrl)
  const isHere = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
  return [
    ...(founderPhone === systemNumber
      ? ['ADMIN_PHONE is TWILIO_NUMBER, so alerts reach nobody: correct one of them.']
      : []),
    ...(protocol === 'https:' || isHere
      ? []
      : ['PUBLIC_BASE_URL is not https, so texts travel in the open: put TLS in front and correct it.']),
  ]
}

/** Where texts of the onboarding number must go, whatever retries Twilio was asked for behind the #. */
export function onboardingProblem(
  number: string,
  found: Told<Pick<AccountNumber, 'setup'> | null>,
  publicBaseUrl: string,
): string | null {
  if (!found.ok) return null
  if (!found.value) return `Twilio does not know our number ${number} in this account: correct TWILIO_NUMBER.`
  const wanted = setupAt(publicBaseUrl).smsFallbackUrl
  return found.value.setup.smsUrl.split('#')[0] === wanted
    ? null
    : `texts to our number ${number} go elsewhere: set its webhook to ${wanted} at Twilio.`
}
