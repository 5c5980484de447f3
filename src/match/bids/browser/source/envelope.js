// One sealed envelope: the contract of docs/sealed-bids.md, written once for page and offline tool.
import { Encrypter } from 'age-encryption'
import { combine, split } from 'shamir-secret-sharing'
import { base64, concat, fromBase64, hex, random, same, sha256, text, utf8 } from './bytes.js'
import { canonical } from './canonical.js'

export const SUITE = 'age-x25519/aes256gcm/shamir-gf256'
// A length tells of a price's digits and of how much was written; four sizes tell nearly nothing.
export const BUCKETS = [64, 256, 1024, 4096].map((kib) => kib * 1024)

export class TooLarge extends Error {}
export class Unsound extends Error {}

export async function keyset(recipients) {
  return hex(await sha256(utf8([...recipients].sort().join('\n'))))
}

export function padded(json) {
  const size = BUCKETS.find((bucket) => json.length + 4 <= bucket)
  if (!size) throw new TooLarge(`${json.length} bytes`)
  const plain = new Uint8Array(size)
  new DataView(plain.buffer).setUint32(0, json.length)
  plain.set(json, 4)
  return plain
}

export function unpadded(plain) {
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  if (length > plain.length - 4) throw new Unsound('length')
  return plain.subarray(4, 4 + length)
}

// What the ciphertext is bound to: moved to another tender, bidder, envelope, document or set of
// officials it does not open.
export const bound = (e) =>
  utf8(['xth-bid-1', e.tender, e.bidder, e.envelope, e.n, e.k, e.document, e.keyset].join('|'))

async function sealShare(share, recipient) {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return { recipient, sealed: base64(await encrypter.encrypt(share)) }
}

// terms: {tender, bidder, document, k, recipients}. Gives {envelope, salt}; the random key is
// forgotten here. Refuses TooLarge, and Unsound when the result does not open again.
export async function seal(terms, name, bid) {
  const recipients = [...new Set(terms.recipients)]
  if (recipients.length !== terms.recipients.length || recipients.length < terms.k) throw new Unsound('recipients')
  const salt = random(32), key = random(32), nonce = random(12)
  const bare = canonical(bid)
  const head = {
    v: 1, suite: SUITE, tender: terms.tender, bidder: terms.bidder, envelope: name,
    n: recipients.length, k: terms.k, document: terms.document, keyset: await keyset(recipients),
  }
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt'])
  const plain = padded(canonical({ salt: base64(salt), bid }))
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound(head) }, aes, plain))
  const shares = await split(key, head.n, head.k)
  const envelope = {
    ...head,
    nonce: base64(nonce),
    ciphertext: base64(ciphertext),
    shares: await Promise.all(shares.map((share, at) => sealShare(share, recipients[at]))),
    dek_commitment: hex(await sha256(concat(utf8('dek'), key))),
    bid_commitment: hex(await sha256(concat(salt, bare))),
  }
  await check(envelope, shares, bare)
  shares.forEach((share) => share.fill(0))
  key.fill(0)
  return { envelope, salt: base64(salt) }
}

// Before anything is sent: what was sealed opens again, with the first k and with the last k
// shares. A bidder whose browser computes wrongly learns of it now, not at the opening.
async function check(envelope, shares, bare) {
  for (const some of [shares.slice(0, envelope.k), shares.slice(-envelope.k)]) {
    const { bytes } = await open(envelope, some)
    if (!same(bytes, bare)) throw new Unsound('bid')
  }
}

// k shares (bytes) of an envelope → {bid, salt, bytes: the canonical bid}. Unsound when not whole.
export async function open(envelope, shares) {
  const key = await combine(shares)
  if (hex(await sha256(concat(utf8('dek'), key))) !== envelope.dek_commitment) throw new Unsound('key')
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  const sealed = { name: 'AES-GCM', iv: fromBase64(envelope.nonce), additionalData: bound(envelope) }
  const plain = new Uint8Array(await crypto.subtle.decrypt(sealed, aes, fromBase64(envelope.ciphertext)))
  const { bid, salt } = JSON.parse(text(unpadded(plain)))
  const bytes = canonical(bid)
  if (hex(await sha256(concat(fromBase64(salt), bytes))) !== envelope.bid_commitment) throw new Unsound('bid')
  return { bid, salt, bytes }
}
