// Asks again for a part of the page while it changes: <div data-poll="URL" data-poll-every="2000">. The answer takes its
// place, and ends the asking when it is no longer marked so.

const LONGEST = 15 * 60_000

export function poll (part, until = Date.now() + LONGEST) {
  setTimeout(async () => {
    let next = part
    try {
      const response = await fetch(part.dataset.poll, { credentials: 'same-origin', redirect: 'error' })
      if (response.ok) {
        const held = document.createElement('template')
        held.innerHTML = await response.text()
        next = held.content.firstElementChild
        part.replaceWith(next)
      }
    } catch { /* no connection: the next time may have one */ }
    if (next.dataset.poll && Date.now() < until) poll(next, until)
  }, Number(part.dataset.pollEvery))
}
