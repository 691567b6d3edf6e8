// One passport in several households: nothing is refused, a supervisor looks into it once, and again when one more shows it.
import { base, browser, mode, noWiderThan, open, press, signIn, want } from './browser.mjs'

const families = JSON.parse(process.argv[6])
const page = await open({ javaScriptEnabled: mode === 'scripts' })
await signIn(page, 'Айнұр')

async function shows(family) {
  await page.goto(`${base}/cases/${family.number}/household/${family.head}/name`)
  await page.fill('[name=name]', 'SAILIKE NUERLAN')
  await page.selectOption('[name=script]', 'pinyin')
  await page.selectOption('[name=paper]', 'foreign_passport')
  await page.fill('[name=number]', 'E70707071')
  await press(page.locator('main form button:not(.govuk-button--secondary)').last())
  want(new URL(page.url()).pathname === `/cases/${family.number}/household`, 'the name is kept, nothing is refused')
}

const lead = await open({ javaScriptEnabled: mode === 'scripts' })
await signIn(lead, 'Гүлнар')
async function alarms() {
  await lead.goto(base + '/duplicates')
  await press(lead.getByRole('link', { name: 'Alarms', exact: true }))
  return lead.locator('main li, main section').filter({ hasText: families[0].number }).filter({ hasText: families[1].number }).first()
}

await shows(families[0])
want(!(await (await alarms()).isVisible()), 'one household alone is no alarm')
await shows(families[1])
want((await (await alarms()).textContent()).includes('One personal document in 2 households'), 'two households show one passport')
for (const lang of ['kk', 'ru', 'en']) {
  await lead.goto(`${base}/duplicates/alarms?lang=${lang}`)
  await noWiderThan(lead, 320, `the alarms (${lang})`)
}
await lead.setViewportSize({ width: 1280, height: 900 })
await press((await alarms()).getByRole('link', { name: /Note what it is/ }))
const address = lead.url()
const late = await open({ javaScriptEnabled: mode === 'scripts' })
await signIn(late, 'Гүлнар')
await late.goto(address)
await late.fill('[name=text]', 'The number was copied wrongly')
const save = (p) => press(p.getByRole('button', { name: 'Save', exact: true }))
await save(lead)
want(await lead.getByText('Write what it is').first().isVisible(), 'what it is is asked for')
await lead.fill('[name=text]', 'A mother and her son, his passport lies in both files')
await save(lead)
want(await lead.getByText('Noted').first().isVisible(), 'it is noted')
want(!(await (await alarms()).isVisible()), 'and stands open no more')
await save(late)
const answer = await late.locator('main').textContent()
want(answer.includes('A mother and her son') && answer.includes('The number was copied wrongly'), 'whoever comes late sees what was noted, and what they typed')
await lead.goto(base + '/duplicates/alarms?state=explained')
want((await lead.locator('main').textContent()).includes('A mother and her son'), 'what was noted can be read')

await shows(families[2])
want((await (await alarms()).textContent()).includes('One more household shares it'), 'one more household opens it again')
await browser.close()
