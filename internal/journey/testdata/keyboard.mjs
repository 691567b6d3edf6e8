// By keyboard alone: sign in, search, open a case, write a note.
import { base, browser, open, want } from './browser.mjs'

const page = await open()
const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement
    return !at || at === document.body || at.tagName === 'MAIN' ? '' : at.textContent.trim() || at.id
  })
async function tabTo(what, most = 80) {
  for (let i = 0; i < most; i++) {
    if ((await focused()).includes(what)) return true
    await page.keyboard.press('Tab')
  }
  return false
}

await page.goto(base + '/sign-in?lang=en')
await page.keyboard.press('Tab')
want((await focused()).includes('Skip'), 'the first stop is the skip link')
want(await tabTo('Айнұр'), 'the demo account is reached')
await page.keyboard.press('Enter')
await page.waitForURL('**/my-day')
await page.keyboard.press('/')
want((await page.evaluate(() => document.activeElement.id)) === 'q', 'a stroke goes to the search')
await page.keyboard.type('Иванов')
await page.keyboard.press('Enter')
await page.waitForURL('**/search')
await page.keyboard.press('j')
want((await focused()).includes('Иванов'), 'j goes to the first hit')
await page.keyboard.press('Enter')
await page.waitForURL(/\/cases\/NK-/)
want(await tabTo('Note or call'), 'the note is reached')
await page.keyboard.press('Enter')
await page.waitForURL(/\/note/)
want(await tabTo('text'), 'the text is reached')
await page.keyboard.type('By keyboard')
want(await tabTo('Save'), 'the button is reached')
await page.keyboard.press('Enter')
await page.waitForURL(/done=/)
want(await page.getByText('The note is saved').isVisible(), 'the note is saved')
await browser.close()
