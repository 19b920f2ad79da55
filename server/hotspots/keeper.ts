/** Keeps the watched views: follows every ticket, and writes each change of class down, exactly once whoever sees it. */
import type { Hotspot } from '#contract/hotspots.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { KEPT_RATE, RATE } from './clusters.ts'
import { filterOf, HOUR_MS } from './counting.ts'
import type { Judged } from './judge.ts'
import { classOf, match } from './matching.ts'
import type { HotspotMetrics } from './metrics.ts'
import { nextHotspot, putHotspot, standingHotspots, takeTurn, type Watch } from './queries.ts'
import { type Ground, placesOf, type Reckoned, reckon } from './reckoning.ts'
import { NONE } from './reports.ts'
import { type Known, tellOf } from './telling.ts'

export type KeeperNeeds = {
  readonly db: Pool
  readonly ground: Ground
  readonly now: () => number
  readonly nudge: () => void
  /** The number of the last event reckoned with. */
  readonly last: () => number
  readonly metrics: HotspotMetrics
}

export type Kept = {
  readonly watch: Watch
  /** As the log told last. */
  standing: readonly Hotspot[]
  /** Reckoned fully a while ago, and kept up ticket by ticket. */
  judged: Judged | undefined
  judgedAt: number
}

export const keptOf = (watch: Watch, standing: readonly Hotspot[]): Kept => ({
  ...{ watch, standing, judged: undefined, judgedAt: 0 },
})

export const heldPlaces = ({ cells, pieces }: Ground, { watch, standing }: Kept): Set<number> => {
  const places = placesOf({ cells, pieces } as Ground, watch.view)
  return new Set(
    standing.filter((each) => each.class !== 'fading').flatMap((each) => each.places.map(places.find)),
  )
}

/** A ticket came, changed or went, by its rows: answers whether a hotspot may have come or gone by it. */
export function followTicket(
  ground: Ground,
  kept: Kept,
  { ended, began }: { readonly ended: number; readonly began: number },
): boolean {
  const { judged, watch, judgedAt } = kept
  if (!judged) return true
  const { happened, cell, piece } = ground.reports.columns()
  const placeOf = watch.view.ground === 'grid' ? cell : piece
  const accepts = filterOf(ground.reports, watch.view)
  const windowFrom = judgedAt - watch.view.window * HOUR_MS
  let touched = false
  for (const [row, by] of [
    [ended, -1],
    [began, 1],
  ] as const) {
    if (
      row === NONE ||
      (placeOf[row] as number) < 0 ||
      (happened[row] as number) <= windowFrom ||
      !accepts(row)
    )
      continue
    // A place that is new since then is known to the next full reckoning only.
    if ((placeOf[row] as number) >= judged.counts.places) return true
    judged.change(placeOf[row] as number, by)
    touched = true
  }
  return touched && hasChanged(judged, heldPlaces(ground, kept))
}

function hasChanged(judged: Judged, held: ReadonlySet<number>): boolean {
  const beyond = judged.discoveries(KEPT_RATE)
  const kept = new Set(beyond.map(({ place }) => place))
  return (
    beyond.some(({ place, rate }) => rate <= RATE && !held.has(place)) ||
    [...held].some((place) => !kept.has(place))
  )
}

/** Reckons a watched view anew and tells what changed; answers how many changes. */
export async function look(needs: KeeperNeeds, kept: Kept): Promise<number> {
  const { db, ground, now, metrics, last } = needs
  const [at, number] = [now(), last()]
  const began = performance.now()
  const reckoned = reckon(ground, kept.watch.view, at, heldPlaces(ground, kept))
  metrics.reckoned((performance.now() - began) / 1000)
  kept.judged = reckoned.now
  kept.judgedAt = at
  if (changesOf(reckoned, kept.standing).length === 0) return 0
  const events = await transaction(db, async (tx) => {
    if (!(await takeTurn(tx, kept.watch.id, number))) return []
    return tellChanges(tx, needs, kept, reckoned)
  })
  for (const { kind } of events) metrics.told(kind.slice('hotspot.'.length) as Hotspot['class'] | 'ended')
  if (events.length > 0) needs.nudge()
  return events.length
}

type Change =
  | { readonly ended: true; readonly known: Hotspot }
  | {
      readonly ended: false
      readonly known: Hotspot | undefined
      readonly sighting: Reckoned['sightings'][number]
    }

/** What differs from what stands. One that fades is told once; nobody is told of one that only ever faded. */
function changesOf({ sightings, places, now }: Reckoned, standing: readonly Hotspot[]): Change[] {
  const { matches, over } = match(sightings, standing, places.find)
  const changed = matches.flatMap(({ sighting, known }): Change[] => {
    const is = classOf({ sighting, known }, now.observed[sighting.places[0] as number] as number)
    if (known ? known.class === is : is === 'fading') return []
    return [{ ended: false, known, sighting: { ...sighting, class: is } }]
  })
  return [...changed, ...over.map((known): Change => ({ ended: true, known }))]
}

/** Looked at again in its turn: another server may have told some of it. */
async function tellChanges(
  tx: Db,
  { ground }: KeeperNeeds,
  { watch }: Kept,
  reckoned: Reckoned,
): Promise<NewEvent[]> {
  const { at, view } = reckoned
  // The banks became others meanwhile: the next look reckons on these.
  if (placesOf(ground, view) !== reckoned.places) return []
  const standing = (await standingHotspots(tx, watch.id)).map(({ body }) => body)
  const changes = changesOf(reckoned, standing)
  if (changes.length === 0) return []
  const sightings: (Reckoned['sightings'][number] & Known)[] = []
  const told: { hotspot: Hotspot; ended: boolean }[] = []
  for (const change of changes) {
    if (change.ended)
      told.push({ hotspot: { ...change.known, version: change.known.version + 1, at }, ended: true })
    else
      sightings.push({
        ...change.sighting,
        id: change.known?.id ?? (await nextHotspot(tx)),
        version: (change.known?.version ?? 0) + 1,
        since: change.known?.since ?? at,
      })
  }
  for (const { hotspot } of await tellOf(tx, ground, reckoned, sightings))
    told.push({ hotspot, ended: false })
  for (const { hotspot, ended } of told) await putHotspot(tx, watch.id, hotspot, ended)
  const events = told.map(
    ({ hotspot, ended }): NewEvent => ({
      actor: 'hotspots',
      kind: `hotspot.${ended ? 'ended' : hotspot.class}`,
      subject: `hotspot/${hotspot.id}`,
      happened: at,
      body: { hotspot },
    }),
  )
  await append(tx, at, events)
  return events
}
