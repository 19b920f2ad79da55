/** The list's order: as the server ranks them, or gathered by district or zone, the place with most of them first. Pure. */
import type { Hotspot } from '#contract/hotspots.ts'
import type { Grouping } from './store.ts'

export type Group = { readonly key: string | number | null; readonly hotspots: readonly Hotspot[] }

export function groupsOf(hotspots: readonly Hotspot[], grouping: Grouping): Group[] {
  if (grouping === 'debt') return [{ key: null, hotspots }]
  const groups = new Map<string | number | null, Hotspot[]>()
  for (const hotspot of hotspots) {
    const key = grouping === 'district' ? hotspot.district : hotspot.zone
    const its = groups.get(key)
    if (its) its.push(hotspot)
    else groups.set(key, [hotspot])
  }
  return [...groups]
    .map(([key, its]): Group => ({ key, hotspots: its }))
    .sort((a, b) => b.hotspots.length - a.hotspots.length)
}

export const inOrder = (hotspots: readonly Hotspot[], grouping: Grouping): Hotspot[] =>
  groupsOf(hotspots, grouping).flatMap((group) => group.hotspots)
