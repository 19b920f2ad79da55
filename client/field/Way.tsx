/** How far it is to the task and in which direction, how good the phone's own place is, and the ways to get there. */
import type { Ticket } from '#contract/tickets.ts'
import { shownNow } from '../clock.ts'
import { metresBetween } from '../map/distance.ts'
import { reckonedPlace } from '../positions/store.ts'
import { fitPlaces, flyTo } from '../scene.ts'
import { useNow } from '../ui/now.ts'
import { elapsed } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { directionTo } from './direction.ts'
import { ownPlace, useLocation } from './location.ts'
import type { Task } from './task.ts'

export function Way({ task: { ticket, assignment } }: { task: Task }) {
  const { phone } = useWords()
  const place = useOwnPlace(assignment.unit)
  const far = useDistance(place ? metresBetween(place, ticket.place) : null)
  return (
    <p className="low" data-testid="field-way">
      {place && far && (
        <b className="middle">
          {phone.distance(far, phone.directions[directionTo(place, ticket.place)] ?? '')}
        </b>
      )}
      {place && far && ' · '}
      <OwnFixAge />
    </p>
  )
}

/** Shows the whole way on the map. */
export function ShowWay({ task: { ticket, assignment } }: { task: Task }) {
  const { phone } = useWords()
  const place = useOwnPlace(assignment.unit)
  const show = () => (place ? fitPlaces([place, ticket.place], 'person') : flyTo(ticket.place))
  return (
    <button type="button" className="button" data-testid="field-navigate" onClick={show}>
      {phone.showWay}
    </button>
  )
}

/** Opens the phone's own map app (RFC 5870): the page leaves no origin, the phone does. */
export function MapApp({ ticket: { place, address } }: { ticket: Ticket }) {
  const { phone } = useWords()
  const at = `${place[1].toFixed(6)},${place[0].toFixed(6)}`
  return (
    <a
      className="button"
      href={`geo:${at}?q=${at}(${encodeURIComponent(address)})`}
      data-testid="field-map-app"
    >
      {phone.mapApp}
    </a>
  )
}

function OwnFixAge() {
  const words = useWords()
  const fix = useLocation((location) => location.fix)
  const now = useNow()
  if (!fix) return words.phone.noFix
  const age = elapsed(now - fix.at, words.screen.days)
  return words.phone.fix(age, String(Math.round(fix.accuracy)))
}

function useOwnPlace(unit: number) {
  useLocation((location) => location.fix)
  useNow()
  return ownPlace(unit) ?? reckonedPlace(unit, shownNow()) ?? null
}

/** `340 m`, from a kilometre on `1.2 km`. */
export function useDistance(metres: number | null): string | null {
  const words = useWords()
  if (metres === null) return null
  return metres < 1000
    ? words.phone.metres(String(Math.round(metres / 10) * 10))
    : words.screen.kilometres((metres / 1000).toFixed(1))
}
