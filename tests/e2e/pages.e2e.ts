// long
// needs: chromium
/** Every page of the console in a real browser: readable (WCAG 2 A and AA by axe), and no wider than a phone. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
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

/** WCAG 2 A and AA, and no wider than a phone; a picture of both widths. */
async function isReadable(page: Page, name: string, shade: string): Promise<void> {
  // Put in by the test itself: the page's own policy lets no foreign script run.
  const wrong = await page.evaluate(`${axe}
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }).then((r) =>
      r.violations.map((v) => v.id + ' ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')))`)
  assert.deepEqual(wrong, [], `${name} in ${shade}`)
  await page.setViewportSize({ width: 390, height: 844 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.equal(width, 390, `${name} scrolls sideways at 390 px`)
  await shoot(page, `phone-${name}-${shade}`)
  await page.setViewportSize({ width: 1440, height: 900 })
  await shoot(page, `${name}-${shade}`)
}

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
      await isReadable(page, at.slice(1), shade)
    }
    await page.context().close()
  }
})

test('the console says why, by the law and from what this station has registered', async () => {
  for (const [shade, language, why, parts] of [
    ['dark', 'zh', '为什么是这个期限', ['最短保存30日', '反恐怖主义法', '不是防范恐怖袭击的重点目标']],
    ['light', 'en', 'Why this long', ['30 days', 'Counter-Terrorism Law', 'no key target']],
  ] as const) {
    const { page, errors } = await openConsole(browser, product.address, { shade, language })
    await signIn(page, 'keeper', product.accounts.keeper!)
    await page.goto(`${product.address}/storage`)
    await page.locator('summary', { hasText: why }).click()
    const body = page.locator('.why-body')
    await body.waitFor()
    const said = await body.innerText()
    for (const part of parts) assert.ok(said.includes(part), `${part} in ${said}`)
    await isReadable(page, 'storage-why', shade)
    assert.deepEqual(errors, [])
    await page.context().close()
  }
})

test('a keeper answers what decides the floor; until then the page says what is missing', async () => {
  const { page, errors } = await openConsole(browser, product.address, { shade: 'light' })
  await signIn(page, 'keeper', product.accounts.keeper!)
  await page.goto(`${product.address}/storage`)
  const register = async (open: string, answer: string) => {
    await page.getByRole('button', { name: open, exact: true }).click()
    await page.locator('#floor-key-target').click()
    await page.locator('.ant-select-item-option', { hasText: answer }).last().click()
    await page.getByLabel('依据').fill('试验')
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.locator('.ant-modal-footer').waitFor({ state: 'detached' })
  }
  await register('更正登记', '尚不明确')
  await page.locator('main', { hasText: '还缺登记事项：防范恐怖袭击重点目标' }).waitFor()
  await page.locator('main', { hasText: '90 天保存' }).waitFor()
  await page.locator('summary', { hasText: '为什么是这个期限' }).click()
  await page.locator('.why-body', { hasText: '是否为防范恐怖袭击的重点目标' }).waitFor()
  await isReadable(page, 'storage-open', 'light')
  await register('登记', '不是')
  await page.locator('main', { hasText: '更正登记' }).waitFor()
  await page.locator('.why-body', { hasText: '最短保存30日' }).waitFor()
  assert.deepEqual(errors, [])
  await page.context().close()
})

test('the form of a use says what the law says to it, and follows what is filled in', async () => {
  const { page, errors } = await openConsole(browser, product.address, { shade: 'light' })
  await signIn(page, 'keeper', product.accounts.keeper!)
  await page.goto(`${product.address}/replay?act=officials`)
  await page.locator('summary', { hasText: '法规怎么说' }).click()
  const body = page.locator('.why-body')
  const says = (part: string) => body.filter({ hasText: part }).waitFor({ timeout: 10_000 })
  await says('第十七条')
  await body.locator('b', { hasText: '否' }).waitFor()
  for (const [i, name] of ['王一', '李二'].entries()) {
    await page.getByPlaceholder('姓名').nth(i).fill(name)
    await page.getByPlaceholder('单位', { exact: true }).nth(i).fill('朝阳分局')
    await page.getByPlaceholder('工作证件号').nth(i).fill(`01${i}`)
    await page.getByLabel('已查验证件').nth(i).check()
  }
  await page.getByPlaceholder('文件名称').fill('介绍信')
  await page.getByLabel('已查看').check()
  // With the paper it is what the gate will say: event and power are what the paper shows.
  await body.locator('b', { hasText: /^是$/ }).waitFor()
  await says('查看')
  await isReadable(page, 'use-why', 'light')
  assert.deepEqual(errors, [])
  await page.context().close()
})

test('a passkey is registered by the page, signs in without a password, and removed signs nobody in', async () => {
  const { page, errors } = await openConsole(browser, product.address)
  // The browser's own software authenticator: the ceremony is Chromium's, with its checks of origin and of the host name.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signIn(page, 'keeper', product.accounts.keeper!)
  await page.goto(`${product.address}/account`)
  await page.getByPlaceholder('名称').fill('值班室')
  await page.getByRole('button', { name: '登记这台设备' }).click()
  await page.locator('.history b', { hasText: '值班室' }).waitFor()
  const byPasskey = async (): Promise<void> => {
    await page.context().clearCookies()
    await page.goto(product.address)
    await page.getByRole('button', { name: '用通行密钥登录' }).click()
  }
  await byPasskey()
  await page.locator('.shell').waitFor({ timeout: 15_000 })
  await page.goto(`${product.address}/account`)
  const row = page.locator('.history li', { hasText: '值班室' })
  await row.getByRole('button').click()
  await row.waitFor({ state: 'detached' })
  await byPasskey()
  await page.locator('.door [role=alert]').waitFor()
  assert.equal(await page.locator('.shell').count(), 0)
  assert.deepEqual(errors, [])
  await page.context().close()
})
