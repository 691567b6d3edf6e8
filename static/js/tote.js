// Letters of Kazakh in Arabic script (töte jazu) for a field that may hold it: a button beside the field opens them. Each key
// shows the Cyrillic letter it stands for, in the order of that alphabet. The keys are one tab stop; arrows go between them.
const letters = [
  ['ا', 'а'], ['ب', 'б'], ['ۆ', 'в'], ['گ', 'г'], ['ع', 'ғ'], ['د', 'д'], ['ە', 'е'], ['ج', 'ж'], ['ز', 'з'], ['ي', 'и й'], ['ك', 'к'], ['ق', 'қ'],
  ['ل', 'л'], ['م', 'м'], ['ن', 'н'], ['ڭ', 'ң'], ['و', 'о'], ['پ', 'п'], ['ر', 'р'], ['س', 'с'], ['ت', 'т'], ['ۋ', 'у'], ['ۇ', 'ұ'], ['ف', 'ф'],
  ['ح', 'х'], ['ھ', 'һ'], ['چ', 'ч'], ['ش', 'ш'], ['ى', 'ы'], ['\u0674', 'ә ө ү і'],
]

const make = (tag, attributes, ...children) => {
  const e = document.createElement(tag)
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v)
  e.append(...children)
  return e
}

const write = (field, text) => {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const erase = (field) => {
  if (field.selectionStart === field.selectionEnd && field.selectionStart > 0) field.setSelectionRange(field.selectionStart - 1, field.selectionEnd)
  write(field, '')
}

const panel = (field, open, id) => {
  const key = (content, act, attributes = {}) => {
    const b = make('button', { type: 'button', tabindex: -1, ...attributes }, ...content)
    b.addEventListener('click', act)
    return b
  }
  const keys = letters.map(([arabic, cyrillic]) =>
    key([make('span', { lang: 'kk-Arab' }, arabic), make('small', { lang: 'kk', dir: 'ltr' }, cyrillic)], () => write(field, arabic)))
  keys.push(
    key([field.dataset.toteSpace], () => write(field, ' '), { class: 'wide' }),
    key([field.dataset.toteDelete], () => erase(field), { class: 'wide' }))
  keys[0].tabIndex = 0
  const box = make('div', { id, class: 'nk-tote', role: 'toolbar', 'aria-label': field.dataset.tote, dir: 'rtl' }, ...keys)
  box.addEventListener('keydown', (e) => {
    const at = keys.indexOf(document.activeElement)
    const to = { ArrowLeft: at + 1, ArrowDown: at + 1, ArrowRight: at - 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[e.key]
    if (e.key === 'Escape') {
      open.click()
      open.focus()
    } else if (to !== undefined && at >= 0) {
      keys[at].tabIndex = -1
      const next = keys[(to + keys.length) % keys.length]
      next.tabIndex = 0
      next.focus()
    } else return
    e.preventDefault()
  })
  box.addEventListener('mousedown', (e) => e.preventDefault()) // the field keeps the cursor
  return box
}

for (const [i, field] of document.querySelectorAll('input[data-tote]').entries()) {
  const id = `tote-${i}`
  const label = field.labels[0]?.textContent.trim() ?? ''
  const open = make('button', { type: 'button', class: 'nk-tote-open', 'aria-expanded': 'false', 'aria-controls': id, title: field.dataset.tote },
    make('span', { lang: 'kk-Arab', 'aria-hidden': 'true' }, 'ابپ'), make('span', { class: 'nk-vh' }, `${field.dataset.tote}: ${label}`))
  let box
  open.addEventListener('click', () => {
    if (!box) {
      box = panel(field, open, id)
      const header = field.closest('header')
      header ? header.append(box) : open.after(box)
    } else box.hidden = !box.hidden
    open.setAttribute('aria-expanded', String(!box.hidden))
  })
  field.after(open)
}
