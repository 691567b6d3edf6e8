// Hands that fill forms and follow links: with the mouse, or by keyboard alone.
import { base, fail, mode, press } from './browser.mjs'

const keys = mode === 'keys'
const ten = mode === 'ten'
const most = 400

// stops counts how often Tab goes on at least from the focus to an element: what cannot be seen is no stop, and the radios
// of a name are one.
const stops = (to) => {
  const names = new Set()
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((e) => {
    if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false
    return e.type !== 'radio' || e === to || e === document.activeElement || (!names.has(e.name) && names.add(e.name))
  })
  return all.indexOf(to) - all.indexOf(document.activeElement)
}

// tabTo goes on with Tab until an element has the focus. It looks where it is only where it may have come to it.
async function tabTo(page, locator, what) {
  const el = await locator.elementHandle()
  for (let i = 0; i < most; ) {
    if (await el.evaluate((e) => document.activeElement === e)) return
    const n = Math.max(1, (await el.evaluate(stops)) - 2)
    await Promise.all(Array.from({ length: n }, () => page.keyboard.press('Tab')))
    i += n
  }
  fail('the keyboard does not reach ' + what)
  throw new Error(what)
}

async function type(page, locator, value, name) {
  if (!keys) return locator.fill(value)
  await tabTo(page, locator, name)
  await page.keyboard.press('Control+A')
  if (value === '') return page.keyboard.press('Delete')
  await page.keyboard.insertText(value)
}

async function choose(page, locator, value, name) {
  if (!keys) return locator.selectOption(value)
  await tabTo(page, locator, name)
  await page.keyboard.press('Home')
  for (let i = 0; i < most; i++) {
    if ((await locator.inputValue()) === value) return
    await page.keyboard.press('ArrowDown')
  }
  fail(`the keyboard does not choose ${value} of ${name}`)
}

async function tick(page, locator, name, on = true) {
  if ((await locator.isChecked()) === on) return
  if (!keys) return on ? locator.check() : locator.uncheck()
  await tabTo(page, locator, name)
  await page.keyboard.press('Space')
}

// A group of radios is one stop; arrows go through it.
async function pick(page, group, value, name) {
  const chosen = page.locator(`main form input[name="${name}"][value="${value}"]`)
  if (!keys) return chosen.check()
  const el = await chosen.elementHandle()
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((n) => document.activeElement?.name === n, name)) break
    await page.keyboard.press('Tab')
  }
  for (let i = 0; i < 30; i++) {
    if (await el.evaluate((e) => document.activeElement === e)) {
      await page.keyboard.press('Space')
      if (await chosen.isChecked()) return
    }
    await page.keyboard.press('ArrowDown')
  }
  fail(`the keyboard does not pick ${value} of ${name}`)
}

// put fills the fields of the page's form by their names, in the order given.
export async function put(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const at = page.locator(`main form [name="${name}"]`)
    const n = await at.count()
    if (n === 0) {
      fail(`no field ${name} on ${page.url()}`)
      continue
    }
    const kind = await at.first().evaluate((e) => (e.tagName === 'INPUT' ? e.type : e.tagName))
    for (const one of [].concat(value)) {
      if (kind === 'SELECT') await choose(page, at.first(), one, name)
      else if (kind === 'radio') await pick(page, at, one, name)
      else if (kind === 'checkbox') await tick(page, page.locator(`main form [name="${name}"][value="${one}"]`), name)
      else await type(page, at.first(), one, name)
    }
  }
}

// all ticks every box of a name.
export async function all(page, name) {
  const boxes = page.locator(`main form [name="${name}"]`)
  for (let i = 0; i < (await boxes.count()); i++) await tick(page, boxes.nth(i), name)
}

async function hit(page, locator, what) {
  if (!keys) return locator.click()
  await tabTo(page, locator, what)
  await page.keyboard.press('Enter')
}

// what a form is for: its last button that is not marked as second to another
const primary = 'button:not(.govuk-button--secondary)'

async function buttonOf(form) {
  const first = form.locator(primary)
  return (await first.count()) ? first.last() : form.locator('button').last()
}

// ninefold sends a form nine times at once as it stands; the button that is pressed meanwhile sends the tenth.
async function ninefold(page, form) {
  const { to, data } = await form.evaluate((f, primary) => ({ to: f.action, data: new URLSearchParams(new FormData(f, [...f.querySelectorAll(primary)].at(-1) ?? [...f.querySelectorAll('button')].at(-1))).toString() }), primary)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return Array.from({ length: 9 }, () => page.context().request.post(to, { data, headers, maxRedirects: 0 }))
}

// alike wants the same answer for every copy: the page that the button led to.
async function alike(page, answers, before) {
  for (const a of answers) {
    const to = a.status() === 303 ? new URL(a.headers().location, before).pathname : ''
    const same = a.status() === 303 ? to === new URL(page.url()).pathname || to === '/status' : a.status() === 200
    if (!same) fail(`${before}: a copy got ${a.status()} ${to}, the button led to ${page.url()}`)
  }
}

// send presses the button of the page's form that goes to an action, or of its only one. A page that comes back with
// problems is a failure, unless it is what was wanted.
export async function send(page, { action, refused = false } = {}) {
  const form = action ? page.locator(`main form[action$="${action}"]`) : page.locator('main form').last()
  const before = page.url()
  const copies = ten && !refused ? await ninefold(page, form) : []
  await Promise.all([page.waitForNavigation(), hit(page, await buttonOf(form), 'the button of ' + before)])
  await page.waitForLoadState()
  await alike(page, await Promise.all(copies), before)
  const problems = await page.locator('.govuk-error-summary li').allTextContents()
  if (problems.length > 0 !== refused) {
    fail(`${before}: ${refused ? 'nothing was refused' : problems.join(' | ')}`)
    if (!refused) throw new Error('a form was refused')
  }
  return problems
}

// follow goes where a link of the page leads that is chosen by its address.
export async function follow(page, href) {
  const link = page.locator(`main a[href$="${href}"]`).first()
  if (!keys) return press(link)
  await Promise.all([page.waitForNavigation(), hit(page, link, 'the link ' + href)])
  await page.waitForLoadState()
}

const here = (page) => page.url().slice(base.length)

// along follows a link of the page, the details around it opened, and tells whether there is one.
async function along(page, path) {
  const link = page.locator(`a[href="${path}"]`)
  const details = page.locator('details:not([open])', { has: link })
  if (await details.count()) await hit(page, details.first().locator('summary'), 'the details with ' + path)
  const seen = page.locator(`a[href="${path}"]:visible`).first()
  if (!(await seen.count())) return false
  await Promise.all([page.waitForNavigation(), hit(page, seen, 'the link ' + path)])
  await page.waitForLoadState()
  return true
}

// search types into the header's search, as anybody may on every page.
export async function search(page, text) {
  if (keys) await page.keyboard.press('/')
  else await page.focus('#q')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}

// go opens a page: by its address or, by keyboard alone, along the links that lead there. Where there is none on the page, the
// case's number is searched, and the way goes from the case to the part, or to its tasks, and on from there.
export async function go(page, path) {
  if (!keys) return page.goto(base + path)
  if (here(page) === path) return page.reload()
  if (await along(page, path)) return
  const [part, root, number] = path.match(/^(\/cases\/(NK-[^/]+))(?:\/[^/]+)?/)?? []
  for (const from of root ? [[root], [root, part], [root, root + '/tasks']] : []) {
    if (here(page) !== root) await search(page, number)
    if (here(page) !== root && !(await along(page, root))) return fail('the search does not lead to ' + root)
    for (const station of from.slice(1)) if (station !== here(page)) await along(page, station)
    if (here(page) === path || (await along(page, path))) return
  }
  fail(`no link leads to ${path}`)
  throw new Error(path)
}
