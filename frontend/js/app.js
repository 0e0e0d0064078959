// Starts what a page asks for by its markup. Every page works without this file.
import { initAll as startGovuk } from './govuk-frontend.min.js'
import { initAll as startMoj } from './moj-frontend.min.js'
import { Autosave } from './autosave.js'
import { guardForm } from './guard.js'
import { startKeys } from './keys.js'
import { startNarrowing } from './narrow.js'
import { Palette } from './palette.js'
import { poll } from './poll.js'
import { Preview } from './preview.js'
import { startUpload } from './upload.js'

startGovuk()
startMoj()
for (const form of document.querySelectorAll('form[data-autosave]')) new Autosave(form)
for (const form of document.querySelectorAll('form[data-autosave], form[data-guard]')) guardForm(form)
for (const form of document.querySelectorAll('form[data-preview]')) new Preview(form)
const startUploads = (scope) => {
  for (const form of scope.querySelectorAll('form[data-upload]')) startUpload(form, replaceMain)
}
startUploads(document)
for (const group of document.querySelectorAll('[data-narrow]')) startNarrowing(group)
for (const part of document.querySelectorAll('[data-poll]')) poll(part)
const dialog = document.querySelector('dialog[data-palette]')
const palette = dialog && dialog.showModal ? new Palette(dialog) : null
startKeys(palette, document.body.dataset.shortcuts)

// A page that came back with errors takes the place of this one, and its error summary the focus.
function replaceMain (text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  const main = document.adoptNode(fresh.querySelector('main'))
  document.querySelector('main').replaceWith(main)
  document.title = fresh.title
  startGovuk({ scope: main })
  startUploads(main)
}
