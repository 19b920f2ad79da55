/** Puts JT/T 808 messages in several parts together, within bounds of time and memory. */
import type { Frame } from './frame.ts'
import { ids } from './messages.ts'

export type Reassembly = {
  /** The whole message once its last part is there; until then, and for parts nobody reads, why there is none. */
  add(frame: Frame, now: number): Frame | 'part' | 'part_unread' | 'part_refused'
  /** How many messages were given up since the last call: parts missing for too long, or crowded out. */
  takeGivenUp(): number
  waitingBytes(): number
}

type Waiting = {
  readonly since: number
  readonly parts: (Buffer | undefined)[]
  have: number
  bytes: number
}

/** A terminal sends its parts back to back; a bad radio link delays them by seconds. */
const PATIENCE_MS = 30_000
/** A batch of 0x0704 with every additional item rarely fills ten parts. */
const MOST_PARTS = 64
const MOST_BYTES = 16 * 1_048_576

/** Pictures and recordings come in thousands of parts and are not read here. */
const read: readonly number[] = [ids.register, ids.position, ids.positionAnswer, ids.positionBatch]

export function createReassembly(mostBytes = MOST_BYTES): Reassembly {
  const waiting = new Map<string, Waiting>()
  let bytes = 0
  let givenUp = 0

  const forget = (key: string, message: Waiting) => {
    waiting.delete(key)
    bytes -= message.bytes
  }
  /** A map keeps its order, so the oldest come first. */
  const makeRoom = (now: number) => {
    for (const [key, message] of waiting) {
      if (now - message.since < PATIENCE_MS && bytes < mostBytes) return
      forget(key, message)
      givenUp++
    }
  }
  return {
    add(frame, now) {
      const { part } = frame
      if (!part || part.total === 1) return frame
      if (!read.includes(frame.id)) return 'part_unread'
      if (part.total > MOST_PARTS) return 'part_refused'
      makeRoom(now)
      // The parts of one message have serial numbers in a row.
      const key = [frame.terminal, frame.id, part.total, (frame.serial - part.index) & 0xffff].join(' ')
      const message = waiting.get(key) ?? { since: now, parts: [], have: 0, bytes: 0 }
      // A part that is sent again is there already.
      if (message.parts[part.index - 1] !== undefined) return 'part'
      // A copy: the frame may be a piece of a larger buffer.
      message.parts[part.index - 1] = Buffer.from(frame.body)
      message.have++
      message.bytes += frame.body.length
      bytes += frame.body.length
      waiting.set(key, message)
      if (message.have < part.total) return 'part'
      forget(key, message)
      return { ...frame, part: undefined, body: Buffer.concat(message.parts as Buffer[]) }
    },
    takeGivenUp() {
      const count = givenUp
      givenUp = 0
      return count
    },
    waitingBytes: () => bytes,
  }
}
