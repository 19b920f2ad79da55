/** Chance that can be repeated: the same seed gives the same numbers. */

export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of `items`, each as likely as its weight; Σ weights > 0. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
  /** Roughly normal around 0 with standard deviation 1. */
  normal(): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32: 32 bits of state are plenty for patrols, and it is the same on every machine.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('there is nothing to pick from')
    return items[Math.floor(next() * items.length)] as T
  }
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    chance: (probability) => next() < probability,
    pick,
    weighted(items, weightOf) {
      let left = next() * items.reduce((sum, item) => sum + weightOf(item), 0)
      for (const item of items) {
        left -= weightOf(item)
        if (left < 0) return item
      }
      return pick(items)
    },
    // Sum of three uniforms: variance 3/12, so doubled.
    normal: () => (next() + next() + next() - 1.5) * 2,
  }
}
