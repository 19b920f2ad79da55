/** Devices by their names as these stand in bytes: a position finds its device without a string being made of its name. */

export type Names<T> = {
  /** Whom the bytes from `from` on and before `to` name. */
  find(bytes: Uint8Array, from: number, to: number): T | undefined
  /** A name that is not of printable ASCII is left out: nobody asks for it in bytes. */
  put(name: string, value: T): void
}

const FREE = -1

/** A table with open addresses, at most half full. */
export function createNames<T>(): Names<T> {
  const names: Uint8Array[] = []
  const values: T[] = []
  let slots = new Int32Array(1024).fill(FREE)

  /** Where the name is, or where it would be. */
  const slotOf = (bytes: Uint8Array, from: number, to: number): number => {
    const mask = slots.length - 1
    let slot = hashOf(bytes, from, to) & mask
    for (;;) {
      const i = slots[slot] as number
      if (i === FREE || isSame(names[i] as Uint8Array, bytes, from, to)) return slot
      slot = (slot + 1) & mask
    }
  }
  const grow = () => {
    slots = new Int32Array(slots.length * 2).fill(FREE)
    for (const [i, name] of names.entries()) slots[slotOf(name, 0, name.length)] = i
  }
  return {
    find: (bytes, from, to) => values[slots[slotOf(bytes, from, to)] as number],
    put(name, value) {
      if (!/^[ -~]+$/.test(name)) return
      const bytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0))
      const slot = slotOf(bytes, 0, bytes.length)
      const known = slots[slot] as number
      if (known !== FREE) {
        values[known] = value
        return
      }
      slots[slot] = names.push(bytes) - 1
      values.push(value)
      if (names.length * 2 > slots.length) grow()
    },
  }
}

/** FNV-1a, its high bits brought down. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return hash ^ (hash >>> 15)
}

function isSame(name: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[from + i]) return false
  return true
}
