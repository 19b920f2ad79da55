/** Decodes H02: a text message, or a binary one in hex or base64. */
import { readH02 } from '../../server/gateways/h02/messages.ts'
import { bytesOf, type Decoded, refused, toPosition } from './decoded.ts'

export function decodeH02(line: Buffer, now: number): Decoded {
  const text = line.toString('latin1').trim()
  const isHex = /^24([0-9a-fA-F]{2})+$/.test(text)
  const message = readH02(
    isHex ? Buffer.from(text, 'hex') : bytesOf(Buffer.from(text, 'latin1'), /^[*$]/),
    now,
  )
  if (typeof message === 'string') return refused(message)
  const { kind, device = null, place } = message
  return { ok: true, kind, device, positions: place ? [toPosition(place)] : [], error: null }
}
