/** Variable-length integers: what binary messages are written in. */

export type Writer = ReturnType<typeof createWriter>
export type Reader = ReturnType<typeof createReader>

/** Puts numbers into bytes: 7 bits a byte, lowest first; signed ones in zigzag. Its buffer is kept from frame to frame. */
export function createWriter(capacity = 4096) {
  let bytes = new Uint8Array(capacity)
  let length = 0
  const makeRoom = (more: number) => {
    if (length + more <= bytes.length) return
    const longer = new Uint8Array(Math.max(bytes.length * 2, length + more))
    longer.set(bytes)
    bytes = longer
  }
  const put = (value: number) => {
    makeRoom(8)
    let rest = value
    // Arithmetic, not bits: times in ms do not fit 32 bits.
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[length++] = (rest % 128) + 128
    bytes[length++] = rest
  }
  return {
    start: () => {
      length = 0
    },
    put,
    putSigned: (value: number) => put(value < 0 ? -2 * value - 1 : 2 * value),
    putBytes: (more: Uint8Array) => {
      makeRoom(more.length)
      bytes.set(more, length)
      length += more.length
    },
    length: () => length,
    /** What was written, or a part of it: looked at, not copied; gone with the next `start`. */
    written: (from = 0, to = length): Uint8Array => bytes.subarray(from, to),
  }
}

/** Takes numbers out of bytes. Past the end, or at a number longer than 8 bytes, it is broken and answers 0 from there. */
export function createReader(buffer: ArrayBuffer | ArrayBufferView) {
  const bytes = ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer)
  let position = 0
  let broken = false
  const take = (): number => {
    const first = bytes[position] as number
    // Nearly every number is one byte.
    if (first < 128) {
      position++
      return first
    }
    let value = 0
    for (let scale = 1; scale < 2 ** 50; scale *= 128) {
      const byte = bytes[position++]
      if (byte === undefined) break
      value += (byte % 128) * scale
      if (byte < 128) return value
    }
    broken = true
    return 0
  }
  return {
    take,
    takeSigned: () => {
      const value = take()
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    },
    /** Goes past so many bytes. */
    pass: (length: number) => {
      position += length
    },
    /** Bytes that are still to be read. */
    left: () => bytes.length - position,
    broken: () => broken,
    atEnd: () => !broken && position === bytes.length,
  }
}
