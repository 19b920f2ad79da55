/** Decodes Cursor-on-Target events. */
import { readCot } from '../../server/gateways/cot/messages.ts'
import { bytesOf, type Decoded, refused, toPosition } from './decoded.ts'

export function decodeCot(line: Buffer): Decoded {
  const event = readCot(bytesOf(line, /^(?:\xef\xbb\xbf)?\s*</))
  if (typeof event === 'string') return refused(event)
  return { ok: true, kind: event.type, device: event.uid, positions: [toPosition(event.place)], error: null }
}
