// JSON that has one spelling only: what is committed to before the opening is compared, byte for
// byte, with what is published after it, by readers in other languages.
import { utf8 } from './bytes.js'

// By code point, as Python sorts; JavaScript alone would sort by halves of characters.
function byCodePoint(one, other) {
  const a = Array.from(one, (c) => c.codePointAt(0)), b = Array.from(other, (c) => c.codePointAt(0))
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at] - b[at]
  return a.length - b.length
}

// Half a character (a torn emoji) has no bytes in UTF-8; it becomes the mark for a lost one.
const whole = (words) => words.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length === 2 ? c : '\ufffd'))

function write(value) {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(whole(value))
  if (typeof value === 'number') {
    // Fractions are written differently by different languages, and money has none here.
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`no JSON: ${typeof value}`)
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort(byCodePoint)
  return `{${keys.map((key) => `${JSON.stringify(whole(key))}:${write(value[key])}`).join(',')}}`
}

export const canonical = (value) => utf8(write(value))
