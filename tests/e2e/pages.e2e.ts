// needs: chromium
/** Every page of the console in a real browser: readable (WCAG 2 A and AA by axe), and no wider than a phone. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Product, startProduct } from '../product.ts'
import { openBrowser, openConsole, shoot, signIn } from './browser.ts'
import { ensureConsole } from './console.ts'

let product: Product
let browser: Browser

before(async () => {
  await ensureConsole()
  product = await startProduct({ sample: true, within: 120_000 })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('every page is readable in both shades, and fits a phone', async () => {
  for (const shade of ['dark', 'light'] as const) {
    const { page } = await openConsole(browser, product.address, {
      shade,
      language: shade === 'dark' ? 'zh' : 'en',
    })
    await signIn(page, 'keeper', product.accounts.keeper!)
    for (const at of ['/watch', '/replay', '/uses', '/cameras', '/storage', '/people', '/account']) {
      await page.goto(product.address + at)
      await page.locator('main h1, main .watch-aside').first().waitFor()
      await page.waitForTimeout(500)
      // Put in by the test itself: the page's own policy lets no foreign script run.
      const wrong = await page.evaluate(`${axe}
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }).then((r) =>
          r.violations.map((v) => v.id + ' ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')))`)
      assert.deepEqual(wrong, [], `${at} in ${shade}`)
      await page.setViewportSize({ width: 390, height: 844 })
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth),
        390,
        `${at} scrolls sideways at 390 px`,
      )
      await shoot(page, `phone-${at.slice(1)}-${shade}`)
      await page.setViewportSize({ width: 1440, height: 900 })
      await shoot(page, `${at.slice(1)}-${shade}`)
    }
    await page.context().close()
  }
})
