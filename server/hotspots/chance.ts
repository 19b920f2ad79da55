/**
 * How likely a place gets so many of the tickets by chance: all permutations counted, none drawn. Pure.
 *
 * A permutation hands out the window's tickets anew, one after the other: each goes to a place in proportion to what is usual
 * there and to what the place was given before it (Pólya's urn). The urn begins with as many tickets as the usual figures rest
 * on: with few of them, or where tickets came in clumps in the past, one place gets many by chance more easily. With a full
 * urn every ticket falls on its own, and the count is binomial; else beta-binomial.
 */

export type Urn = {
  /** Tickets handed out. */
  readonly tickets: number
  /** What the urn begins with. */
  readonly size: number
}

/** The chance that a place whose share is usual gets at least so many. */
export function atLeast(observed: number, share: number, urn: Urn): number {
  if (observed <= 0) return 1
  if (observed > urn.tickets || share <= 0) return 0
  // The shorter tail is summed up, so that a small chance keeps its digits.
  if (observed > urn.tickets * share) return sumFrom(observed, share, urn, 1)
  return Math.max(0, 1 - sumFrom(observed - 1, share, urn, -1))
}

/** The chance that it gets at most so many. */
export function atMost(observed: number, share: number, urn: Urn): number {
  if (observed >= urn.tickets || share <= 0) return 1
  if (observed < urn.tickets * share) return sumFrom(observed, share, urn, -1)
  return Math.max(0, 1 - sumFrom(observed + 1, share, urn, 1))
}

/** Either way: twice the smaller tail. */
export function eitherWay(observed: number, share: number, urn: Urn): number {
  const above = observed > urn.tickets * share
  const tail = above ? atLeast(observed, share, urn) : atMost(observed, share, urn)
  return Math.min(1, 2 * tail)
}

const NEGLIGIBLE = 1e-17

/** Adds up the chances of exactly `first`, and on upwards or downwards. */
function sumFrom(first: number, share: number, { tickets, size }: Urn, step: 1 | -1): number {
  const [mine, others] = [share * size, (1 - share) * size]
  let chance = exactly(first, tickets, mine, others)
  let sum = chance
  for (let k = first; chance > NEGLIGIBLE * sum && k + step >= 0 && k + step <= tickets; k += step) {
    chance *= step === 1 ? upward(k, tickets, mine, others) : 1 / upward(k - 1, tickets, mine, others)
    sum += chance
  }
  return Math.min(1, sum)
}

/** The chance of k + 1 over the chance of k. */
const upward = (k: number, tickets: number, mine: number, others: number): number =>
  ((tickets - k) * (mine + k)) / ((k + 1) * (others + tickets - k - 1))

function exactly(k: number, tickets: number, mine: number, others: number): number {
  if (others <= 0) return k === tickets ? 1 : 0
  return Math.exp(
    logFactorial(tickets) -
      logFactorial(k) -
      logFactorial(tickets - k) +
      rising(mine, k) +
      rising(others, tickets - k) -
      rising(mine + others, tickets),
  )
}

/** ln of a·(a + 1)·…·(a + k − 1). The difference of two large logarithms would lose what a few factors keep. */
function rising(a: number, k: number): number {
  if (k > 64) return logGamma(a + k) - logGamma(a)
  let sum = 0
  for (let i = 0; i < k; i++) sum += Math.log(a + i)
  return sum
}

const logFactorial = (k: number): number => logGamma(k + 1)

/** Stirling's series, from 10 on, where its error is below 1e-15; what is smaller is lifted there. */
function logGamma(x: number): number {
  let [shift, at] = [1, x]
  while (at < 10) {
    shift *= at
    at += 1
  }
  const inverse = 1 / (at * at)
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / at
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift)
}
