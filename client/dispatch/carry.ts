/** Dragging a unit onto a case, or a case onto a unit, between lists and map: dropping marks it, sending stays a deed of its own. */
import { create } from 'zustand'
import { may } from '#contract/roles.ts'
import { isAllowed } from '#contract/ticketMoves.ts'
import { showList } from '../desk/view.ts'
import { useFacts } from '../facts.ts'
import { type Picked, pickedAt } from '../map/pick.ts'
import { useScene } from '../scene.ts'
import { selectTicket, useSelection } from '../selection.ts'
import { useSession } from '../session.ts'

export type Carried = { readonly kind: 'unit' | 'ticket'; readonly id: number }
type Carry = {
  readonly carried: Carried
  readonly x: number
  readonly y: number
  readonly over: Carried | null
}

export const useCarry = create<{ readonly carry: Carry | null }>(() => ({ carry: null }))

/** A hand that moved less than this pressed a button. */
const BEGINS_AFTER = 6

/** A press on something that can be carried; the page's lists call it, and the map for its markers. */
export function press(carried: Carried, event: MouseEvent): void {
  if (!mayCarry() || event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey) return
  const [fromX, fromY] = [event.clientX, event.clientY]
  const move = ({ clientX: x, clientY: y }: MouseEvent) => {
    if (!useCarry.getState().carry && Math.hypot(x - fromX, y - fromY) < BEGINS_AFTER) return
    useCarry.setState({ carry: { carried, x, y, over: targetAt(carried, x, y) } })
  }
  const end = (dropped: boolean) => {
    window.removeEventListener('mousemove', move)
    window.removeEventListener('mouseup', drop)
    window.removeEventListener('keydown', cancel, true)
    const { carry } = useCarry.getState()
    if (!carry) return
    useCarry.setState({ carry: null })
    // The press that began it ends in a click on whatever it was: that one is not meant.
    window.addEventListener('click', swallow, { capture: true, once: true })
    window.setTimeout(() => window.removeEventListener('click', swallow, true))
    if (dropped && carry.over) mark(carried, carry.over)
  }
  const drop = (up: MouseEvent) => {
    move(up)
    end(true)
  }
  const cancel = (key: KeyboardEvent) => {
    if (key.code !== 'Escape' || !useCarry.getState().carry) return
    key.stopPropagation()
    end(false)
  }
  window.addEventListener('mousemove', move)
  window.addEventListener('mouseup', drop)
  window.addEventListener('keydown', cancel, true)
}

const swallow = (event: Event) => {
  event.stopPropagation()
  event.preventDefault()
}

/** Opens the case and marks the unit for it: the preview stands there, to be confirmed. */
function mark(one: Carried, other: Carried): void {
  const [unit, ticket] = one.kind === 'unit' ? [one.id, other.id] : [other.id, one.id]
  if (useSelection.getState().ticket !== ticket) selectTicket(ticket)
  showList('cases')
  useSelection.setState(({ chosen }) => ({ chosen: chosen.includes(unit) ? chosen : [...chosen, unit] }))
}

function mayCarry(): boolean {
  const session = useSession.getState()
  return session.state === 'signed-in' && may(session.session.account.role, 'ticket.dispatch')
}

/** Only a unit on a case that can be dispatched, or the other way round. */
function targetAt(carried: Carried, x: number, y: number): Carried | null {
  const element = document.elementFromPoint(x, y)
  const row = element?.closest<HTMLElement>('[data-carry]')
  const found = row ? carriedOf(row) : element?.closest('.maplibregl-map') ? onMap(x, y) : null
  if (!found || found.kind === carried.kind) return null
  const { tickets, units } = useFacts.getState()
  const ticket = tickets.get(found.kind === 'ticket' ? found.id : carried.id)
  const unit = units.get(found.kind === 'unit' ? found.id : carried.id)
  return ticket && unit && isAllowed('dispatch', ticket.state) ? found : null
}

function carriedOf({ dataset }: HTMLElement): Carried | null {
  const [kind, id] = (dataset.carry ?? '').split('/')
  return kind === 'unit' || kind === 'ticket' ? { kind, id: Number(id) } : null
}

function onMap(x: number, y: number): Carried | null {
  const { stage } = useScene.getState()
  const box = stage?.map.getContainer().getBoundingClientRect()
  const picked = stage && box && pickedAt(stage, { x: x - box.left, y: y - box.top })
  return picked ? carriable(picked) : null
}

/** A vessel that is no unit and a cluster stay where they are. */
export function carriable({ kind, id }: Picked): Carried | null {
  if (!mayCarry()) return null
  if (kind === 'ticket') return { kind, id }
  return kind === 'mover' && useFacts.getState().units.has(id) ? { kind: 'unit', id } : null
}

/** Of a row: what can be dragged from it and dropped on it. */
export const carries = (kind: Carried['kind'], id: number) => ({
  'data-carry': `${kind}/${id}`,
  onMouseDown: (event: { readonly nativeEvent: MouseEvent }) => press({ kind, id }, event.nativeEvent),
})
