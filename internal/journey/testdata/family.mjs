// A family of five from China gets off the bus: from the first search to the slip, the codes and the status page.
import { base, browser, mode, open, press, signIn, want } from './browser.mjs'

const page = await open({ javaScriptEnabled: mode === 'scripts' })
await signIn(page, 'Айнұр')
want((await page.title()).startsWith('My day'), 'the caseworker stands on My day')

// Nobody is registered without a search.
await page.goto(base + '/intake/new')
want(page.url().endsWith('/search'), 'registration asks for a search first')
await page.fill('#q', 'QIAKEN BAHETI')
await page.press('#q', 'Enter')
await press(page.getByRole('link', { name: 'None of these: start intake' }))

// An empty form says everything that is missing and loses nothing.
await page.fill('#head-name', 'BAHETI QIAKEN')
await press(page.getByRole('button', { name: 'Register and give a number' }))
want((await page.title()).startsWith('Error:'), 'the title says that there is an error')
want((await page.locator('.govuk-error-summary li').count()) >= 4, 'the summary lists each problem')
want((await page.inputValue('#head-name')) === 'BAHETI QIAKEN', 'what was typed is still there')

await page.check('input[name=track][value=ethnic_return]')
await page.selectOption('#origin_country', 'CHN')
await page.fill('#origin_place', 'Тарбағатай')
await page.selectOption('#head-script', 'pinyin')
await page.selectOption('#head-paper', 'foreign_passport')
await page.fill('#head-number', 'E00000001')
await page.selectOption('#head-sex', 'male')
await page.fill('#head-birth_day', '30')
await page.fill('#head-birth_month', '2')
await page.fill('#head-birth_year', '1984')
await page.fill('#phone', '+7 705 000 11 22')
await page.check('input[name=bed_tonight][value=no]')
const people = [
  ['گۇلنار قىزىر', 'kk-Arab', 'spouse', 'identity_card_cn', '1987', false],
  ['Ерасыл Бақытұлы', 'kk-Cyrl', 'child', '', '2012', false],
  ['Аружан Бақытқызы', 'kk-Cyrl', 'child', '', '2016', true],
  ['KULAXI MUHAXI', 'pinyin', 'parent', 'foreign_passport', '1955', false],
]
for (const [i, [name, script, relation, paper, year, abroad]] of people.entries()) {
  const row = page.locator(`details:has([id="persons-${i}-name"])`)
  if (!(await row.evaluate((d) => d.open).catch(() => false))) await row.locator('summary').click()
  await page.fill(`[id="persons-${i}-name"]`, name)
  await page.selectOption(`[id="persons-${i}-script"]`, script)
  await page.selectOption(`[id="persons-${i}-relation"]`, relation)
  if (paper) await page.selectOption(`[id="persons-${i}-paper"]`, paper)
  await page.fill(`[id="persons-${i}-birth_year"]`, year)
  if (abroad) await page.check(`[id="persons-${i}-abroad"]`)
}
const register = page.getByRole('button', { name: 'Register and give a number' })
await press(register)
want(await page.getByText('30.2.1984 does not exist').first().isVisible(), 'the 30th of February is refused in words')
await page.fill('#head-birth_day', '14')
await page.fill('#head-birth_month', '3')
await press(register)
want(await page.locator('.nk-alike', { hasText: 'KULAXI MUHAXI' }).isVisible(), 'somebody on record bears a name like the mother of the head')
await page.check('[name=others][value=other]')
await press(register)
await page.waitForURL(/\/cases\/NK-\d\d-\d+-[A-Z]\/slip/)
const number = page.url().match(/NK-\d\d-\d+-[A-Z]/)[0]
want(await page.getByText(`Case ${number} is open and in your list`).isVisible(), 'the banner says where the case is')
const first = page.url()
await page.reload()
want(page.url() === first, 'a reload shows the same result')

await press(page.getByRole('button', { name: 'Issue code strips' }))
const codes = await page.locator('.nk-slip__code').allTextContents()
want(codes.length === 3 && codes.every((c) => /^(\d{4} ){4}\d{4}$/.test(c.trim())), `three adults who are here get a code of 20 digits: ${codes.length}`)

// The case page, found again by the name in another script.
await page.goto(base + '/my-day')
await page.fill('#q', 'گۇلنار')
await page.press('#q', 'Enter')
want(await page.getByText(number).first().isVisible(), 'the search finds the family by a name in Arabic script')
await page.goto(base + '/cases/' + number)
want((await page.locator('table caption').first().textContent()).includes('5 today'), 'five persons stand in the household')
want(await page.getByText('still abroad').isVisible(), 'one of them is still abroad')
await press(page.getByRole('link', { name: 'Note or call' }))
await page.fill('#text', 'Reached the family by phone')
await press(page.getByRole('button', { name: 'Save' }))
want(await page.getByText('The note is saved').isVisible(), 'a note is kept')

// The family reads its status on a phone, in four scripts.
const phone = await open({ javaScriptEnabled: mode === 'scripts', width: 360 })
await phone.goto(base + '/status?lang=en')
await phone.fill('[name=number]', number.toLowerCase())
await phone.fill('[name=code]', '0000 0000 0000 0000 0000')
await press(phone.locator('main form button').first())
want((await phone.locator('.govuk-error-summary').count()) === 1, 'a wrong code is refused')
await phone.fill('[name=number]', number)
await phone.fill('[name=code]', codes[0])
await press(phone.locator('main form button').first())
await phone.waitForLoadState()
for (const lang of ['kk', 'ru', 'en', 'kk-Arab']) {
  await phone.goto(base + '/status?lang=' + lang)
  const text = await phone.locator('main').textContent()
  want(text.includes(number), `the status page shows the number (${lang})`)
  want(!/QIAKEN|Айнұр|گۇلنار/.test(text), `the status page shows no names (${lang})`)
  want((await phone.getAttribute('html', 'dir')) === (lang === 'kk-Arab' ? 'rtl' : 'ltr'), `its direction is right (${lang})`)
}
await browser.close()
