/** Puts multi-part AIS messages together: parts of different messages interleave, get lost and repeat. */
import type { Sentence } from './sentences.ts'

/** A whole message's payload. */
export type Payload = { readonly text: string; readonly fillBits: number }

export type Assembly = {
  /** The whole message once its last part is there; undefined while parts are missing. */
  add(sentence: Sentence, now: number): Payload | undefined
  /** How many messages were given up since the last call: parts missing for too long, or crowded out. */
  takeGivenUp(): number
  waiting(): number
}

type Partial = {
  readonly parts: (string | undefined)[]
  readonly since: number
  have: number
  /** Of the last part; the others are full. */
  fillBits: number
}

/** Parts of one message are sent back to back; receivers' buffers delay them by a second at most. */
const PATIENCE_MS = 3_000
/** Ten sequence ids × two channels × a few talkers are all that one stream can tell apart. */
const MOST_WAITING = 200

export function createAssembly(): Assembly {
  const waiting = new Map<string, Partial>()
  let givenUp = 0

  const giveUp = (key: string) => {
    if (waiting.delete(key)) givenUp++
  }
  /** A map keeps its order, so the oldest come first. */
  const expire = (now: number) => {
    for (const [key, partial] of waiting) {
      if (now - partial.since < PATIENCE_MS && waiting.size < MOST_WAITING) return
      giveUp(key)
    }
  }
  return {
    add(sentence, now) {
      const { total, part, payload, fillBits } = sentence
      if (total === 1) return { text: payload, fillBits }
      expire(now)
      const key = [sentence.station, sentence.talker, sentence.sequence, sentence.channel, total].join(' ')
      // A part that is there already begins the next message of the same sequence id.
      if (waiting.get(key)?.parts[part - 1] !== undefined) giveUp(key)
      const partial = waiting.get(key) ?? {
        parts: Array(total).fill(undefined),
        since: now,
        have: 0,
        fillBits: 0,
      }
      partial.parts[part - 1] = payload
      partial.have++
      if (part === total) partial.fillBits = fillBits
      waiting.set(key, partial)
      if (partial.have < total) return undefined
      waiting.delete(key)
      return { text: partial.parts.join(''), fillBits: partial.fillBits }
    },
    takeGivenUp() {
      const count = givenUp
      givenUp = 0
      return count
    },
    waiting: () => waiting.size,
  }
}
