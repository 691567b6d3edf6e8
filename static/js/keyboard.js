// Shortcuts: / search, g d My day, g b board, j k next and previous row, ? the list of keys.
// Never inside a field, and off by choice on the account page.
if (document.body.dataset.keys === 'on') {
  let g = 0
  const rows = () => [...document.querySelectorAll('[data-row]')]
  const move = (by) => {
    const all = rows()
    if (all.length) all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by))].focus()
  }
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.target.closest('input, textarea, select')) return
    const afterG = Date.now() - g < 1200
    g = 0
    if (e.key === 'g') g = Date.now()
    else if (afterG && e.key === 'd') location.assign('/my-day')
    else if (afterG && e.key === 'b') location.assign('/board')
    else if (e.key === '/') {
      const field = document.getElementById('q')
      if (field) {
        e.preventDefault()
        field.focus()
      }
    } else if (e.key === 'j') move(1)
    else if (e.key === 'k') move(-1)
    else if (e.key === '?') location.assign('/keys')
  })
}
