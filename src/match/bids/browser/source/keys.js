// An official's key: made here, locked here with a passphrase, and never sent anywhere.
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { X25519Identity } from 'age-encryption/recipients'
import { base64, fromBase64, hex, sha256, utf8 } from './bytes.js'

export const PASSPHRASE_LEAST = 12
const SHARE = 33
const COMMENT = '# age key of an opening official, locked with a passphrase\n'

export class WrongPassphrase extends Error {}

export async function fingerprint(recipient) {
  return hex(await sha256(utf8(recipient)))
}

// 128 bits in eight groups: enough to read out and compare, short enough to be read out.
export const spoken = (print) => print.slice(0, 32).match(/.{4}/g).join(' ')

export async function makeKey() {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  return { identity, recipient, fingerprint: await fingerprint(recipient) }
}

// The file `age -d` also reads: an ordinary age identity, in an ordinary locked age file.
export async function locked(identity, recipient, passphrase) {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  const inside = `${COMMENT}# public key: ${recipient}\n${identity}\n`
  return armor.encode(await encrypter.encrypt(inside))
}

export async function unlocked(file, passphrase) {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  let inside
  try {
    inside = await decrypter.decrypt(armor.decode(file.trim()), 'text')
  } catch (error) {
    throw new WrongPassphrase(String(error))
  }
  const identity = inside.split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-1'))
  if (!identity) throw new WrongPassphrase('no key')
  return { identity: identity.trim(), recipient: await identityToRecipient(identity.trim()) }
}

// The key of one age file, besides what is in it: it opens this one share and nothing else, and
// shows everybody that the official did not make the share up.
class Witness {
  constructor(identity) { this.inner = new X25519Identity(identity) }

  async unwrapFileKey(stanzas) {
    const key = await this.inner.unwrapFileKey(stanzas)
    if (key) this.proof = base64(key)
    return key
  }
}

// sealed: [{bid, envelope, sealed}] → the same with `share` and `proof` in place of `sealed`; those
// that are not for this key, or are damaged, come back with `error`: one bad bid must not stop the
// others.
export async function openShares(identity, sealed) {
  const found = []
  for (const { sealed: closed, ...of } of sealed) {
    const decrypter = new Decrypter(), witness = new Witness(identity)
    decrypter.addIdentity(witness)
    try {
      const share = await decrypter.decrypt(fromBase64(closed))
      if (share.length !== SHARE) throw new Error('not a share')
      found.push({ ...of, share: base64(share), proof: witness.proof })
    } catch (error) {
      found.push({ ...of, error: String((error && error.message) || error) })
    }
  }
  return found
}
