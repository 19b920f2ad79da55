/** SHA-256 (FIPS 180-4). The browser's own where there is one; a plain connection has none, and a photo still needs its name. */

/** The hash in 64 hex digits. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  // `subtle` is missing outside a secure context, whatever the type says.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  if (!subtle) return plainSha256(new Uint8Array(bytes))
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/** The same without the browser's help. */
export function plainSha256(message: Uint8Array): string {
  const padded = pad(message)
  const state = Uint32Array.from(INITIAL)
  const words = new Uint32Array(64)
  for (let start = 0; start < padded.byteLength; start += 64) mix(state, words, padded, start)
  const digest = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 8; i++) digest.setUint32(i * 4, state[i] as number)
  return hex(new Uint8Array(digest.buffer))
}

/** One bit, zeros, and the length in bits: up to a whole number of 64-byte blocks. */
function pad(message: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000))
  view.setUint32(padded.length - 4, (message.length << 3) >>> 0)
  return view
}

function mix(state: Uint32Array, w: Uint32Array, block: DataView, start: number): void {
  for (let i = 0; i < 16; i++) w[i] = block.getUint32(start + i * 4)
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15] as number
    const b = w[i - 2] as number
    const small0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const small1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    w[i] = (w[i - 16] as number) + small0 + (w[i - 7] as number) + small1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (ROUNDS[i] as number) + (w[i] as number)) | 0
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (mixed[i] as number)
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The first 64 primes: the constants are the fractions of their cube roots, and of the first eight's square roots. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && isPrime(n))
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)))
const INITIAL = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return true
}

/** The first 32 bits behind the point; a double holds 48 of them for these small roots. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 0x100000000)
}
