/** What the note beside the pointer says of a cluster: how many, of each status, and how many of them are stale. */
import { type Tally, tallies } from '../positions/clusterCells.ts'
import { clusterAt, clusters } from '../positions/clusters.ts'
import { wordsNow } from '../ui/words.ts'

export function clusterLines(cell: number): string[] {
  const cluster = clusterAt(cell)
  if (cluster < 0) return []
  const { map, unitStatuses } = wordsNow()
  const tally = (name: Tally) => clusters.tallied[cluster * tallies.length + tallies.indexOf(name)] as number
  const total = clusters.totals[cluster] as number
  if (tally('contact') > 0) return [map.contactsHere(total), map.clickToZoom]
  const statuses = [
    [unitStatuses.idle, tally('idle') + tally('stale')],
    [unitStatuses.enroute, tally('enroute')],
    [unitStatuses.onscene, tally('onscene')],
    [unitStatuses.off, tally('off')],
  ] as const
  const counts = statuses.filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count}`)
  const stale = tally('stale')
  return [
    map.unitsHere(total),
    counts.join(' · '),
    ...(stale > 0 ? [map.staleHere(stale)] : []),
    map.clickToZoom,
  ]
}
