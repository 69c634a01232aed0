import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core calls serious or critical, each with the first place where it found it. */
export async function seriousFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => id + ': ' + help + ' at ' + nodes[0].target.join(' ')))`)
}
