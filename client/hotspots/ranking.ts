/** The list's order: by debt or by chance, all of them or by district or zone, each of these by the same measure. Pure. */
import type { Hotspot } from '#contract/hotspots.ts'
import type { Grouping, Order } from './store.ts'

export type Group = {
  readonly key: string | number | null
  readonly hotspots: readonly Hotspot[]
  /** Minutes that patrols owe, all together. */
  readonly debt: number
}

export function groupsOf(hotspots: readonly Hotspot[], grouping: Grouping, order: Order): Group[] {
  const groups = new Map<string | number | null, Hotspot[]>()
  for (const hotspot of ranked(hotspots, order)) {
    const key = grouping === 'none' ? null : hotspot[grouping]
    const its = groups.get(key)
    if (its) its.push(hotspot)
    else groups.set(key, [hotspot])
  }
  const all = [...groups].map(
    ([key, its]): Group => ({
      key,
      hotspots: its,
      debt: its.reduce((sum, { cold, dose }) => sum + (cold ? 0 : dose.debt), 0),
    }),
  )
  // By chance they stand already in the order of their least likely one.
  return order === 'debt' ? all.sort((a, b) => b.debt - a.debt || b.hotspots.length - a.hotspots.length) : all
}

/** Hot before what always is; cold spots last: nobody owes them a patrol. */
const ranked = (hotspots: readonly Hotspot[], order: Order): Hotspot[] =>
  [...hotspots].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (order === 'debt' ? b.dose.debt - a.dose.debt : 0) ||
      a.chance - b.chance ||
      a.id - b.id,
  )

const rankOf = ({ cold, class: is }: Hotspot): number => (cold ? 2 : is === 'chronic' ? 1 : 0)
