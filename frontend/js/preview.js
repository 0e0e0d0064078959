// Saves what is typed into a letter and shows its page anew, a moment after the last key, by the same POST as the button.
//
// <form data-preview="#preview" data-preview-failed="words for no connection">  <p role="status"></p>
//   <input type="hidden" name="compose-revision" value="3" autocomplete="off">
// <section id="preview"><div data-revision="3" data-said="Passages saved.">...
//
// The server answers the inside of the section; 409 where somebody else saved first, and then nothing more is sent.

const DELAY = 1_200
const AGAIN = 10_000

export class Preview {
  constructor (form) {
    this.form = form
    this.place = document.querySelector(form.dataset.preview)
    this.status = form.querySelector('[role="status"]')
    this.timer = null
    this.sending = null
    this.stopped = false
    form.addEventListener('input', () => this.wait(DELAY))
    form.addEventListener('submit', (event) => this.submitted(event))
  }

  wait (delay) {
    clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => this.send(), delay)
  }

  // Turning a page is a look, not a decision: the section alone changes. Any other button is a real POST.
  async submitted (event) {
    clearTimeout(this.timer)
    const turns = event.submitter?.name === 'compose-page' && !this.stopped
    if (!turns && !this.sending) return
    event.preventDefault()
    await this.sending
    if (turns) return this.send(event.submitter)
    this.form.requestSubmit(event.submitter)
  }

  async send (submitter) {
    if (this.sending) return this.wait(DELAY)
    this.sending = this.ask(submitter).finally(() => { this.sending = null })
    return this.sending
  }

  async ask (submitter) {
    const body = new FormData(this.form, submitter)
    if (!submitter && this.place.dataset.page) body.set('compose-page', this.place.dataset.page)
    try {
      const response = await fetch(window.location.href, {
        method: 'POST', body, headers: { 'X-Requested-With': 'preview' }, credentials: 'same-origin', redirect: 'error'
      })
      if (response.status === 409) this.stopped = true
      else if (!response.ok) throw new Error(response.status)
      this.show(await response.text(), submitter)
    } catch {
      this.say(this.form.dataset.previewFailed, true)
      this.wait(AGAIN)
    }
  }

  show (html, submitter) {
    this.place.innerHTML = html
    const told = this.place.firstElementChild.dataset
    if (submitter) this.place.dataset.page = submitter.value
    if (!this.stopped) this.form.elements['compose-revision'].value = told.revision
    this.say(told.said, this.stopped)
    if (submitter) (this.place.querySelector(`[name="compose-page"]`) || this.place).focus()
  }

  say (words, isProblem = false) {
    this.status.textContent = words
    this.status.classList.toggle('mla-status--problem', isProblem)
  }
}
