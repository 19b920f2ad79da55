/** One JT/T 808 frame: escaping, checksum and the headers of 2011, 2013 and 2019. Reads and writes them. */

export type Header = {
  readonly id: number
  /** The terminal's number as it sends it: 12 digits, or 20 with the header of 2019. */
  readonly terminal: string
  readonly serial: number
  /** Whether the header is that of 2019, with a protocol version and a longer number. */
  readonly is2019: boolean
  readonly encrypted: boolean
  /** Which part of a message in several this is, from 1. */
  readonly part: { readonly total: number; readonly index: number } | undefined
}

export type Frame = Header & { readonly body: Buffer }

/** The checksum is looked at before anything is read, the length before anything is believed. */
export type FrameFault = 'escape' | 'short' | 'checksum' | 'length' | 'part'

const LENGTH_BITS = 0x3ff
const ENCRYPTION_BITS = 0x1c00
const PART_BIT = 0x2000
const VERSION_BIT = 0x4000

/**
 * Reads what stood between two flags. A frame whose body is longer or shorter than its header says is refused as a whole:
 * whichever of the two is wrong, what stands where in it is a guess.
 */
export function readFrame(escaped: Buffer): Frame | FrameFault {
  const bytes = withoutEscapes(escaped)
  if (!bytes) return 'escape'
  // The shortest: a header of 12 bytes and the checksum.
  if (bytes.length < 13) return 'short'
  if (exclusiveOr(bytes) !== 0) return 'checksum'
  const content = bytes.subarray(0, -1)
  const properties = content.readUInt16BE(2)
  const is2019 = (properties & VERSION_BIT) !== 0
  const numberAt = is2019 ? 5 : 4
  const serialAt = numberAt + (is2019 ? 10 : 6)
  const hasParts = (properties & PART_BIT) !== 0
  const bodyAt = serialAt + (hasParts ? 6 : 2)
  if (content.length !== bodyAt + (properties & LENGTH_BITS)) return 'length'
  const part = hasParts
    ? { total: content.readUInt16BE(serialAt + 2), index: content.readUInt16BE(serialAt + 4) }
    : undefined
  if (part && (part.index < 1 || part.index > part.total)) return 'part'
  return {
    id: content.readUInt16BE(0),
    terminal: content.toString('hex', numberAt, serialAt),
    serial: content.readUInt16BE(serialAt),
    is2019,
    encrypted: (properties & ENCRYPTION_BITS) !== 0,
    part,
    body: content.subarray(bodyAt),
  }
}

/** Writes a whole message in one frame, flags and all. The terminal's number must be as it sends it. */
export function writeFrame(
  header: Pick<Header, 'id' | 'terminal' | 'serial' | 'is2019'>,
  body: Buffer,
): Buffer {
  const { id, terminal, serial, is2019 } = header
  const head = Buffer.alloc(is2019 ? 5 : 4)
  head.writeUInt16BE(id, 0)
  head.writeUInt16BE(body.length | (is2019 ? VERSION_BIT : 0), 2)
  if (is2019) head.writeUInt8(1, 4)
  const number = Buffer.alloc(2)
  number.writeUInt16BE(serial & 0xffff)
  const content = Buffer.concat([head, Buffer.from(terminal, 'hex'), number, body])
  return withEscapes(Buffer.concat([content, Buffer.of(exclusiveOr(content))]))
}

function exclusiveOr(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) sum ^= byte
  return sum
}

/** 0x7d 0x01 stands for 0x7d, 0x7d 0x02 for 0x7e; undefined: 0x7d before anything else. */
function withoutEscapes(escaped: Buffer): Buffer | undefined {
  const plain = Buffer.alloc(escaped.length)
  let length = 0
  for (let i = 0; i < escaped.length; i++) {
    let byte = escaped[i] as number
    if (byte === 0x7d) {
      const after = escaped[++i]
      if (after !== 1 && after !== 2) return undefined
      byte = 0x7c + after
    }
    plain[length++] = byte
  }
  return plain.subarray(0, length)
}

function withEscapes(plain: Buffer): Buffer {
  const bytes = [0x7e]
  for (const byte of plain) {
    if (byte === 0x7d || byte === 0x7e) bytes.push(0x7d, byte - 0x7c)
    else bytes.push(byte)
  }
  return Buffer.from([...bytes, 0x7e])
}
