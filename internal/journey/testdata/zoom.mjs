// 200 % zoom is 640 px of the 1280 that pages are made for (WCAG 1.4.4, 1.4.10); with the distances between lines, letters and
// words that a reader may set (1.4.12) nothing scrolls sideways, is cut off or lies on something else.
import { base, browser, fail, open, signIn, want } from './browser.mjs'

const { people, family, slip } = JSON.parse(process.argv[6])
let looked = 0

const problems = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}')
    document.adoptedStyleSheets = [sheet]
    for (const d of document.querySelectorAll('details')) d.open = true
    const out = []
    const name = (e) => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`
    if (document.documentElement.scrollWidth > innerWidth) {
      const far = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1).slice(0, 3)
      out.push(`scrolls sideways (${document.documentElement.scrollWidth} px): ${far.map(name).join(' | ')}`)
    }
    for (const e of document.body.querySelectorAll('*')) {
      const s = getComputedStyle(e)
      if (!/hidden|clip/.test(s.overflowX + s.overflowY) || e.clientWidth <= 1 || !e.checkVisibility() || !e.textContent.trim() || e.closest('svg') || s.clip !== 'auto' || s.clipPath !== 'none') continue
      if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) out.push('is cut off: ' + name(e))
    }
    const hit = [...document.querySelectorAll('button, .govuk-button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])')].filter((e) => e.checkVisibility() && !e.matches('.nk-vh'))
    const boxes = hit.map((e) => [e, e.getBoundingClientRect()])
    for (const [i, [a, r]] of boxes.entries()) {
      for (const t of [...a.querySelectorAll('*'), a].flatMap((x) => [...x.childNodes])) {
        if (t.nodeType !== Node.TEXT_NODE || !t.data.trim() || t.parentElement.clientWidth === 1 || /SELECT|TEXTAREA|OPTION/.test(t.parentElement.tagName)) continue
        const words = new Range()
        words.selectNodeContents(t)
        const w = words.getBoundingClientRect()
        if (w.bottom > r.bottom + 1 || w.top < r.top - 1 || w.right > r.right + 1 || w.left < r.left - 1) out.push('is too small for its words: ' + name(a))
      }
      for (const [b, q] of boxes.slice(i + 1)) {
        const wide = Math.min(r.right, q.right) - Math.max(r.left, q.left)
        const high = Math.min(r.bottom, q.bottom) - Math.max(r.top, q.top)
        if (wide > 1 && high > 1 && !a.contains(b)) out.push(`lie on each other: ${name(a)} and ${name(b)}`)
      }
    }
    return out
  })

async function spaced(page, width, what) {
  await page.setViewportSize({ width, height: 900 })
  looked++
  for (const p of await problems(page)) fail(`${what} at ${width} px: ${p}`)
}

async function walk(page, paths, what, widths) {
  for (const path of paths) {
    const answer = await page.goto(base + path)
    if (answer.status() !== 200) fail(`${what} ${path}: ${answer.status()}`)
    for (const w of widths) await spaced(page, w, `${what} ${path}`)
  }
}

for (const lang of ['kk', 'ru']) {
  for (const { name, paths } of people) {
    const page = await open({ lang })
    await signIn(page, name, lang)
    await walk(page, paths, `${lang} ${name}`, [640])
    await page.context().close()
  }
}
for (const lang of ['kk', 'ru', 'kk-Arab']) {
  const phone = await open()
  await walk(phone, ['/?lang=' + lang, '/sign-in', '/status', '/check', slip, '/privacy', '/accessibility'], `${lang} visitor`, [640, 320])
  await phone.goto(base + '/status')
  await phone.fill('#number', family.number)
  await phone.fill('#code', family.code)
  await Promise.all([phone.waitForNavigation(), phone.locator('main form button').first().click()])
  await walk(phone, ['/status'], `${lang} family`, [640, 320])
  await phone.context().close()
}
want(looked > 200, `${looked} pages looked at`)

// The walk would have seen these.
const page = await open()
await page.goto(base + '/')
await page.evaluate(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('.cut{overflow:hidden;inline-size:30px;white-space:nowrap}.wide{inline-size:3000px}.low{position:absolute;block-size:9px;padding:0}')
  document.adoptedStyleSheets = [sheet]
  document.querySelector('main').insertAdjacentHTML('beforeend', '<div class="cut">is cut off</div><div class="wide">scrolls</div><div><button class="low">one</button><button class="low">two</button></div>')
  Object.defineProperty(document, 'adoptedStyleSheets', { set() {} })
})
const seen = (await problems(page)).join('\n')
for (const what of ['scrolls sideways', 'is cut off', 'is too small', 'lie on each other']) want(seen.includes(what), `what ${what} is seen`)
await browser.close()
