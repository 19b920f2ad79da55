/** For tests: the same statistics once more, written from the published formulas, slowly and on their own. */

/** Ord and Getis 1995, equation 14, with a full matrix of weights. */
export function giStarByMatrix(x: readonly number[], weights: readonly (readonly number[])[]): number[] {
  const n = x.length
  const mean = x.reduce((sum, each) => sum + each, 0) / n
  const s = Math.sqrt(x.reduce((sum, each) => sum + each ** 2, 0) / n - mean ** 2)
  return weights.map((row) => {
    const w = row.reduce((sum, each) => sum + each, 0)
    const s1 = row.reduce((sum, each) => sum + each ** 2, 0)
    const local = row.reduce((sum, each, j) => sum + each * (x[j] as number), 0)
    return (local - w * mean) / (s * Math.sqrt((n * s1 - w ** 2) / (n - 1)))
  })
}

/** Simpson's rule over the density, far enough out. */
export function normalChanceByArea(z: number): number {
  const [from, to, steps] = [Math.abs(z), Math.abs(z) + 12, 20_000]
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)
  const step = (to - from) / steps
  let sum = density(from) + density(to)
  for (let i = 1; i < steps; i++) sum += density(from + i * step) * (i % 2 === 1 ? 4 : 2)
  return (2 * sum * step) / 3
}

/** Every order in which tickets can fall on the place or beside it, each with its chance: 2^tickets ways, one by one. */
export function urnByEnumeration(tickets: number, share: number, size: number): number[] {
  const chances = new Array<number>(tickets + 1).fill(0)
  for (let way = 0; way < 2 ** tickets; way++) {
    let [mine, chance] = [0, 1]
    for (let ticket = 0; ticket < tickets; ticket++) {
      const here = (share * size + mine) / (size + ticket)
      const falls = (way >> ticket) & 1
      chance *= falls ? here : 1 - here
      mine += falls
    }
    chances[mine] = (chances[mine] as number) + chance
  }
  return chances
}

/** The share of `draws` permutations, drawn one ticket after the other, that give the place at least so many. */
export function atLeastByDrawing(
  observed: number,
  { tickets, share, size, draws }: Readonly<Record<'tickets' | 'share' | 'size' | 'draws', number>>,
  random: () => number,
): number {
  let reached = 0
  for (let draw = 0; draw < draws; draw++) {
    let mine = 0
    for (let ticket = 0; ticket < tickets; ticket++)
      if (random() * (size + ticket) < share * size + mine) mine++
    if (mine >= observed) reached++
  }
  return reached / draws
}

/** The share of all ways to draw `drawn` of the values that come to at least that sum: every way, one by one. */
export function drawnByEnumeration(values: readonly number[], drawn: number, least: number): number {
  let [ways, reached] = [0, 0]
  for (let way = 0; way < 2 ** values.length; way++) {
    const chosen = values.filter((_, i) => (way >> i) & 1)
    if (chosen.length !== drawn) continue
    ways++
    if (chosen.reduce((sum, each) => sum + each, 0) >= least) reached++
  }
  return reached / ways
}

/** Benjamini and Hochberg 1995, (1): the largest i with P(i) ≤ i/m·q; the first i are rejected. */
export function rejectedByDefinition(chances: readonly number[], q: number): number {
  const sorted = [...chances].sort((a, b) => a - b)
  let rejected = 0
  sorted.forEach((p, i) => {
    if (p <= ((i + 1) / sorted.length) * q) rejected = i + 1
  })
  return rejected
}
