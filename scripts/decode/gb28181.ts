/** Decodes GB/T 28181 MobilePosition notifications. */
import { readMobilePosition } from '../../server/gateways/gb28181/messages.ts'
import { bytesOf, type Decoded, refused, toPosition } from './decoded.ts'

export function decodeGb28181(line: Buffer): Decoded {
  const kind = 'MobilePosition'
  const notification = readMobilePosition(bytesOf(line, /^(?:\xef\xbb\xbf)?\s*</))
  if (typeof notification === 'string') return refused(notification)
  const { device, items, faults } = notification
  return {
    ok: items.length > 0 || faults.length === 0,
    kind,
    device,
    positions: items.map((item) => toPosition(item.place, item.device === device ? undefined : item.device)),
    error: faults.join(', ') || null,
  }
}
