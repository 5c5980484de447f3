// Over a thin line: the sealed bytes first, in parts that resume where they stopped; the submission
// itself, which must arrive before the deadline, is a few hundred bytes at the end.
import { base64, hex, sha256, utf8 } from './bytes.js'

const PART = 48 * 1024
const WAITS = [1000, 2000, 4000, 8000, 15000]

export class Refused extends Error {
  constructor(status, words) {
    super(words)
    this.status = status
  }
}
export class Lost extends Error {}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

async function once(door, method, path, body, headers = {}) {
  let answer
  try {
    answer = await fetch(door.base + path, {
      method,
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrftoken': door.token, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch (error) {
    throw new Lost(String(error))
  }
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told
  if (answer.status === 429 || answer.status >= 502) throw new Lost(String(answer.status))
  throw new Refused(answer.status, [told.title || String(answer.status), ...Object.values(told.fields || {})].join(' '))
}

// Only what may be said twice without harm is tried again by itself.
export async function ask(door, method, path, body, headers, waits = WAITS) {
  for (let turn = 0; ; turn++) {
    try {
      return await once(door, method, path, body, headers)
    } catch (error) {
      if (!(error instanceof Lost) || turn >= waits.length) throw error
      await wait(waits[turn])
    }
  }
}

// One envelope's JSON, as bytes that are the same at every try. Gives its SHA-256 as hex.
export async function upload(door, written, progress) {
  const bytes = utf8(written), digest = hex(await sha256(bytes))
  let { received, complete } = await ask(door, 'GET', `/uploads/${digest}`)
  while (!complete) {
    progress(received, bytes.length)
    const part = base64(bytes.subarray(received, received + PART))
    const body = { sha256: digest, total: bytes.length, offset: received, part }
    const next = await ask(door, 'POST', '/uploads', body)
    if (next.received <= received && !next.complete) throw new Refused(409, 'upload does not advance')
    received = next.received
    complete = next.complete
  }
  progress(bytes.length, bytes.length)
  return digest
}

// By their hashes: sent again after a lost answer it gives the same receipt.
export const submit = (door, digests, document) =>
  ask(door, 'POST', '/submission', { ...digests, document })
