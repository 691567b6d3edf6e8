// Quick exit: the page is replaced, so that "back" does not return to it.
document.addEventListener('click', (e) => {
  const link = e.target.closest('[data-leave]')
  if (!link) return
  e.preventDefault()
  document.body.hidden = true
  location.replace(link.href)
})
