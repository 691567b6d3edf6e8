// A second press within three seconds is a slip of the finger; after that it is a wish to try again. The server
// answers both with the first result.
document.addEventListener('submit', (e) => {
  const form = e.target
  const button = e.submitter
  if (form.getAttribute('aria-busy')) e.preventDefault()
  if (e.defaultPrevented) return
  form.setAttribute('aria-busy', 'true')
  // Only after the form is read: a disabled button does not send its name and value.
  setTimeout(() => button && (button.disabled = true))
  setTimeout(() => {
    form.removeAttribute('aria-busy')
    if (!button) return
    button.disabled = false
    if (document.activeElement === document.body) button.focus()
  }, 3000)
})
