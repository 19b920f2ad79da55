/** The wall's map moves by itself for one reason only: a P1 that nobody was sent to. Then it goes home again. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { fitPlaces, flyHome, useScene } from '../scene.ts'

/** Degrees around a case that are shown with it: about a kilometre and a half. */
const AROUND = 0.015

/** Follows until told to stop, which it answers how to do. */
export function followP1(): () => void {
  let shown = ''
  const look = () => {
    if (!useScene.getState().stage) return
    const urgent = [...useFacts.getState().tickets.values()].filter(isUrgent)
    const next = urgent.map((ticket) => ticket.id).join()
    if (next === shown) return
    shown = next
    if (urgent.length > 0) fitPlaces(urgent.flatMap(around), 'automatic')
    else flyHome()
  }
  const stops = [useFacts.subscribe(look), useScene.subscribe(look)]
  return () => {
    for (const stop of stops) stop()
  }
}

const isUrgent = ({ priority, state }: Ticket): boolean => priority === 1 && state === 'filed'

const around = ({ place: [lng, lat] }: Ticket): readonly LngLat[] => [
  [lng - AROUND, lat - AROUND],
  [lng + AROUND, lat + AROUND],
]
