// By keyboard alone: a caseworker signs in with name and password, finds a case, writes a note and leaves; the family reads
// its status. Two addresses are typed, as people do: the first, and the one that stands on the family's slip. Everything else
// is reached with Tab and Enter, every stop shows where it is, and no page keeps the focus.
import { base, browser, open, fail, want } from './browser.mjs'

const { login, password, number, code } = JSON.parse(process.argv[6])
let page

const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement
    return !at || at === document.body || at.tagName === 'MAIN' ? '' : at.textContent.trim() || at.labels?.[0]?.textContent.trim() || at.ariaLabel || at.id
  })

// shown says how the element that has the focus shows it; empty if it does not, or lies outside the window.
const shown = () =>
  page.evaluate(() => {
    const at = document.activeElement
    const box = /^(radio|checkbox)$/.test(at.type) && at.labels?.[0]
    const clear = (c) => c === 'transparent' || /, 0\)$/.test(c)
    const rings = [getComputedStyle(at), ...(box ? [getComputedStyle(box, '::before')] : [])].map((s) => {
      if (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && !clear(s.outlineColor)) return 'outline'
      return s.boxShadow !== 'none' ? 'shadow' : ''
    })
    const r = (box || at).getBoundingClientRect()
    const inside = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth
    return inside ? rings.find(Boolean) ?? '' : ''
  })

async function tab(key = 'Tab') {
  await page.keyboard.press(key)
  const name = await focused()
  if (name && !(await shown())) fail(`${page.url()}: "${name.slice(0, 60)}" does not show that it has the focus`)
  return name
}

async function tabTo(what, most = 120) {
  let name = await focused()
  for (let i = 0; i < most && !name.includes(what); i++) name = await tab()
  want(name.includes(what), `${new URL(page.url()).pathname}: the keyboard reaches "${what}"`)
}

// enter presses what has the focus and waits for the page it leads to.
async function enter(to) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.waitForURL(to)
}

// round goes once around a whole page: each thing that can be reached is reached, then the focus leaves the page and comes to
// its beginning again; nothing keeps it.
async function round(what) {
  const all = await page.evaluate(() => {
    window.stops = new Set()
    const groups = new Set()
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || !e.checkVisibility()) return false
      return e.type !== 'radio' || (!groups.has(e.name) && groups.add(e.name))
    }).length
  })
  for (let i = 0; i <= all; i++) {
    await tab()
    await page.evaluate(() => document.activeElement !== document.body && window.stops.add(document.activeElement))
  }
  const reached = await page.evaluate(() => window.stops.size)
  want(reached === all, `${what}: ${reached} of ${all} things are reached in one round`)
}

// The caseworker.
page = await open()
await page.goto(base + '/?lang=en')
want((await tab()).includes('Skip'), 'the first stop is the skip link')
await round('the start page')
await tabTo('Sign in')
await enter('**/sign-in')
await tabTo('User name')
await page.keyboard.type(login)
await tabTo('Password')
await page.keyboard.type(password)
await enter('**/my-day')
await round('My day')
await page.keyboard.press('/')
want((await page.evaluate(() => document.activeElement.id)) === 'q' && (await shown()) !== '', 'a stroke goes to the search')
await page.keyboard.type('Иванов')
await enter('**/search')
await page.keyboard.press('j')
want((await focused()).includes('Иванов') && (await shown()) !== '', 'j goes to the first hit')
await enter(/\/cases\/NK-/)
await round('the case')
await tabTo('Note or call')
await enter(/\/note/)
await round('the form of a note')
await tabTo('Text')
await page.keyboard.type('By keyboard')
await tabTo('Save')
await enter(/done=/)
want(await page.getByText('The note is saved').isVisible(), 'the note is saved')
await page.keyboard.press('g')
await Promise.all([page.waitForURL('**/my-day'), page.keyboard.press('d')])
await tabTo('Sign out')
await enter(base + '/')
want(await page.getByText('For staff').first().isVisible(), 'the caseworker has left')
await page.context().close()

// The family.
page = await open({ width: 360 })
await page.goto(base + '/status')
await round('the form of number and code')
for (const text of [number, code]) {
  do await tab()
  while (!(await page.evaluate(() => document.activeElement.matches('main input'))))
  await page.keyboard.type(text)
}
await enter('**/status')
want(await page.getByText(number).first().isVisible(), 'the status is shown')
await round('the status')
await tabTo('Рус')
await enter(/lang=ru/)
want((await page.getAttribute('html', 'lang')) === 'ru', 'the language is changed')
await tabTo('Выйти')
await enter((u) => u.pathname === '/')
await browser.close()
