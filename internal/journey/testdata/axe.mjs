// axe on every page in every language, at 1280 px, and nothing scrolls sideways at 320 px.
import { axeSource, base, browser, fail, noWiderThan, open, signIn, want } from './browser.mjs'

async function check(page, what) {
  await page.evaluate(axeSource)
  const result = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const v of result.violations) fail(`${what}: ${v.id}: ${v.nodes[0].html.slice(0, 140)} | ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`)
  if (!result.violations.length) console.log('ok: ' + what)
}

for (const lang of ['kk', 'ru', 'en']) {
  const page = await open({ lang, bypassCSP: true })
  for (const path of ['/', '/sign-in', '/status', '/privacy', '/no-such-page']) {
    await page.goto(`${base}${path}?lang=${lang}`)
    await check(page, `${lang} ${path}`)
  }
  await signIn(page, 'Айнұр', lang)
  await page.goto(base + '/my-day?lang=' + lang)
  const number = (await page.locator('td a bdi').first().textContent()).trim()
  await page.fill('#q', 'Нұрлан')
  await page.press('#q', 'Enter')
  const c = '/cases/' + number
  const task = await page.evaluate(async (c) => (await (await fetch(c + '/tasks')).text()).match(/\/tasks\/\d+/)?.[0], c)
  for (const path of ['/my-day', '/cases', '/search', '/intake/new', c, c + '/tasks', c + '/history', c + '/slip', c + '/note', c + '/close', c + task, c + task + '/pause', c + task + '/extend', '/account', '/account/password', '/keys']) {
    const answer = await page.goto(base + path)
    if (answer.status() !== 200) fail(`${lang} ${path}: ${answer.status()}`)
    await check(page, `${lang} ${path}`)
    if (lang !== 'en') {
      await noWiderThan(page, 320, `${lang} ${path}`)
      await page.setViewportSize({ width: 1280, height: 900 })
    }
  }
  await page.goto(base + '/intake/new')
  await page.locator('button[value=register]').click()
  await check(page, `${lang} /intake/new with problems`)
  await page.context().close()
  const lead = await open({ lang, bypassCSP: true })
  await signIn(lead, 'Дана', lang)
  await lead.goto(base + '/decisions?lang=' + lang)
  await check(lead, `${lang} /decisions`)
  await lead.goto(base + '/board')
  await check(lead, `${lang} /board`)
  await noWiderThan(lead, 320, `${lang} /board`)
  await lead.context().close()
}
const arab = await open({ bypassCSP: true, width: 360 })
for (const path of ['/', '/status']) {
  await arab.goto(`${base}${path}?lang=kk-Arab`)
  await check(arab, 'kk-Arab ' + path)
  await noWiderThan(arab, 320, 'kk-Arab ' + path)
}
want(true, 'walked')
await browser.close()
