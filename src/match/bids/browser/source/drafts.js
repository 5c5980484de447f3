// What is written stays on this device, and nobody else reads it here either: the rows are locked
// with a key that lies under `draft:` in localStorage. Signing out removes everything under that
// name (static/js/00-page.js), and with it the means to read the rows.
import { base64, fromBase64, random, text, utf8 } from './bytes.js'

const STORE = 'drafts'

function database() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('sealing', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

async function within(mode, work) {
  const base = await database()
  try {
    return await new Promise((done, failed) => {
      const asked = work(base.transaction(STORE, mode).objectStore(STORE))
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(asked.error)
    })
  } finally {
    base.close()
  }
}

// `at` is what 20-drafts.js looks at when it throws away drafts of more than 30 days.
async function lock(owner, make) {
  const name = `draft:${owner}:sealing`
  let kept = null
  try { kept = JSON.parse(localStorage.getItem(name)) } catch (error) { kept = null }
  if (!kept && !make) return null
  const raw = kept && kept.key ? kept.key : base64(random(32))
  if (make) localStorage.setItem(name, JSON.stringify({ at: Date.now(), key: raw }))
  return crypto.subtle.importKey('raw', fromBase64(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

export async function keep(owner, name, value) {
  const key = await lock(owner, true), iv = random(12)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(JSON.stringify(value)))
  await within('readwrite', (store) => store.put({ iv, sealed: new Uint8Array(sealed) }, `${owner}:${name}`))
}

// null where there is none, or where its key is gone.
export async function kept(owner, name) {
  const key = await lock(owner, false)
  const row = key && await within('readonly', (store) => store.get(`${owner}:${name}`))
  if (!row) return null
  try {
    return JSON.parse(text(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed))))
  } catch (error) {
    return null
  }
}

export const forget = (owner, name) => within('readwrite', (store) => store.delete(`${owner}:${name}`))
