/** The neighbours a zone may be joined with: of its kind, river and bank, and touching it. */
import type { LngLat } from '#contract/endpoint.ts'
import { metresBetween } from '../map/distance.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { outerRing, toggleOther, useEditor } from './editor.ts'
import { isAlike } from './pencil.ts'
import { useZones, type Zone } from './store.ts'

export function JoinChoice({ zone }: { zone: Zone }) {
  const { zones: words } = useWords()
  const named = useNamed()
  const zones = useZones((state) => state.zones)
  const others = useEditor((editor) => editor.others)
  const joined = [zone, ...zones.filter(({ properties }) => others.includes(properties.id))]
  const offered = zones.filter(
    (each) =>
      isAlike(each, zone) &&
      (others.includes(each.properties.id) || joined.some((one) => isNeighbour(one, each))),
  )
  if (offered.length === 0) return <p className="empty">{words.noNeighbours}</p>
  return (
    <fieldset className="field">
      <legend className="label">{words.joinWith}</legend>
      {offered.map(({ properties }) => (
        <label key={properties.id} className="zone-other">
          <input
            type="checkbox"
            checked={others.includes(properties.id)}
            onChange={() => toggleOther(properties.id)}
          />
          <span className="mono low">{properties.code}</span> {named(properties)}
        </label>
      ))}
    </fieldset>
  )
}

/** The server decides; here two corners or a corner and a side at one place are enough to be offered. */
const TOUCHES_METRES = 2

function isNeighbour(one: Zone, other: Zone): boolean {
  const [ring, otherRing] = [outerRing(one), outerRing(other)]
  if (!boxesMeet(ring, otherRing)) return false
  return touches(ring, otherRing) || touches(otherRing, ring)
}

const touches = (ring: readonly LngLat[], other: readonly LngLat[]): boolean =>
  ring.some((place) =>
    other.some(
      (from, i) => metresFromSide(place, from, other[(i + 1) % other.length] as LngLat) < TOUCHES_METRES,
    ),
  )

function metresFromSide(place: LngLat, from: LngLat, to: LngLat): number {
  const squeeze = Math.cos((place[1] * Math.PI) / 180)
  const [dx, dy] = [(to[0] - from[0]) * squeeze, to[1] - from[1]]
  const [px, py] = [(place[0] - from[0]) * squeeze, place[1] - from[1]]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
  return metresBetween(place, [from[0] + share * (to[0] - from[0]), from[1] + share * dy])
}

const MARGIN = 1e-4

function boxesMeet(one: readonly LngLat[], other: readonly LngLat[]): boolean {
  return ([0, 1] as const).every((k) => {
    const [a, b] = [one.map((place) => place[k]), other.map((place) => place[k])]
    return Math.max(...a) + MARGIN >= Math.min(...b) && Math.max(...b) + MARGIN >= Math.min(...a)
  })
}
