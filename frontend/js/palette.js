// The palette: a dialog with a box; what is typed is looked up on the server, which answers with a list of links.
//
// <dialog data-palette="URL" data-failed="words"> <form> <input name="q"> </form> <p role="status"> <div data-found>
//
// Enter in the box submits the form, which is the search page; the arrow keys move from the box through the links.

const PAUSE = 150

export class Palette {
  constructor (dialog) {
    this.dialog = dialog
    this.box = dialog.querySelector('input[name="q"]')
    this.found = dialog.querySelector('[data-found]')
    this.status = dialog.querySelector('[role="status"]')
    this.timer = null
    this.asking = null
    this.box.addEventListener('input', () => this.typed())
    dialog.addEventListener('keydown', (event) => this.move(event))
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close() })
    dialog.addEventListener('close', () => { clearTimeout(this.timer); this.asking?.abort() })
  }

  open () {
    if (this.dialog.open) return
    this.dialog.showModal()
    this.box.select()
    this.ask()
  }

  typed () {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), PAUSE)
  }

  // Only the answer to the latest question is shown: an earlier one under way is given up.
  async ask () {
    this.asking?.abort()
    this.asking = new AbortController()
    const { signal } = this.asking
    try {
      const address = `${this.dialog.dataset.palette}?${new URLSearchParams({ q: this.box.value })}`
      const response = await fetch(address, { credentials: 'same-origin', redirect: 'error', signal })
      if (!response.ok) throw new Error(response.statusText)
      this.show(await response.text())
    } catch (problem) {
      if (problem.name === 'AbortError') return
      this.found.replaceChildren()
      this.status.textContent = this.dialog.dataset.failed
    }
  }

  show (html) {
    this.found.innerHTML = html
    this.status.textContent = this.found.firstElementChild?.dataset.told || ''
  }

  move (event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [this.box, ...this.found.querySelectorAll('a')]
    const at = stops.indexOf(document.activeElement)
    if (at === -1) return
    event.preventDefault()
    stops[(at + (event.key === 'ArrowDown' ? 1 : stops.length - 1)) % stops.length].focus()
  }
}
