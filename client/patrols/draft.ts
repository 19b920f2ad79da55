/** The stops being put on the map for a plan or an order: by click, or by the cross in the middle and Enter. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import type { PlanStop } from '#contract/patrols.ts'
import { insideRings } from '../map/inside.ts'
import { focusMap } from '../map/tools/keys.ts'
import { useScene } from '../scene.ts'
import { pickPlace, startPicking, stopPicking, useSelection } from '../selection.ts'
import { useZones, type Zone } from '../zones/store.ts'

type Draft = {
  readonly stops: readonly PlanStop[]
  /** Clicks and Enter put stops now. */
  readonly putting: boolean
}
export const useDraft = create<Draft>(() => ({ stops: [], putting: false }))

export const setStops = (stops: readonly PlanStop[]): void => useDraft.setState({ stops })
export const changeStop = (index: number, change: Partial<PlanStop>): void =>
  useDraft.setState(({ stops }) => ({
    stops: stops.map((stop, i) => (i === index ? { ...stop, ...change } : stop)),
  }))
export const removeStop = (index: number): void =>
  useDraft.setState(({ stops }) => ({ stops: stops.filter((_, i) => i !== index) }))

/** One up or down in the order. */
export function shiftStop(index: number, by: 1 | -1): void {
  const { stops } = useDraft.getState()
  const [one, other] = [stops[index], stops[index + by]]
  if (!one || !other) return
  const next = [...stops]
  next[index] = other
  next[index + by] = one
  setStops(next)
}

export function startPutting(): void {
  useDraft.setState({ putting: true })
  startPicking()
  focusMap()
}

export function stopPutting(): void {
  useDraft.setState({ putting: false })
  stopPicking()
  pickPlace(null)
}

const METRES = 60
const MINUTES = 10

export function putStop(place: LngLat): void {
  const { stops } = useDraft.getState()
  const number = stops.length + 1
  const zone = zonesAt(place)[0]?.properties
  const stop: PlanStop = {
    name: zone ? `${zone.name} ${number}` : `点位 ${number}`,
    nameEn: zone ? `${zone.nameEn} ${number}` : `Stop ${number}`,
    place,
    ...{ metres: METRES, zone: null, minutes: MINUTES, opens: null, closes: null },
  }
  setStops([...stops, stop])
}

/** The zones a place lies in, the smallest outline first; districts are no places to patrol. */
export function zonesAt(place: LngLat): Zone[] {
  return useZones
    .getState()
    .zones.filter(
      ({ properties, geometry }) => properties.kind !== 'district' && insideRings(ringsOf(geometry))(place),
    )
    .sort((one, other) => order(one) - order(other))
}

const ranks = ['post', 'key_place', 'drawn', 'reach_bank', 'reach_water', 'expo_ring', 'district'] as const
const order = ({ properties }: Zone): number => ranks.indexOf(properties.kind)

function ringsOf(geometry: Zone['geometry']) {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Takes clicks and keys while stops are put; answers how to stop. */
export function listenForStops(): () => void {
  const undo = useSelection.subscribe(({ picked }, before) => {
    if (!useDraft.getState().putting || !picked || picked === before.picked) return
    putStop(picked)
    pickPlace(null)
    startPicking()
  })
  const hear = (event: KeyboardEvent) => {
    if (!useDraft.getState().putting || event.isComposing || document.querySelector('dialog[open]')) return
    const deed = onMap(event.target) ? mapKeys[event.code] : event.code === 'Escape' ? stopPutting : undefined
    if (!deed) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  window.addEventListener('keydown', hear, true)
  return () => {
    undo()
    window.removeEventListener('keydown', hear, true)
    stopPutting()
    setStops([])
  }
}

const onMap = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('.maplibregl-map') !== null

/** The arrows are the map's own. */
const mapKeys: Record<string, () => void> = {
  Enter: putAtCross,
  NumpadEnter: putAtCross,
  Backspace: () => removeStop(useDraft.getState().stops.length - 1),
  Escape: stopPutting,
}

export function putAtCross(): void {
  const centre = useScene.getState().stage?.map.getCenter()
  if (centre) putStop([centre.lng, centre.lat])
}
