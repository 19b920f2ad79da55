/** What is near a hotspot: registered objects, and units on duty, each of which can be sent there in one step. */
import { useEffect, useMemo, useState } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { type HotspotObject, readObjectsNear } from '#contract/hotspotAnswers.ts'
import type { Hotspot } from '#contract/hotspots.ts'
import type { Unit } from '#contract/units.ts'
import { call } from '../api.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { metresBetween } from '../map/distance.ts'
import { goToObject } from '../objects/store.ts'
import { reckonedPlace } from '../positions/store.ts'
import { showMover } from '../scene.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { Part } from './HotspotCard.tsx'
import { orderHotspot, useOrdering } from './ordering.ts'

export function Near({ hotspot, mayOrder }: { hotspot: Hotspot; mayOrder: boolean }) {
  const maySee = useMay('object.see')
  return (
    <>
      <Units hotspot={hotspot} mayOrder={mayOrder && !hotspot.cold} />
      {maySee && <Objects place={hotspot.place} />}
    </>
  )
}

const MOST_UNITS = 5
const NEAR_METRES = 3_000

function Units({ hotspot, mayOrder }: { hotspot: Hotspot; mayOrder: boolean }) {
  const { hotspots } = useWords()
  const units = useFacts((facts) => facts.units)
  const linked = useMayCommand()
  const ordering = useOrdering((state) => state.key !== null)
  // Anew with each answer, not with each fix: a list that moves under the hand cannot be pressed.
  const near = useMemo(() => unitsNear(units.values(), hotspot.place), [units, hotspot])
  return (
    <Part title={hotspots.units}>
      {near.length === 0 && <p className="empty">{hotspots.noUnits}</p>}
      <ul className="hotspot-links" data-testid="hotspot-units">
        {near.map(({ unit, metres }) => (
          <li key={unit.id}>
            <button type="button" className="link" onClick={() => showMover(unit.id)}>
              {unit.code}
            </button>{' '}
            <span className="middle">{hotspots.metres(Math.round(metres))}</span>
            {mayOrder && (
              <button
                type="button"
                className="button"
                disabled={ordering || !linked}
                data-testid="order-unit"
                onClick={() => void orderHotspot(hotspot, unit)}
              >
                {hotspots.orderUnit(unit.code)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function unitsNear(units: Iterable<Unit>, place: LngLat): { unit: Unit; metres: number }[] {
  const near: { unit: Unit; metres: number }[] = []
  for (const unit of units) {
    if (unit.duty !== 'on' || unit.kind === 'video') continue
    const at = reckonedPlace(unit.id, shownNow())
    const metres = at ? metresBetween(at, place) : Number.POSITIVE_INFINITY
    if (metres <= NEAR_METRES) near.push({ unit, metres })
  }
  return near.sort((a, b) => a.metres - b.metres).slice(0, MOST_UNITS)
}

function Objects({ place: [lng, lat] }: { place: LngLat }) {
  const { hotspots, objects: says, screen } = useWords()
  const [objects, setObjects] = useState<readonly HotspotObject[] | null>(null)
  useEffect(() => {
    const giveUp = new AbortController()
    call(readObjectsNear, { query: { lng, lat }, signal: giveUp.signal }).then(
      (answer) => setObjects(answer.objects),
      // The card goes on without them: they are asked for again with the next hotspot.
      () => undefined,
    )
    return () => giveUp.abort()
  }, [lng, lat])
  return (
    <Part title={hotspots.objects}>
      {objects === null && <p className="low">{screen.loading}</p>}
      {objects?.length === 0 && <p className="empty">{hotspots.noObjects}</p>}
      <ul className="hotspot-links" data-testid="hotspot-objects">
        {objects?.map((object) => (
          <li key={object.id}>
            <button type="button" className="link" onClick={() => goToObject(object)}>
              {object.name}
            </button>{' '}
            <span className="middle">
              {says.grades[object.grade]} {hotspots.metres(object.metres)}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
