/** Which events the steps from one to the next go by: all of them, those of what is selected, of a kind, or of a zone. */
import { create } from 'zustand'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { isPresenceKind } from '#contract/presence.ts'
import type { Selection } from '../selection.ts'

export const eventKinds = ['opened', 'dispatched', 'arrived', 'closed', 'urgent', 'duty', 'rule'] as const
export type EventKind = (typeof eventKinds)[number]
/** `zone/17`: who entered and left it. */
export type EventChoice = 'any' | 'selected' | EventKind | `zone/${number}`

export const useEventChoice = create<{ readonly choice: EventChoice }>(() => ({ choice: 'any' }))
export const chooseEvents = (choice: EventChoice): void => useEventChoice.setState({ choice })

type Selected = Pick<Selection, 'ticket' | 'mover'>

export function isOf(event: Event, choice: EventChoice, selected: Selected): boolean {
  if (choice === 'any') return !isPresenceKind(event.kind) && !event.subject.startsWith('hold/')
  if (choice === 'selected') return isOfSelected(event, selected)
  if (choice.startsWith('zone/')) return (event.body as Changed).presence?.zone.id === Number(choice.slice(5))
  return ofKind[choice as EventKind](event)
}

/** A P1 that came up, or somebody in danger. */
export const isUrgent = ({ kind, body }: Event): boolean =>
  kind === 'unit.sos' ||
  ((kind === 'ticket.opened' || kind === 'ticket.prioritised') && (body as Changed).ticket?.priority === 1)

const is =
  (...kinds: readonly string[]) =>
  ({ kind }: Event): boolean =>
    kinds.includes(kind)

const ofKind: Readonly<Record<EventKind, (event: Event) => boolean>> = {
  opened: is('ticket.opened'),
  dispatched: is('assignment.dispatched'),
  arrived: is('assignment.arrived'),
  closed: is('ticket.closed'),
  urgent: isUrgent,
  duty: is('unit.duty'),
  rule: ({ kind }) => /^(rule|behaviour|zone)\./.test(kind) && !isPresenceKind(kind),
}

function isOfSelected({ subject, units, body, kind }: Event, { ticket, mover }: Selected): boolean {
  if (subject.startsWith('hold/') || isPresenceKind(kind)) return false
  const { ticket: changed, assignments = [] } = body as Changed
  const ofTicket =
    ticket !== null &&
    (subject === `ticket/${ticket}` ||
      changed?.id === ticket ||
      assignments.some((each) => each.ticket === ticket))
  return ofTicket || (mover !== null && (subject === `unit/${mover}` || units.includes(mover)))
}
