// What comes out of the printer: pages and their size as Chromium makes them, and what stands on them.
import { writeFileSync } from 'node:fs'
import { base, browser, open, press, signIn, want } from './browser.mjs'

const { number, ended } = JSON.parse(process.argv[6])
const mm = { A4: [210, 297], A5: [148, 210] }

// print gives the pages of a PDF: their number and size. Chromium writes them as plain objects.
async function print(page, what, size, pages) {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  if (process.env.NK_PRINTS) writeFileSync(`${process.env.NK_PRINTS}/${what.replace(/\W+/g, '-')}.pdf`, pdf)
  const text = pdf.toString('latin1')
  const count = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map((m) => [m[1], m[2]].map((x) => (Number(x) / 72) * 25.4))
  want(pages(count), `${what}: ${count} pages`)
  want(boxes.length > 0 && boxes.every((b) => b.every((x, i) => Math.abs(x - mm[size][i]) < 1)), `${what}: ${boxes.map((b) => b.map(Math.round).join('×'))} mm are ${size}`)
}

// paper wants that only what belongs on paper is left.
async function paper(page, what) {
  await page.emulateMedia({ media: 'print' })
  const left = await page.evaluate(() => {
    const seen = [...document.querySelectorAll('.nk-top, nav, button, .govuk-button, .nk-filter, .nk-actions, .nk-foot, .nk-tabs, .govuk-skip-link, select, input')].filter((e) => e.checkVisibility())
    return seen.map((e) => `${e.tagName.toLowerCase()}.${e.className}`)
  })
  want(left.length === 0, `${what}: no header, navigation, buttons or filters on paper ${left.slice(0, 5)}`)
  const heads = await page.evaluate(() => [...document.querySelectorAll('thead')].filter((e) => getComputedStyle(e).display !== 'table-header-group').length)
  want(heads === 0, `${what}: the heads of tables repeat`)
  const cut = await page.evaluate(() => [...document.querySelectorAll('.nk-slip')].filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).length)
  want(cut === 0, `${what}: nothing is cut off its sheet`)
}

const one = (n) => n === 1
for (const lang of ['kk', 'ru']) {
  const page = await open({ lang })
  await signIn(page, 'Айнұр', lang)
  const look = async (path, size, pages) => {
    await page.goto(base + path)
    await paper(page, `${lang} ${path}`)
    await print(page, `${lang} ${path}`, size, pages)
    await page.emulateMedia({ media: null })
  }
  await look(`/cases/${number}/slip`, 'A5', one)
  await page.goto(base + '/cases')
  const families = await page.locator('a[data-row]').evaluateAll((list) => list.slice(0, 40).map((a) => a.getAttribute('href')))
  for (const path of families) { // whatever a family still has to do and to bring, the foot of its slip is there
    await page.goto(base + path + '/slip')
    await paper(page, `${lang} ${path}/slip`)
    await page.emulateMedia({ media: null })
  }
  await look(`/cases/${number}/slip?in=kk-Arab`, 'A5', one)
  want((await page.locator('.nk-slip__code').count()) === 0, `${lang}: the slip has no code`)
  await press(page.getByRole('button', { name: { kk: 'Жаңа қағаз', ru: 'Новый лист' }[lang] }).first())
  await page.waitForURL(/strips/)
  const codes = await page.locator('.nk-slip__code').count()
  await paper(page, `${lang} strips`)
  await print(page, `${lang} strips`, 'A5', (n) => n === codes && n > 0)
  want((await page.locator('.nk-slip img').count()) === 0, `${lang}: the sheet of a code has no slip on it`)
  await page.emulateMedia({ media: null })
  for (const path of [`/cases/${number}`, `/cases/${number}/papers`, `/cases/${number}/history`, '/cases']) await look(path, 'A4', (n) => n >= 1 && n <= 8)
  await look(`/cases/${number}/housing/sheet?in=${lang}`, 'A4', (n) => n >= 1 && n <= 2)
  await page.context().close()
  const chief = await open({ lang })
  await signIn(chief, 'Дана', lang)
  await chief.goto(`${base}/cases/${ended}/notice`)
  await paper(chief, `${lang} notice`)
  await print(chief, `${lang} notice`, 'A4', one)
  await chief.context().close()
}
await browser.close()
