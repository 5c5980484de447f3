// Bytes and the ways they are written down. Everything here exists in Chromium 86 and Safari 14.

export const utf8 = (text) => new TextEncoder().encode(text)
export const text = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

// In steps: String.fromCharCode with a megabyte of arguments overflows the stack.
export function base64(bytes) {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 0x8000))
  }
  return btoa(binary)
}

export function fromBase64(written) {
  const binary = atob(written)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

export function random(count) {
  return crypto.getRandomValues(new Uint8Array(count))
}

export function same(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
