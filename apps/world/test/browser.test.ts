import { expect, test } from 'vitest'
import { findBrowser } from './browser.ts'

test('CHROME_PATH is taken before what the PATH has, and one that cannot be run is none', () => {
  expect(findBrowser({ CHROME_PATH: process.execPath, PATH: '/usr/bin' })).toBe(process.execPath)
  expect(findBrowser({ CHROME_PATH: '/nowhere/chrome', PATH: '/usr/bin' })).toBeNull()
})
