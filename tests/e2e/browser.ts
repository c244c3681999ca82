/**
 * A real Chromium for stories: one per test process, a fresh context per person, pictures under `.cache/shots/`.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

const shots = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../.cache/shots')

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, or the one named by MJ_CHROMIUM. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.MJ_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

export type Look = {
  readonly language?: 'zh' | 'en'
  readonly shade?: 'dark' | 'light'
  readonly width?: number
}

/** A console of its own at `address`. Errors of the page are collected in `errors`. */
export async function openConsole(
  browser: Browser,
  address: string,
  look: Look = {},
): Promise<{ page: Page; errors: string[] }> {
  const width = look.width ?? 1440
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    locale: look.language === 'en' ? 'en-GB' : 'zh-CN',
  })
  await context.addInitScript(
    ([language, shade]) => {
      if (localStorage.getItem('language') === null) localStorage.setItem('language', language!)
      if (localStorage.getItem('shade') === null) localStorage.setItem('shade', shade!)
    },
    [look.language ?? 'zh', look.shade ?? 'dark'],
  )
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // The first question of a page nobody is signed in to may be refused; the browser reports that by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(message.text())
    }
  })
  await page.goto(address)
  return { page, errors }
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.locator('input[autocomplete^="username"]').fill(login)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('.shell').waitFor({ timeout: 15_000 })
}

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`) })
}
