// A family's whole way, task by task as its case page asks for them: from the first search to settled.
// Every decision is made by a second person; the family reads its status whenever the stage changes.
import { base, browser, mode, open, signIn, want, fail } from './browser.mjs'
import { families } from './families.mjs'
import { all, follow, go, put, search, send } from './hands.mjs'

const [, , , , , , which, clock] = process.argv
const family = families[which]
const javaScriptEnabled = mode !== 'plain'
let page, chief, phone, number, today

const day = (name, [d, m, y]) => ({ [name + '_day']: d, [name + '_month']: m, [name + '_year']: y })
const text = async (at, selector) => ((await at.locator(selector).first().textContent()) ?? '').replace(/\s+/g, ' ').trim()

async function desk() {
  page = await open({ javaScriptEnabled })
  await signIn(page, 'Айнұр')
  chief = await open({ javaScriptEnabled })
  await signIn(chief, 'Гүлнар')
}

// move lets the programme's clock go on; everybody has to sign in again.
async function move(days) {
  await fetch(clock + '?days=' + days)
  await page.context().close()
  await chief.context().close()
  await desk()
  today = await (await fetch(clock)).json()
}

async function register() {
  await go(page, '/my-day')
  await search(page, family.search)
  await follow(page, '/intake/new')
  await put(page, { track: family.track })
  if (family.region) await put(page, { origin_region: family.region })
  else await put(page, { origin_country: family.country })
  await put(page, { origin_place: family.place })
  const person = (at, p) => ({
    [at + '.name']: p.name, [at + '.script']: p.script, ...(p.relation ? { [at + '.relation']: p.relation } : {}), ...(p.paper ? { [at + '.paper']: p.paper } : {}),
    ...(p.number ? { [at + '.number']: p.number } : {}), ...(p.sex ? { [at + '.sex']: p.sex } : {}), ...day(at + '.birth', p.birth), ...(p.abroad ? { [at + '.abroad']: 'yes' } : {}),
  })
  await put(page, person('head', family.head))
  for (const [i, p] of family.others.entries()) {
    const row = page.locator(`details:has([name="persons[${i}].name"])`)
    if ((await row.count()) && !(await row.evaluate((d) => d.open))) {
      if (mode === 'keys') {
        await row.locator('summary').focus()
        await page.keyboard.press('Enter')
      } else await row.locator('summary').click()
    }
    await put(page, person(`persons[${i}]`, p))
  }
  await put(page, { phone: '+7 705 000 11 22', bed_tonight: 'no' })
  if (family.like) { // somebody on record bears a name like one of these: nothing is saved until the clerk has looked
    await send(page, { refused: true })
    want((await page.locator('.nk-alike').textContent()).includes(family.like), `${which}: ${family.like} is on record`)
    await put(page, { others: 'other', others_why: 'The other one lives in another town' })
  }
  await send(page)
  number = page.url().match(/NK-\d\d-\d+-[A-Z]/)[0]
  await send(page, { action: '/strips' })
  return text(page, '.nk-slip__code')
}

// state is what the case page says of the next action and of the steps.
async function look() {
  await go(page, `/cases/${number}`)
  const link = page.locator('.nk-next a.govuk-button:not(.govuk-button--secondary)')
  return {
    what: await text(page, '.nk-next dd'),
    href: (await link.count()) ? await link.getAttribute('href') : '',
    stage: (await page.locator('.nk-steps li').evaluateAll((ls) => ls.map((l) => l.className))).join(' '),
    settled: (await page.locator('main').textContent()).includes('The family is settled:'),
  }
}

// done is the ordinary page of a task: a day, what was seen, minutes where they are asked for.
async function done() {
  await put(page, { text: 'Seen at the desk' })
  if (await page.locator('main form [name=minutes]').count()) await put(page, { minutes: '12' })
  await send(page)
}

// propose puts a decision forward, and the chief makes it: nobody decides on the own proposal.
async function decide() {
  await put(page, { wanted: 'grant' })
  if (await page.locator('main form [name=minutes]').count()) await put(page, { minutes: '14', ...day('minutes_on', today) })
  await send(page)
  await go(chief, '/decisions')
  await go(chief, await chief.locator('tr', { hasText: number }).getByRole('link').first().getAttribute('href'))
  const rules = await chief.locator('.nk-rules li, .nk-rules tr').allTextContents()
  await put(chief, { choice: 'grant' })
  await send(chief)
  return rules
}

// papers sees every paper on the family's list, and the ones that a task names and nobody has seen yet.
async function papers(kinds = []) {
  await go(page, `/cases/${number}/papers`)
  const rows = page.locator('main tr', { has: page.locator('a[href*="/papers/"][data-row]') })
  const [all, open] = await Promise.all([rows, rows.filter({ hasNotText: 'accepted' })].map((r) => r.locator('a').evaluateAll((as) => as.map((a) => a.getAttribute('href')))))
  for (const href of new Set(open)) {
    await go(page, href)
    await seen()
  }
  for (const k of kinds.filter((k) => !all.some((l) => l.includes('/papers/' + k)))) {
    await go(page, `/cases/${number}/papers/${k}`)
    await seen()
  }
}

let serial = 0
async function seen() {
  if (await page.locator('main form [name=member]').count()) {
    const first = await page.locator('main form [name=member] option').evaluateAll((os) => os.map((o) => o.value).filter(Boolean)[0])
    await put(page, { member: first })
  }
  await put(page, { state: 'accepted', number: `T${100000 + serial++}`, ...day('expires', [today[0], today[1], String(Number(today[2]) + 3)]) })
  await put(page, { translation: 'yes' })
  await send(page)
}

await desk()
today = await (await fetch(clock)).json()
const code = await register()
want(/^NK-/.test(number), `${which}: registered as ${number}`)

phone = await open({ javaScriptEnabled, width: 360 })
await phone.goto(base + '/status?lang=en')
await put(phone, { number, code })
await send(phone)
const readings = []
const names = [family.head, ...family.others].flatMap((p) => p.name.split(' ')).filter((n) => n.length > 3)
async function status() {
  await go(phone, '/status?lang=en')
  if (await phone.locator('main form [name=code]').count()) {
    await put(phone, { number, code })
    await send(phone)
  }
  for (const lang of ['kk', 'ru', 'kk-Arab', 'en']) {
    await go(phone, '/status?lang=' + lang)
    const said = await text(phone, 'main')
    want(said.includes(number) && !names.some((n) => said.includes(n)), `status in ${lang}: the number, and nobody's name`)
  }
  readings.push(await text(phone, 'main'))
}

const { tasks } = await import('./tasks.mjs')
let stage = ''
let tried = 0
for (let i = 0; ; i++) {
  const now = await look()
  if (now.stage !== stage) {
    stage = now.stage
    await status()
  }
  if (now.settled) break
  const title = Object.keys(tasks).find((k) => now.what.startsWith(k))
  if (!title || i > 60) {
    fail(`nothing goes on: ${now.what} ${now.href}`)
    break
  }
  await go(page, now.href)
  const ways = {
    page, chief, number, today, family, now, put, all, send, follow, go, text, day, move, papers, done, decide, desk: () => page,
    again: (who = page) => go(who, now.href),
  }
  await tasks[title](ways)
  const then = await look()
  want(then.what !== now.what || then.href !== now.href || then.settled || tried++ < 2, `${title} → ${then.what}`)
  if (then.what !== now.what) tried = 0
}
for (const [i, r] of readings.entries()) console.log(`status ${i + 1}: ${r.slice(0, 300)}`)
want(readings.length >= 3, `the status was read at ${readings.length} stages`)
want(new Set(readings).size === readings.length, 'it said something else at each')
want(/Your family is settled/.test(readings.at(-1)), 'at the end it says that the family is settled')
await browser.close()
