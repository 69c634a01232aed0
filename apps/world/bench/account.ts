export const benchAccount = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'bench-auth-token' }
export const onboardingNumber = '+447700900000'
export const adminApiKey = 'bench-admin-key-0123456789'
