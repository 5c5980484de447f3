// Elements without a framework, and never from text: what a bidder writes cannot become markup.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'value') element.value = value
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return element
}

export const show = (place, ...children) => place.replaceChildren
  ? place.replaceChildren(...children)
  : ((place.textContent = ''), place.append(...children)) // Chromium before 86, Safari before 14

export const note = (kind, ...words) => h('div', { class: `note note-${kind}`, role: kind === 'bad' ? 'alert' : 'status' }, ...words)

export const button = (words, onclick, kind = '') =>
  h('button', { type: 'button', class: `btn ${kind}`.trim(), onclick }, words)

// With a mark of its own: the site's style takes the browser's away.
export const fold = (words, ...inside) =>
  h('details', { class: 'card pad' }, h('summary', { class: 'strong' }, h('span', { 'aria-hidden': 'true' }, '▸ '), words), ...inside)

let count = 0
export function field(label, box, hint = '') {
  const id = box.id || `sealing-${++count}`
  box.id = id
  if (hint) box.setAttribute('aria-describedby', `${id}-hint`)
  return h('div', { class: 'field' },
    h('label', { for: id }, label),
    hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
    box)
}

export function save(name, content, type = 'application/json') {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = h('a', { href: address, download: name, hidden: true })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60000)
}

export const read = (file) => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => done(reader.result)
  reader.onerror = () => failed(reader.error)
  reader.readAsText(file)
})

export const readBytes = (file) => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => done(new Uint8Array(reader.result))
  reader.onerror = () => failed(reader.error)
  reader.readAsArrayBuffer(file)
})

export function summary(rows) {
  return h('dl', { class: 'summary' }, rows.map(([key, value]) =>
    h('div', {}, h('dt', {}, key), h('dd', {}, value))))
}

export function complaints(problems) {
  return h('div', { class: 'error-summary', role: 'alert', tabindex: '-1' },
    h('h2', {}, problems.title),
    h('ul', {}, problems.list.map(([id, words]) => h('li', {}, h('a', { href: `#${id}` }, words)))))
}
