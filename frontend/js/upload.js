// Sends a form with a file and shows how much of it has gone. Without this file the browser sends the form itself.
//
// <form method="post" enctype="multipart/form-data" data-upload="words for sending" data-upload-failed="words">
//   <progress hidden>  <p role="status">
//
// The server answers 200 {"url": "page to go to"}, or the page again with its errors, whose <main> takes this one's place.

export function startUpload (form, refresh) {
  form.addEventListener('submit', (event) => {
    const chosen = [...form.querySelectorAll('input[type=file]')].some((input) => input.files.length)
    if (!chosen || event.defaultPrevented) return
    event.preventDefault()
    send(form, refresh)
  })
}

function send (form, refresh) {
  const bar = form.querySelector('progress')
  const status = form.querySelector('[role="status"]')
  const call = new XMLHttpRequest()
  call.open('POST', form.getAttribute('action') || window.location.href)
  call.setRequestHeader('X-Requested-With', 'upload')
  call.upload.addEventListener('progress', ({ loaded, total }) => {
    Object.assign(bar, { hidden: false, max: total, value: loaded })
    status.textContent = `${form.dataset.upload} ${Math.round(100 * loaded / total)} %`
  })
  call.addEventListener('load', () => {
    const type = call.getResponseHeader('Content-Type') || ''
    if (call.status === 200 && type.startsWith('application/json')) {
      window.location.assign(JSON.parse(call.responseText).url)
    } else if (call.status === 422) refresh(call.responseText)
    else failed(form, bar, status)
  })
  call.addEventListener('error', () => failed(form, bar, status))
  call.send(new FormData(form))
}

function failed (form, bar, status) {
  bar.hidden = true
  status.textContent = form.dataset.uploadFailed
}
