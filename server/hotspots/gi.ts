/** Getis and Ord's local statistic Gi*, standardised, with binary weights and every place its own neighbour. Pure. */

/** What Gi* needs of all values together. */
export type Moments = { readonly count: number; readonly sum: number; readonly squares: number }

export function momentsOf(values: ArrayLike<number>): Moments {
  let [sum, squares] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    sum += value
    squares += value * value
  }
  return { count: values.length, sum, squares }
}

/**
 * Ord and Getis 1995, equation 14, for binary weights, where the weights and their squares both sum up to the number of
 * neighbours: (Σx − W·mean) / (s·√((n·W − W²)/(n − 1))). `local`: the sum over the `size` neighbours, itself among them.
 * 0 where nothing varies, or all are neighbours.
 */
export function giStar(local: number, size: number, { count, sum, squares }: Moments): number {
  const mean = sum / count
  const variance = squares / count - mean * mean
  const spread = Math.sqrt((variance * (count * size - size * size)) / (count - 1))
  return spread > 0 ? (local - size * mean) / spread : 0
}

/** Of every place; `neighbours` lists `width` for each, -1 where there are fewer. */
export function giStars(
  values: ArrayLike<number>,
  neighbours: ArrayLike<number>,
  width: number,
): Float64Array<ArrayBuffer> {
  const moments = momentsOf(values)
  return Float64Array.from({ length: values.length }, (_, i) => {
    let [local, size] = [0, 0]
    for (let k = i * width; k < (i + 1) * width; k++) {
      const neighbour = neighbours[k] as number
      if (neighbour < 0) continue
      local += values[neighbour] as number
      size++
    }
    return giStar(local, size, moments)
  })
}

/** The chance of a standard normal value at least so far from 0, in either direction: 2·(1 − Φ(|z|)). */
export function normalChance(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x)
}

/** Maclaurin's series: exact to the last digits below 2. */
function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 200; k++) {
    term *= (-x * x) / k
    sum += term / (2 * k + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

/** Laplace's continued fraction, from its far end. */
function erfcFraction(x: number): number {
  let fraction = 0
  for (let k = 120; k >= 1; k--) fraction = k / 2 / (x + fraction)
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
}
