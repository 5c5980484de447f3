// Files that go into the technical envelope, with the hash by which anybody can recognise them.
import { base64, hex, sha256 } from './bytes.js'
import { button, h, readBytes, show } from './dom.js'
import { _ } from './words.js'

// Both lengths in base 64 and the JSON around them must fit the largest bucket (4 MiB).
export const LARGEST = 2900 * 1024

export function attachments(changed) {
  let files = []
  const list = h('ul', { class: 'plain' })
  const input = h('input', { class: 'in', type: 'file', multiple: true, accept: 'application/pdf,image/*,.docx,.xlsx' })
  const size = () => files.reduce((sum, file) => sum + file.b64.length * 0.75, 0)
  function refresh() {
    show(list, ...files.map((file) => h('li', { class: 'row' },
      h('span', {}, `${file.name} · ${Math.ceil(file.b64.length * 0.75 / 1024)} KB`),
      button(_('移除'), () => { files = files.filter((other) => other !== file); refresh(); changed() }, 'btn-ghost btn-small'))))
  }
  input.addEventListener('change', async () => {
    for (const file of Array.from(input.files)) {
      const bytes = await readBytes(file)
      files.push({ name: file.name.slice(0, 120), sha256: hex(await sha256(bytes)), b64: base64(bytes) })
    }
    input.value = ''
    refresh()
    changed()
  })
  return {
    input,
    list,
    written: () => files,
    fill(values) { files = values || []; refresh() },
    wrong: () => (size() > LARGEST
      ? [[input.id, _('附件合计 %(size)s KB，最多 %(most)s KB。请压缩，或删去不需要的。', { size: Math.ceil(size() / 1024), most: LARGEST / 1024 })]]
      : []),
  }
}
