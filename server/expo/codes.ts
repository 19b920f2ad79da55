/** Codes for the gate: three digits of the call list, and five that only the person's phone and the server know, for a minute. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export const CODE_MS = 60_000
/** A code that ran out while it was being typed is taken once more. */
const WINDOWS_TAKEN = 2
/** So far back a code is told apart from a wrong one. */
const WINDOWS_KNOWN = 30

/** The code of `number` on the list at a moment, and until when it is shown. */
export function codeAt(secret: Buffer, number: number, at: number): { code: string; until: number } {
  const window = Math.floor(at / CODE_MS)
  return { code: spoken(number, digitsOf(secret, window)), until: (window + 1) * CODE_MS }
}

/** What was typed or scanned, as the place on the list and the secret digits; undefined where it is no code. */
export function readCode(typed: string): { number: number; digits: string } | undefined {
  const found = /^(\d{3})(\d{5})$/.exec(typed.replace(/[\s-]/g, ''))
  return found ? { number: Number(found[1]), digits: found[2] as string } : undefined
}

/** Typed by nobody: longer, so that it cannot be guessed while it holds. */
const GATE_DIGITS = 8

/** The code of an operation's gate at a moment, and until when it is shown: `3-01234567`. */
export function gateCodeAt(secret: Buffer, operation: number, at: number): { code: string; until: number } {
  const window = Math.floor(at / CODE_MS)
  return { code: `${operation}-${digitsOf(secret, window, GATE_DIGITS)}`, until: (window + 1) * CODE_MS }
}

/** What a gate's link carried; undefined where it is no code of a gate. */
export function readGateCode(opened: string): { operation: number; digits: string } | undefined {
  const found = /^(\d{1,9})-(\d{8})$/.exec(opened)
  return found ? { operation: Number(found[1]), digits: found[2] as string } : undefined
}

/** Whether these digits are of this secret now, were so lately, or never. */
export function judgeCode(secret: Buffer, digits: string, at: number): 'valid' | 'expired' | 'wrong' {
  const now = Math.floor(at / CODE_MS)
  for (let back = 0; back < WINDOWS_KNOWN; back++) {
    if (!isSame(digitsOf(secret, now - back, digits.length), digits)) continue
    return back < WINDOWS_TAKEN ? 'valid' : 'expired'
  }
  return 'wrong'
}

const spoken = (number: number, digits: string): string => `${String(number).padStart(3, '0')} ${digits}`

/** RFC 4226's dynamic truncation, over SHA-256. */
function digitsOf(secret: Buffer, window: number, digits = 5): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(window))
  const mac = createHmac('sha256', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other))
