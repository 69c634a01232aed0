import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { picture } from './picture.ts'

test('docs/onboarding.md shows the machine as it is; npm run docs:onboarding draws it anew', () => {
  const docs = readFileSync(new URL('../../../../docs/onboarding.md', import.meta.url), 'utf8')
  expect(docs).toContain(picture())
})
