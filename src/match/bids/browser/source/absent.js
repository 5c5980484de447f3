// age-encryption can also use post-quantum keys and hardware keys. The suite of this project is
// X25519 alone, so that code stays out of the bundle: less to download on a thin line, less to
// read. Asked for all the same (a recipient age1pq…), it ends with a clear error.
const absent = new Proxy({}, {
  get() { throw new Error('only X25519 keys (age1…) are part of this suite') },
})
export const MLKEM768P256 = absent
export const MLKEM768X25519 = absent
export const p256 = absent
