/** Keeps one terminal from taking the time of the others: each may send so much at once, and so much a second. */
import { createByNumber } from '#contract/byNumber.ts'

export type FloodLimit = {
  /** Whether one more message of this terminal may be read. */
  allows(terminal: number, now: number): boolean
}

type Bucket = { left: number; at: number }

/** A terminal back from a dead spot sends what it kept at once; a second apart is as often as any moves. */
const AT_ONCE = 300
const PER_SECOND = 20

/** By the device's number, so that there are never more buckets than registered devices. */
export function createFloodLimit(atOnce = AT_ONCE, perSecond = PER_SECOND): FloodLimit {
  const buckets = createByNumber<Bucket>()
  return {
    allows(terminal, now) {
      let bucket = buckets.get(terminal)
      if (!bucket) {
        bucket = { left: atOnce, at: now }
        buckets.set(terminal, bucket)
      }
      bucket.left = Math.min(atOnce, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      if (bucket.left < 1) return false
      bucket.left--
      return true
    },
  }
}
