// axe on every page that has an address, in every language, at 1280 px; nothing scrolls sideways at 320 px, and nothing
// offends the content security policy.
import { axeSource, base, browser, fail, noWiderThan, open, press, signIn, want } from './browser.mjs'

async function check(page, what) {
  await page.evaluate(axeSource)
  const result = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const v of result.violations) fail(`${what}: ${v.id}: ${v.nodes[0].html.slice(0, 140)} | ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`)
  if (!result.violations.length) console.log('ok: ' + what)
}

const { people, family, slip } = JSON.parse(process.argv[6])

async function narrow(page, what) {
  await noWiderThan(page, 320, what)
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function walk(page, lang, paths, who) {
  for (const path of paths) {
    const what = `${lang} ${who} ${path}`
    const answer = await page.goto(base + path)
    if (answer.status() !== 200) fail(`${what}: ${answer.status()}`)
    await check(page, what)
    if (lang !== 'en') await narrow(page, what)
  }
}

const open_ = ['/', '/sign-in', '/status', '/check', slip, '/privacy', '/accessibility', '/keys']
for (const lang of ['kk', 'ru', 'en']) {
  const visitor = await open({ lang })
  await visitor.goto(base + '/?lang=' + lang)
  await walk(visitor, lang, open_, 'visitor')
  await visitor.goto(base + '/no-such-page')
  await check(visitor, lang + ' what does not exist')
  await visitor.context().close()
  for (const { name, paths } of people) {
    const page = await open({ lang })
    await signIn(page, name, lang)
    await page.goto(base + '/?lang=' + lang)
    if (name === 'Айнұр') {
      await page.goto(base + '/my-day')
      await page.fill('#q', 'Нұрлан')
      await page.press('#q', 'Enter')
      await page.waitForURL(/search/)
    }
    await walk(page, lang, paths, name)
    if (name === 'Айнұр') {
      await page.goto(base + '/intake/new')
      await press(page.locator('button[value=register]'))
      await check(page, `${lang} /intake/new with problems`)
      await narrow(page, `${lang} /intake/new with problems`)
    }
    await page.context().close()
  }
}
for (const lang of ['kk-Arab', 'kk', 'ru', 'en']) {
  const phone = await open({ width: 360 })
  await phone.goto(`${base}/status?lang=${lang}`)
  await phone.fill('#number', family.number)
  await phone.fill('#code', family.code)
  await press(phone.locator('main form button').first())
  await phone.waitForLoadState()
  await walk(phone, lang, lang === 'kk-Arab' ? ['/status', '/', '/check', slip, '/privacy', '/accessibility'] : ['/status'], 'family')
  await phone.context().close()
}
// The walk would have heard of an offence: here is one.
const offender = await (await browser.newContext()).newPage()
const heard = offender.waitForEvent('console', (m) => /Content Security Policy/.test(m.text()))
await offender.goto(base + '/')
await offender.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p>'))
want((await heard).type() === 'error', 'an inline style is refused and heard of')
await browser.close()
