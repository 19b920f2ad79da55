/** Where the phone's map looks: at the own unit and its task, until a hand has moved it. */
import { useEffect } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { reckonedPlace } from '../positions/store.ts'
import { fitPlaces, useScene } from '../scene.ts'
import { useNow } from '../ui/now.ts'
import { ownPlace } from './location.ts'

/** Degrees around a place that are shown with it: some three hundred metres. */
const AROUND = 0.003

/** Looks once both the map and the unit's place are there, and again when the task is another one. */
export function useLook(unit: number, ticket: number | null): void {
  const stage = useScene((scene) => scene.stage)
  useNow() // the first position comes without a fact
  const known = (ownPlace(unit) ?? reckonedPlace(unit, shownNow())) !== undefined
  useEffect(() => {
    if (!stage) return
    const own = known ? (ownPlace(unit) ?? reckonedPlace(unit, shownNow())) : undefined
    const task = useFacts.getState().tickets.get(ticket ?? 0)?.place
    const places = [own, task].flatMap((place) => (place ? around(place) : []))
    if (places.length > 0) fitPlaces(places, 'automatic')
  }, [stage, unit, ticket, known])
}

const around = ([lng, lat]: LngLat): readonly LngLat[] => [
  [lng - AROUND, lat - AROUND],
  [lng + AROUND, lat + AROUND],
]
