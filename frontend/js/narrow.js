// A field above a long list of tick boxes: what is typed there hides the boxes that do not contain it. Ticked ones stay.

export function startNarrowing (group) {
  const label = document.createElement('label')
  const field = document.createElement('input')
  Object.assign(field, { id: `${group.querySelector('input').id}-narrow`, type: 'search', autocomplete: 'off' })
  field.className = 'govuk-input govuk-input--width-20 mla-narrow-field'
  Object.assign(label, { htmlFor: field.id, className: 'govuk-label', textContent: group.dataset.narrow })
  group.before(label, field)

  field.addEventListener('input', (event) => {
    event.stopPropagation() // nothing is answered by it
    const wanted = field.value.trim().toLocaleLowerCase()
    for (const item of group.children) {
      const isShown = item.querySelector('input').checked || item.textContent.toLocaleLowerCase().includes(wanted)
      item.classList.toggle('mla-is-narrowed', !isShown)
    }
  })
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault() })
}
