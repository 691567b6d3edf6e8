// A couple divorces: one page asks who keeps what by which paper, shows both households before it saves, and makes a second case.
import { axeSource, base, browser, mode, noWiderThan, open, press, signIn, want } from './browser.mjs'

const family = JSON.parse(process.argv[6])
const page = await open({ javaScriptEnabled: mode === 'scripts' })
const status = async (number, code) => {
  const phone = await open({ javaScriptEnabled: mode === 'scripts', width: 360 })
  await phone.goto(base + '/status?lang=en')
  await phone.fill('[name=number]', number)
  await phone.fill('[name=code]', code)
  await press(phone.locator('main form button').first())
  const text = await phone.locator('main').textContent()
  await phone.context().close()
  return text
}
want((await status(family.number, family.hers)).includes(family.number), 'she reads the case of the family')

await signIn(page, 'Айнұр')
await page.goto(base + `/cases/${family.number}/household`)
const members = await page.locator('a[href$="/leave"]').count()
await press(page.locator('tr', { hasText: family.spouse }).getByRole('link', { name: 'Divorce' }))
const form = base + `/cases/${family.number}/household/${family.member}/divorce`
want(page.url().startsWith(form), 'the page of the divorce is open')
want(await page.getByText(`in the new case: 1`).first().isVisible(), 'it says what both households will be')
for (const lang of ['kk', 'ru', 'en']) {
  await page.goto(form + '?lang=' + lang)
  want(!(await page.locator('main').textContent()).includes('⟦'), `every word is there in ${lang}`)
  if (mode === 'scripts') {
    await page.evaluate(axeSource)
    const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    for (const v of found.violations) want(false, `axe, ${lang}: ${v.id} ${v.nodes[0].target}`)
    want(found.violations.length === 0, `axe finds nothing in ${lang}`)
  }
  await noWiderThan(page, 320, `the page of the divorce in ${lang}`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

// What is missing is said at its field; what was typed stays.
const save = page.getByRole('button', { name: 'Record it' })
await page.fill('[name=number]', '17-Н')
await page.fill('[name=issued_day]', '31')
await page.fill('[name=issued_month]', '2')
await page.fill('[name=issued_year]', '2026')
await page.fill('[name=why]', 'Each lives alone')
await press(save)
want((await page.locator('.govuk-error-summary').textContent()).includes('does not exist'), 'the 31st of February is refused')
await page.fill('[name=issued_month]', '1')
await press(save)
const problems = await page.locator('.govuk-error-summary').textContent()
for (const word of ['Choose the paper', 'heard apart, or why not', 'code is in its owner', 'Choose: stays or goes']) {
  want(problems.includes(word), `“${word}” is said`)
}
want((await page.inputValue('[name=number]')) === '17-Н' && (await page.inputValue('[name=why]')) === 'Each lives alone', 'what was typed is still there')

// She goes with the children; he keeps the home; the goals go along.
await page.selectOption('[name=paper]', 'divorce_certificate')
await page.locator('[name=codes][value=yes]').check()
await page.locator('[name=again][value=no]').check()
const [day, month, year] = family.today
const heard = await page.locator('[name^="heard"][name$=".member"]').count()
for (let i = 0; i < heard; i++) {
  if (i === 0) {
    await page.fill(`[name="heard[0].on_day"]`, day)
    await page.fill(`[name="heard[0].on_month"]`, month)
    await page.fill(`[name="heard[0].on_year"]`, year)
  } else await page.fill(`[name="heard[${i}].why"]`, 'Does not want to come')
}
let went = 1
for (let i = 0; i < members; i++) {
  const goes = page.locator(`[name="lines[${i}].side"][value=goes][type=radio]`)
  if ((await goes.count()) === 0) continue
  await goes.check()
  await page.selectOption(`[name="lines[${i}].relation"]`, 'child')
  const place = page.locator(`[name="lines[${i}].seat"][value=goes]`)
  if ((await place.count()) > 0) await place.check()
  went++
}
for (let i = 0; i < (await page.locator('[name^="things"][name$=".kind"]').count()); i++) {
  const kind = await page.inputValue(`[name="things[${i}].kind"]`)
  await page.locator(`[name="things[${i}].side"][value=${kind === 'goal' ? 'goes' : 'stays'}]`).check()
}
await press(page.getByRole('button', { name: 'Show what changes' }))
want(await page.getByText(`in the new case: ${went}`).first().isVisible(), 'the preview follows the choice')
want((await page.inputValue('[name=number]')) === '17-Н' && (await page.locator('[name=codes][value=yes]').isChecked()), 'and keeps every answer')
await press(save)
want(await page.getByText('The divorce is recorded').isVisible(), 'the divorce is recorded')
const text = await page.locator('main').textContent()
const numbers = [...new Set(text.match(/NK-\d\d-\d{6}-[A-Z]/g))]
const other = numbers.find((n) => n !== family.number)
want(numbers.includes(family.number) && other, 'it says both numbers')
want(page.url().includes(other) && (await page.locator('a[href$="/leave"]').count()) === went, 'her case has her and the children')
want((await page.locator('h1').textContent()).includes(family.spouse), 'and her name')

// She gets a code of her own; each code opens one case.
await page.goto(base + `/cases/${other}/slip`)
await press(page.getByRole('button', { name: /code/i }).first())
const code = ((await page.locator('main').textContent()).match(/\d{4}\s\d{4}\s\d{4}\s\d{4}\s\d{4}/) || [''])[0]
want(code !== '', 'her code is printed')
const hers = await status(other, code)
want(hers.includes(other) && !hers.includes(family.number) && !hers.includes(family.head), 'she reads her case, and nothing of his')
const his = await status(family.number, family.code)
want(his.includes(family.number) && !his.includes(other) && !his.includes(family.spouse), 'he reads his, and nothing of hers')
want((await status(family.number, family.hers)).includes('There is 1 problem'), 'her old code opens nothing')

// Both histories tell of it; he keeps the home; the person cannot be in two households.
for (const [number, word] of [[family.number, 'The household became two'], [other, 'Household founded']]) {
  await page.goto(base + `/cases/${number}/history`)
  want(await page.getByText(word).first().isVisible(), `${number} tells: ${word}`)
}
await page.goto(base + `/cases/${family.number}/household`)
want((await page.locator('a[href$="/leave"]').count()) === members - went, 'nobody is in both')
await press(page.getByRole('link', { name: 'Came back' }).first())
want(await page.getByText('nobody can be in two').isVisible(), 'whoever has a household of their own does not come back unseen')
await browser.close()
