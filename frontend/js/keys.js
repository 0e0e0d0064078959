// Keys: Ctrl-K for the palette; and keys of one sign, only where the person has them switched on (WCAG 2.1.4).
//
// j and k move through the rows of a list: <tr> of a table in .mla-table, or [data-row]. x ticks the box of the row.

const ROWS = 'main .mla-table tbody tr, main [data-row]'
const TYPING = 'input, textarea, select, [contenteditable]'

export function startKeys (palette, help) {
  for (const moment of document.querySelectorAll('.mla-moment')) hush(moment)
  document.addEventListener('keydown', (event) => {
    if (palette && event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault()
      palette.open()
    } else if (help && isFree(event)) {
      pressed(event, palette, help)
    }
  })
}

function isFree (event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
  return !document.querySelector('dialog[open]') && !isTyping(event.target)
}

// A box that is ticked takes no letters.
function isTyping (target) {
  return target.matches(TYPING) && !target.matches('[type="checkbox"], [type="radio"]')
}

function pressed (event, palette, help) {
  const act = {
    '/': palette && (() => palette.open()),
    '?': () => { window.location.href = help },
    j: () => step(1),
    k: () => step(-1),
    x: tick
  }[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

function rows () {
  return [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector('a[href]'))
}

function present (all) {
  return all.findIndex((row) => row.contains(document.activeElement))
}

function step (by) {
  const all = rows()
  const at = present(all)
  const next = all[at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by]
  if (next) next.querySelector('a[href]').focus()
}

function tick () {
  const all = rows()
  const box = all[present(all)]?.querySelector('input[type="checkbox"]')
  if (box) box.click()
}

// Esc hides what is said of a moment until the pointer or the focus comes back to it (WCAG 1.4.13).
function hush (moment) {
  const quiet = (isQuiet) => moment.classList.toggle('mla-moment--quiet', isQuiet)
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') quiet(true) })
  for (const back of ['mouseenter', 'focus']) moment.addEventListener(back, () => quiet(false))
}
