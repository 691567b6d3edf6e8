// One man is found by what five papers of five scripts say, and by his Chinese characters; with a birth year; by the letters on
// the screen; and what nobody could mean gets a sentence.
import { axeSource, base, browser, fail, mode, noWiderThan, open, press, signIn, want } from './browser.mjs'

const scripts = mode === 'scripts'
const page = await open({ javaScriptEnabled: scripts })
await signIn(page, 'Айнұр')
const man = 'NUERLAN ABILIMAJIN'

async function search(text) {
  await page.fill('#q', text)
  await page.press('#q', 'Enter')
  await page.waitForLoadState()
}

const first = () => page.locator('.nk-hit').first()

async function axe(what) {
  if (!scripts) return
  await page.evaluate(axeSource)
  const result = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const v of result.violations) fail(`${what}: ${v.id}: ${v.nodes[0].html.slice(0, 140)}`)
}

for (const [script, text] of [
  ['Kazakh Cyrillic', 'Нұрлан Әбілмәжінұлы'], ['Russian', 'Абилмажинов Нурлан'], ['Arabic script', 'نۇرلان ابىلماجىن ۇلى'],
  ['pinyin', 'Nuerlan Abilimajin'], ['passport Latin', 'NURLAN ABILMAZHINULY'],
]) {
  await search(text)
  want((await first().locator('h2').innerText()) === man, `found by ${script}: ${text}`)
  want((await page.inputValue('#q')) === text, 'what was typed stays')
  want((await first().locator('.nk-tag').first().innerText()) === 'maybe the same', 'a name alone is maybe the same')
}
await search(man + ' 14.03.1984')
want((await first().locator('.nk-tag').first().innerText()) === 'same person', 'name and birth date are the same person')
await first().locator('summary').click()
want(await first().locator('details li').first().isVisible(), 'the figures are behind a link')
await axe('hits with figures')
await search('Нурлан 1984')
want((await first().locator('h2').innerText()) === man, 'who was born then comes first')

// a name in Chinese characters, which the clerk cannot read
await press(first().locator('a').first())
await page.waitForURL(/\/cases\/NK-/)
const file = new URL(page.url()).pathname
await page.goto(base + file + '/household')
await press(page.locator('a[href$="/name"]').first())
await page.fill('#name', '努尔兰·阿不勒马金')
await page.selectOption('#script', 'Hans')
await press(page.getByRole('button', { name: 'Save' }))
want(await page.getByRole('link', { name: 'Write who read the name in this script.' }).isVisible(), 'who read it is asked for')
await page.fill('#read_by', 'Гүлнар')
await press(page.getByRole('button', { name: 'Save' }))
for (const text of ['努尔兰·阿不勒马金', '阿不勒马金 努尔兰']) {
  await search(text)
  want((await page.locator('.nk-hit').count()) === 1 && (await first().locator('h2').innerText()) === man, 'found by hanzi: ' + text)
}
await search('努尔江')
want((await page.locator('.nk-hit').count()) === 0, 'other hanzi find nobody')

// another name of his: its spellings are proposed, and he chooses
await page.goto(base + file + '/household')
await press(page.locator('a[href$="/names"]').first())
await axe('forms of a name')
await page.getByRole('radio', { name: 'Нурлан Абильмажинулы' }).check()
await press(page.getByRole('button', { name: 'Save the choice' }))
want((await page.locator('h1').innerText()).includes('Нурлан Абильмажинулы'), 'the form that he chose is the name of the case')

// what nobody could mean
const bad = [['x', /at least two characters/], ['"', /at least two characters/], ['%%', /Nothing found/], ["'; drop table person; --", /Nothing found/], ['\\\\', /Nothing found/], ['<b>x</b>', /Nothing found/]]
for (const [text, says] of bad) {
  await search(text)
  want(says.test(await page.locator('main').innerText()) && (await page.inputValue('#q')) === text, `a sentence for ${text}`)
}
if (scripts) {
  for (const text of ['Н'.repeat(301), 'Нур\0лан']) {
    await page.locator('#q').evaluate((e, v) => { e.removeAttribute('maxlength'); e.value = v }, text)
    await page.press('#q', 'Enter')
    await page.waitForLoadState()
    want((await page.locator('h1').count()) === 1 && !/went wrong/i.test(await page.locator('main').innerText()), `answered: ${text.slice(0, 8)}`)
  }
  // the letters on the screen, by keyboard alone
  await page.goto(base + '/search')
  await page.fill('#q', '')
  await page.locator('header .nk-tote-open').focus()
  await page.keyboard.press('Enter')
  await axe('the letters on the screen')
  await noWiderThan(page, 320, 'the letters on the screen')
  await page.keyboard.press('Tab') // the button that finds
  for (const letter of 'نۇرلان') {
    await page.locator('.nk-tote button', { has: page.locator(`span:text-is("${letter}")`) }).focus()
    await page.keyboard.press('Enter')
  }
  want((await page.inputValue('#q')) === 'نۇرلان', 'keys write into the field: ' + (await page.inputValue('#q')))
  await page.locator('.nk-tote button').first().focus()
  await page.keyboard.press('ArrowLeft')
  want((await page.evaluate(() => document.activeElement.innerText)).startsWith('ب'), 'arrows go from key to key')
  await page.keyboard.press('Escape')
  want(!(await page.locator('.nk-tote').isVisible()), 'Escape closes the keys')
  await page.press('#q', 'Enter')
  await page.waitForLoadState()
  want((await page.locator('.nk-hit').count()) > 1, 'what the keys wrote finds')
} else {
  want((await page.locator('.nk-tote-open').count()) === 0, 'without scripts there is no button that does nothing')
}
await browser.close()
