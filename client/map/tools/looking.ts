/** Looks around a centre every second and inside a ring once: the tools' way to what the console knows now. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import { unitStatus } from '#contract/units.ts'
import { shownNow } from '../../clock.ts'
import { useFacts } from '../../facts.ts'
import { positions } from '../../positions/store.ts'
import { useCity } from '../../session.ts'
import { gatesOf, isInForce, passes, useFilter } from '../filter.ts'
import { inHand, markedNow } from '../marked.ts'
import { useShown } from '../shown.ts'
import { bankOf } from './bank.ts'
import { type Caught, type City, drawnPlace, type Found, findInside, findWithin } from './finding.ts'
import type { Centre } from './store.ts'

export type Sight = {
  readonly place: LngLat
  readonly metres: number
  readonly found: readonly Found[]
  /** Units within it that the filter hides. */
  readonly hidden: number
  /** ms UTC. */
  readonly at: number
  /** False: whether the river lies between is not known yet. */
  readonly riverKnown: boolean
}

/** What lies around the centre, as of the last look; null: no centre, or one that has no place. */
export const useSight = create<{ readonly sight: Sight | null }>(() => ({ sight: null }))

/** Looks again, now. */
export function lookAround(centre: Centre | null, metres: number): void {
  const place = centre && placeOf(centre)
  useSight.setState({ sight: place ? sightFrom(centre, place, metres) : null })
}

/** Units and tickets inside a ring at this moment. */
export const lookInside = (ring: readonly LngLat[]): Caught => findInside(cityNow(), ring)

/** Where a centre is now; it may move. */
export function placeOf(centre: Centre): LngLat | undefined {
  if (centre.kind === 'place') return centre.place
  if (centre.kind === 'ticket') return useFacts.getState().tickets.get(centre.id)?.place
  return drawnPlace(cityNow(), centre.id)
}

function sightFrom(centre: Centre, place: LngLat, metres: number): Sight {
  const city = cityNow()
  const here = bankOf(place)
  const afloat = centre.kind === 'mover' && isAfloat(centre.id)
  const isAcross = (there: LngLat) => !afloat && here !== null && bankOf(there) !== here
  // What the circle is around is not near itself.
  const isCentre = ({ kind, id }: Found) =>
    centre.kind !== 'place' && centre.id === id && (centre.kind === 'ticket') === (kind === 'ticket')
  const { found, hidden } = findWithin(city, { centre: place, metres, isAcross })
  const others = found.filter((each) => !isCentre(each))
  return { place, metres, found: others, hidden, at: city.now, riverKnown: here !== null }
}

/** To a boat the river is no obstacle. */
function isAfloat(mover: number): boolean {
  const { units, contacts } = useFacts.getState()
  return contacts.has(mover) || units.get(mover)?.kind === 'boat'
}

const cityNow = (): City => ({
  from: positions,
  known: useFacts.getState(),
  now: shownNow(),
  reckons: useShown.getState().extrapolation,
  isShown: shownByFilter(),
})

/** As the map draws them: the filter hides nobody who calls for help, and nobody in hand. */
function shownByFilter(): City['isShown'] {
  const filter = useFilter.getState()
  if (!isInForce(filter)) return () => true
  const gates = gatesOf(filter, useCity.getState().organisations)
  const { activeByUnit } = useFacts.getState()
  const held = inHand(markedNow())
  return (unit) => held.has(unit.id) || passes(gates, unit, unitStatus(unit, activeByUnit.get(unit.id)))
}
