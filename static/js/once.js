// A second press within three seconds is a slip of the finger; after that it is a wish to try again. The server
// answers both with the first result.
document.addEventListener('submit', (e) => {
  const form = e.target
  if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) e.preventDefault()
  else form.dataset.sent = String(Date.now())
})
