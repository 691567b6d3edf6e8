// What every journey needs: a browser, a signed-in page, checks that say what they wanted.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

export const [, , base, executablePath, packages, mode] = process.argv
const require = createRequire(packages + '/')
const { chromium } = require('playwright-core')
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

export async function open({ javaScriptEnabled = true, lang = 'en', width = 1280 } = {}) {
  const context = await browser.newContext({ javaScriptEnabled, locale: lang, viewport: { width, height: 900 } })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => console.error(`Content Security Policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('console', (m) => {
    if (/Content Security Policy/.test(m.text())) fail('CSP: ' + m.text())
  })
  page.on('pageerror', (e) => fail('script: ' + e.message))
  return page
}

export async function signIn(page, name, lang = 'en') {
  await page.goto(base + '/sign-in?lang=' + lang)
  await page.locator('tr', { hasText: name }).getByRole('button').click()
  await page.waitForURL((u) => !u.pathname.startsWith('/sign-in'))
}

// press clicks on something that leads to another page, and waits until that page is whole: a click waits for its head only.
export async function press(locator) {
  await locator.click()
  await locator.page().waitForLoadState()
}

export function fail(what) {
  console.log('FAILED: ' + what)
  process.exitCode = 1
}

export function want(ok, what) {
  if (ok) console.log('ok: ' + what)
  else fail(what)
}

export async function noWiderThan(page, width, what) {
  await page.setViewportSize({ width, height: 900 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  want(wide <= width, `${what} at ${width} px is ${wide} px wide`)
}
