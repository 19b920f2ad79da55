/** A patrol to a hotspot, ordered in one step: a stop of twelve minutes where it is least likely, for anybody or a unit that is near. */
import { create } from 'zustand'
import type { Hotspot } from '#contract/hotspots.ts'
import type { PatrolMode } from '#contract/patrols.ts'
import type { Unit, UnitKind } from '#contract/units.ts'
import { attempt, say } from '../desk/say.ts'
import { orderRound } from '../patrols/commands.ts'
import { useCity } from '../session.ts'
import { languageNow, wordsNow } from '../ui/words.ts'
import { oddsOf, placeWord, statementOf } from './saying.ts'
import { keyOf } from './store.ts'

/** The hotspot whose order is under way: a second press orders nothing twice. */
export const useOrdering = create<{ readonly key: string | null }>(() => ({ key: null }))

/** Between the ten and the sixteen that are asked for. */
const STOP_MINUTES = 12
/** Anywhere in the hexagon and its neighbours counts as there. */
const NEAR_METRES = 300

export async function orderHotspot(hotspot: Hotspot | undefined, unit?: Unit): Promise<void> {
  if (!hotspot || useOrdering.getState().key !== null) return
  useOrdering.setState({ key: keyOf(hotspot) })
  const words = wordsNow()
  const place = placeWord(hotspot, languageNow())
  const done = await attempt(() =>
    orderRound({
      name: words.hotspots.orderName(place),
      mode: unit ? modeFor[unit.kind] : 'foot',
      reason: `${statementOf(hotspot, words, categoryName)}; ${oddsOf(hotspot.chance, words)}`,
      stops: [
        {
          name: words.hotspots.orderName(place),
          place: hotspot.place,
          metres: NEAR_METRES,
          minutes: STOP_MINUTES,
        },
      ],
      ...(unit ? { unit: unit.id } : {}),
    }),
  )
  useOrdering.setState({ key: null })
  if (done) say(unit ? words.hotspots.orderedUnit(unit.code, place) : words.hotspots.ordered(place))
}

const modeFor: Record<UnitKind, PatrolMode> = {
  foot: 'foot',
  car: 'car',
  boat: 'boat',
  ebike: 'car',
  video: 'video',
}

function categoryName(code: string): string {
  const known = useCity.getState().categories.get(code)
  if (!known) return code
  return languageNow() === 'zh' ? known.name : known.nameEn
}
