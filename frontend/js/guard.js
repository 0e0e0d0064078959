// Asks before a page with unsaved answers is left. "mla:saved" on the form says that nothing is unsaved.

export function guardForm (form) {
  let unsaved = false
  form.addEventListener('input', () => { unsaved = true })
  form.addEventListener('mla:saved', () => { unsaved = false })
  form.addEventListener('submit', (event) => { if (!event.defaultPrevented) unsaved = false })
  window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault() })
}
