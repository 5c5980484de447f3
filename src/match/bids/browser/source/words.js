// Words of the screens. As everywhere in this project the Chinese sentence is the key; its English
// stands in english.js. The offline tools have no server to ask, so the words travel with the code.
import { english } from './english.js'

export const speaks = () => (document.documentElement.lang || 'zh').slice(0, 2)

export function _(sentence, values = {}) {
  const said = speaks() === 'en' ? english[sentence] || sentence : sentence
  return said.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole))
}
