/** Benjamini and Hochberg's control of the false discovery rate (1995): of all that is called a hotspot, how many may be false. Pure. */

/** By place: the smallest rate at which it would still be called a discovery (its adjusted p value). */
export function adjusted(chances: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: chances.length }, (_, i) => i)
  order.sort((a, b) => (chances[a] as number) - (chances[b] as number))
  const rates = new Float64Array(chances.length)
  let least = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const place = order[rank - 1] as number
    least = Math.min(least, ((chances[place] as number) * order.length) / rank)
    rates[place] = least
  }
  return rates
}

export type Discovery = { readonly place: number; readonly rate: number }

/** Those whose adjusted p value is at most `most`: the same as `adjusted` tells, without sorting what is far from it. */
export function discoveries(chances: ArrayLike<number>, count: number, most: number): Discovery[] {
  const small: number[] = []
  // An adjusted p value is never below the p value itself.
  for (let i = 0; i < count; i++) if ((chances[i] as number) <= most) small.push(i)
  small.sort((a, b) => (chances[a] as number) - (chances[b] as number))
  const found: Discovery[] = []
  let least = 1
  for (let rank = small.length; rank >= 1; rank--) {
    const place = small[rank - 1] as number
    least = Math.min(least, ((chances[place] as number) * count) / rank)
    if (least <= most) found.push({ place, rate: least })
  }
  return found.reverse()
}
