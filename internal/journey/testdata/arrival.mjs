// A child that was still abroad comes to its family: by which paper, on what ground, with a standing and tasks of its own.
import { axeSource, base, browser, mode, noWiderThan, open, press, signIn, want } from './browser.mjs'

const family = JSON.parse(process.argv[6])
const page = await open({ javaScriptEnabled: mode === 'scripts' })
await signIn(page, 'Айнұр')
const household = base + `/cases/${family.number}/household`
await page.goto(household)
const members = await page.locator('a[href$="/leave"]').count()

// The child is on record, still abroad: one person more, no room more, nothing to be done yet. A paper comes with its number.
await press(page.getByRole('link', { name: 'Add a member' }))
await page.selectOption('[name=reason]', 'return')
await page.fill('[name="person.name"]', 'AIZERE')
await page.selectOption('[name="person.script"]', 'Latn')
await page.selectOption('[name="person.relation"]', 'child')
await page.fill('[name="person.birth_day"]', '2')
await page.fill('[name="person.birth_month"]', '2')
await page.fill('[name="person.birth_year"]', '2016')
await page.locator('[name="person.abroad"][type=checkbox]').check()
const add = page.getByRole('button', { name: 'Add a member' })
await press(add)
want((await page.locator('.govuk-error-summary').textContent()).includes('chosen among the earlier members'), 'who comes back is not entered anew')
await page.selectOption('[name=reason]', 'reunification')
await press(add)
want(await page.getByText('The member is added').isVisible(), 'the child is on record')
const row = page.locator('tr', { hasText: 'AIZERE' })
want(await row.getByText('still abroad').isVisible(), 'as still abroad')
await page.goto(base + `/cases/${family.number}/tasks`)
want((await page.getByText('Enrol the children').count()) === 0 || !(await page.locator('main').textContent()).includes('AIZERE'), 'nothing is to be done yet')

// The page of the arrival, in every language.
await page.goto(household)
await press(row.getByRole('link', { name: 'Record the arrival' }))
const form = page.url().split('?')[0]
for (const lang of ['kk', 'ru', 'en']) {
  await page.goto(form + '?lang=' + lang)
  want(!(await page.locator('main').textContent()).includes('⟦'), `every word is there in ${lang}`)
  if (mode === 'scripts') {
    await page.evaluate(axeSource)
    const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    for (const v of found.violations) want(false, `axe, ${lang}: ${v.id} ${v.nodes[0].target}`)
    want(found.violations.length === 0, `axe finds nothing in ${lang}`)
  }
  await noWiderThan(page, 320, `the page of the arrival in ${lang}`)
  await page.setViewportSize({ width: 1280, height: 900 })
}
want((await page.locator('main').textContent()).includes('Rooms advised'), 'it says what changes in rooms')

// Bad input is refused with a sentence and stays.
const save = page.getByRole('button', { name: 'Record the arrival' })
await page.fill('[name=number]', 'II-77')
await page.fill('[name=arrived_day]', '31')
await page.fill('[name=arrived_month]', '2')
await press(save)
want((await page.locator('.govuk-error-summary').textContent()).includes('does not exist'), 'the 31st of February is refused')
const [day, month, year] = family.today
await page.fill('[name=arrived_day]', day)
await page.fill('[name=arrived_month]', month)
await page.fill('[name=arrived_year]', '2099')
await page.fill('[name=stay_day]', '1')
await page.fill('[name=stay_month]', '1')
await page.fill('[name=stay_year]', '2020')
await press(save)
const problems = await page.locator('.govuk-error-summary').textContent()
for (const word of ['This day has not come yet', 'Choose the paper', 'Choose the ground for the stay']) want(problems.includes(word), `“${word}” is said`)
want((await page.inputValue('[name=number]')) === 'II-77' && (await page.inputValue('[name=stay_year]')) === '2020', 'what was typed is still there')
await page.fill('[name=arrived_year]', year)
await page.fill('[name=stay_year]', String(Number(year) + 2))
await page.selectOption('[name=paper]', 'birth_certificate')
await page.selectOption('[name=stay_basis]', 'visa_free')
await page.locator('[name=status][value=applied]').check()
const quota = page.locator('[name=quota][value=applied]')
if ((await quota.count()) > 0) await quota.check()
await press(save)
want(await page.getByText('The arrival is recorded').isVisible(), 'the arrival is recorded')
want((await row.getByText('still abroad').count()) === 0 && (await row.getByText('applied').count()) > 0, 'the child is here, with a standing of its own')
want((await page.locator('a[href$="/leave"]').count()) === members + 1, 'one person more')

// Papers, school and clinic of the child are to be seen to, none of it late at once.
await page.goto(base + `/cases/${family.number}/tasks`)
const tasks = await page.locator('main').textContent()
for (const word of ['Enrol the children', 'Bring the papers']) want(tasks.includes(word), `${word}: to be done`)
await page.goto(base + `/cases/${family.number}/papers`)
want((await page.locator('main').textContent()).includes('AIZERE'), 'the papers of the child are on the list')
await page.goto(base + `/cases/${family.number}/history`)
want(await page.getByText('A member arrived').first().isVisible(), 'the history tells of the arrival')
const again = await page.goto(form)
want(again.status() === 404, 'nobody arrives twice')

// The child goes abroad again and comes back: the same person.
await page.goto(household)
await press(row.getByRole('link', { name: 'Leaving' }))
await page.selectOption('[name=reason]', 'left_country')
await press(page.getByRole('button', { name: 'Record it' }))
await press(page.locator('tr', { hasText: 'AIZERE' }).getByRole('link', { name: 'Came back' }))
await page.fill('[name=joined_year]', '2019')
await press(page.getByRole('button', { name: 'Record the return' }))
want((await page.locator('.govuk-error-summary').textContent()).includes('cannot be earlier'), 'nobody comes back before leaving')
await page.fill('[name=joined_year]', year)
await press(page.getByRole('button', { name: 'Record the return' }))
want(await page.getByText('The return is recorded').isVisible(), 'the return is recorded')
want((await page.locator('a[href$="/leave"]').count()) === members + 1, 'the family is whole again')
await browser.close()
