/** Writes the picture of the onboarding machine into docs/onboarding.md, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { picture } from '../packages/domain/src/onboarding/picture.ts'

const file = new URL('../docs/onboarding.md', import.meta.url)
const drawn = readFileSync(file, 'utf8').replace(
  /(<!-- drawn by npm run docs:onboarding -->\n)[\s\S]*(<!-- end of the drawing -->)/,
  (_, begin: string, end: string) => `${begin}${picture()}\n${end}`,
)
writeFileSync(file, drawn)
