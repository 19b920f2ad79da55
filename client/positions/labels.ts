/** What is written beside movers: call signs as the zoom allows, and the age of every stale position. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Facts } from '../facts.ts'
import type { Label } from '../map/labels.ts'
import { contactColour, rgba, surface } from '../map/palette.ts'
import { shortAge } from './ageing.ts'
import { ageAt, type Positions } from './store.ts'

/** Call signs from here on; below they would hide the city. */
const CALL_SIGNS_FROM_ZOOM = 13
const KINDS_FROM_ZOOM = 14.5

export type View = {
  readonly zoom: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export type MoverLabelling = {
  readonly from: Positions
  readonly facts: Pick<Facts, 'units' | 'retired' | 'contacts'>
  readonly view: View
  readonly now: number
  /** Those that are always labelled: selected, chosen, calling for help. */
  readonly marked: ReadonlySet<number>
  readonly callSigns: boolean
  readonly contactsShown: boolean
  /** By row: 1 where the mover itself is not drawn, and so has no label. */
  readonly away: Uint8Array
  readonly kindWord: (kind: string) => string
  /** Pixels per pixel of the drawings: above 1 on walls. */
  readonly scale: number
}

/** The labels of the movers in view, the marked ones first. */
export function moverLabels(options: MoverLabelling): Label[] {
  const { from, view, marked } = options
  const first: Label[] = []
  const rest: Label[] = []
  for (let row = 0; row < from.count; row++) {
    const lng = from.places[row * 3] as number
    const lat = from.places[row * 3 + 1] as number
    if (
      from.present[row] === 0 ||
      options.away[row] === 1 ||
      lng < view.west ||
      lng > view.east ||
      lat < view.south ||
      lat > view.north
    ) {
      continue
    }
    const isMarked = marked.has(from.movers[row] as number)
    const label = labelOf(row, [lng, lat], isMarked, options)
    if (label) (isMarked ? first : rest).push(label)
  }
  return [...first, ...rest]
}

function labelOf(row: number, place: LngLat, isMarked: boolean, options: MoverLabelling): Label | null {
  const { from, facts, now, scale } = options
  const mover = from.movers[row] as number
  const unit = facts.units.get(mover)
  if (!unit && ((!options.contactsShown && !isMarked) || facts.retired.has(mover))) return null
  const at = from.at[row] as number
  const age = ageAt(from, row, now)
  const stale = age === 'grey' || age === 'ghost' || age === 'lost'
  const named = isMarked || (options.callSigns && options.view.zoom >= CALL_SIGNS_FROM_ZOOM)
  // Nobody waits for a unit that is off duty.
  const aged = stale && (named || (unit !== undefined && unit.duty !== 'off'))
  const parts = [named ? nameOf(mover, options) : '', aged ? shortAge(now - at) : ''].filter(Boolean)
  if (parts.length === 0) return null
  const colour = stale ? surface.dark.low : unit ? surface.dark.high : contactColour
  const text = parts.join(' · ')
  return {
    text,
    place,
    row,
    colour: rgba(colour),
    offset: [(isMarked ? 19 : 13) * scale, 0],
    anchor: 'start',
  }
}

function nameOf(mover: number, { facts, view, kindWord }: MoverLabelling): string {
  const unit = facts.units.get(mover)
  if (unit) return view.zoom >= KINDS_FROM_ZOOM ? `${unit.code} ${kindWord(unit.kind)}` : unit.code
  const contact = facts.contacts.get(mover)
  return contact?.name ?? contact?.callsign ?? contact?.device ?? ''
}
