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

/** Whether these digits are this person's now, were so lately, or never. */
export function judgeCode(secret: Buffer, digits: string, at: number): 'valid' | 'expired' | 'wrong' {
  const now = Math.floor(at / CODE_MS)
  for (let back = 0; back < WINDOWS_KNOWN; back++) {
    if (!isSame(digitsOf(secret, now - back), digits)) continue
    return back < WINDOWS_TAKEN ? 'valid' : 'expired'
  }
  return 'wrong'
}

const spoken = (number: number, digits: string): string => `${String(number).padStart(3, '0')} ${digits}`

/** RFC 4226's dynamic truncation, over SHA-256 and of five digits. */
function digitsOf(secret: Buffer, window: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(window))
  const mac = createHmac('sha256', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 100_000).padStart(5, '0')
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other))
