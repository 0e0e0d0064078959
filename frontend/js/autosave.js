// Saves a draft some seconds after a change, by the same POST as the button, without its files.
//
// <form method="post" data-autosave="URL" data-autosave-failed="words for no connection">
//   <input type="hidden" name="revision" value="3" autocomplete="off">  <p role="status"></p>
//
// The server answers 200 {"revision": 4, "message": "Draft saved 14:07 ..."} or, when someone else saved first,
// 409 {"message": "...", "url": "page that shows both", "label": "words of its link"}. All words come from the server.

import { showMeter } from './meter.js'

const DELAY = 4_000

export class Autosave {
  constructor (form) {
    this.form = form
    this.status = form.querySelector('[role="status"]')
    this.changes = 0
    this.timer = null
    this.sending = null
    this.stopped = false
    form.addEventListener('input', () => this.changed())
    form.addEventListener('submit', (event) => this.submitted(event))
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.timer) this.save() })
  }

  changed () {
    this.changes += 1
    if (!this.timer && !this.stopped) this.timer = setTimeout(() => this.save(), DELAY)
  }

  // A save under way would make the form's own revision stale: let it end, then submit.
  async submitted (event) {
    clearTimeout(this.timer)
    this.timer = null
    if (!this.sending) return
    event.preventDefault()
    await this.sending
    this.form.requestSubmit(event.submitter)
  }

  save () {
    clearTimeout(this.timer)
    this.timer = null
    if (this.sending || this.stopped) return
    this.sending = this.send().finally(() => { this.sending = null })
  }

  async send () {
    const changes = this.changes
    try {
      const response = await fetch(this.form.dataset.autosave || window.location.href, {
        method: 'POST',
        body: this.answers(),
        headers: { Accept: 'application/json', 'X-Requested-With': 'autosave' },
        credentials: 'same-origin',
        redirect: 'error'
      })
      if (response.status === 409) this.conflict(await response.json())
      else if (response.ok) this.saved(await response.json(), changes)
      else this.failed()
    } catch {
      this.failed()
    }
  }

  answers () {
    const answers = new FormData(this.form)
    for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name)
    return answers
  }

  saved ({ revision, message, ...meter }, changes) {
    this.form.elements.revision.value = revision
    this.say(message)
    showMeter(meter)
    if (changes === this.changes) this.form.dispatchEvent(new CustomEvent('mla:saved'))
    else if (!this.timer) this.timer = setTimeout(() => this.save(), DELAY)
  }

  conflict ({ message, url, label }) {
    this.stopped = true
    this.say(message, true)
    if (!url || !this.status) return
    const link = Object.assign(document.createElement('a'), { href: url, textContent: label, className: 'govuk-link' })
    this.status.append(' ', link)
  }

  failed () {
    this.say(this.form.dataset.autosaveFailed || '', true)
    if (!this.timer) this.timer = setTimeout(() => this.save(), 3 * DELAY)
  }

  say (words, isProblem = false) {
    if (!this.status) return
    this.status.textContent = words
    this.status.classList.toggle('mla-status--problem', isProblem)
  }
}
