// Shows how far a draft is while it is written: the figure in words, its bar, and the status of each section.
//
// <progress class="mla-progress"> followed by <p data-meter>, and <... data-section="key"> for each status.
// The words come from the server with each autosave. The status line of the form speaks the figure once, when it moves.

export function showMeter ({ done, total, meter, statuses }) {
  if (total === undefined) return
  for (const words of document.querySelectorAll('[data-meter]')) {
    if (words.textContent === meter) continue
    words.textContent = meter
    const bar = words.previousElementSibling
    if (bar instanceof HTMLProgressElement) Object.assign(bar, { max: total, value: done })
    const status = document.querySelector('form[data-autosave] [role="status"]')
    if (status) status.textContent += ` ${meter}`
  }
  for (const [key, words] of Object.entries(statuses || {})) {
    const place = document.querySelector(`[data-section="${CSS.escape(key)}"]`)
    if (place && place.textContent.trim() !== words) place.textContent = words
  }
}
