// Shortcuts: / search, g d My day, g b board, j k next and previous row, ? the list of keys.
// Never inside a field, and off by choice on the account page. Letters are known by their place on the keyboard,
// because with the Kazakh or Russian layout the key of "j" writes another letter.
if (document.body.dataset.keys !== 'off') {
  let g = 0
  const rows = () => [...document.querySelectorAll('[data-row]')]
  const move = (by) => {
    const all = rows()
    if (all.length) all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by))].focus()
  }
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.target.closest('input, textarea, select')) return
    const letter = e.shiftKey ? '' : /^[a-z]$/.test(e.key) ? e.key : (e.code ?? '').replace('Key', '').toLowerCase()
    const afterG = Date.now() - g < 1200
    g = 0
    if (letter === 'g') g = Date.now()
    else if (afterG && letter === 'd') location.assign('/my-day')
    else if (afterG && letter === 'b') location.assign('/board')
    else if (e.key === '/') {
      const field = document.getElementById('q')
      if (field) {
        e.preventDefault()
        field.focus()
      }
    } else if (letter === 'j') move(1)
    else if (letter === 'k') move(-1)
    else if (e.key === '?') location.assign('/keys')
  })
}
