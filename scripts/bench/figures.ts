/** What a bench prints, and how latencies are summed up. */

export type Figures = { readonly subject: string } & Readonly<Record<string, number | string>>

/** Milliseconds, each met `count` times. */
export type Latency = { readonly ms: number; readonly count: number }

/** The latency that a share of all fixes stayed under. NaN where there was none. */
export function percentile(latencies: readonly Latency[], share: number): number {
  const sorted = [...latencies].sort((a, b) => a.ms - b.ms)
  let left = share * sorted.reduce((sum, { count }) => sum + count, 0)
  for (const { ms, count } of sorted) {
    left -= count
    if (left <= 0) return ms
  }
  return Number.NaN
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))
