/** The country is known from the number; city, state and postcode stay empty, as they do for British mobiles. */
export function place(side: string, phone: string): Record<string, string> {
  const country = phone.startsWith('+44') ? 'GB' : phone.startsWith('+1') ? 'US' : ''
  return { [`${side}Country`]: country, [`${side}State`]: '', [`${side}City`]: '', [`${side}Zip`]: '' }
}
