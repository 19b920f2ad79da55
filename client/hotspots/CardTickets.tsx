/** Back to its events: the newest tickets of a hotspot; those that are not on the desk any more are asked for. */
import { useEffect, useState } from 'react'
import type { Hotspot } from '#contract/hotspots.ts'
import { readTicket, type Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { useFacts } from '../facts.ts'
import { flyTo } from '../scene.ts'
import { selectTicket } from '../selection.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Part } from './HotspotCard.tsx'

const MOST = 8

export function CardTickets({ hotspot: { tickets, count } }: { hotspot: Hotspot }) {
  const { hotspots } = useWords()
  const onDesk = useFacts((facts) => facts.tickets)
  const ids = tickets.slice(0, MOST)
  const read = useTickets(ids.filter((id) => !onDesk.has(id)))
  const shown = ids.flatMap((id) => onDesk.get(id) ?? read.get(id) ?? [])
  return (
    <Part title={`${hotspots.events} ${count}`}>
      <ul className="hotspot-links" data-testid="hotspot-tickets">
        {shown.map((ticket) => (
          <li key={ticket.id}>
            <button
              type="button"
              className="link"
              onClick={() => {
                if (onDesk.has(ticket.id)) selectTicket(ticket.id)
                flyTo(ticket.place)
              }}
            >
              {ticket.code}
            </button>{' '}
            <span className="low">{shortDate(ticket.happenedAt)}</span>
            <span className="middle clip">{ticket.address}</span>
          </li>
        ))}
        {count > shown.length && <li className="low">{hotspots.eventsMore(count - shown.length)}</li>}
      </ul>
    </Part>
  )
}

/** Closed long ago: read once, and kept out of the facts of the desk. */
function useTickets(ids: readonly number[]): ReadonlyMap<number, Ticket> {
  const [read, setRead] = useState<ReadonlyMap<number, Ticket>>(new Map())
  const wanted = ids.filter((id) => !read.has(id)).join()
  useEffect(() => {
    if (wanted === '') return
    const giveUp = new AbortController()
    const reading = wanted
      .split(',')
      .map((id) => call(readTicket, { params: { id: Number(id) }, signal: giveUp.signal }))
    Promise.all(reading).then(
      (answers) =>
        setRead(
          (before) => new Map([...before, ...answers.map(({ ticket }) => [ticket.id, ticket] as const)]),
        ),
      // Their count stands beside them; the next hotspot asks anew.
      () => undefined,
    )
    return () => giveUp.abort()
  }, [wanted])
  return read
}
