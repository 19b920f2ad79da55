/** The shore and the water part of a case on the water line: each with its zone, who is there, and what became of it. */
import { useEffect, useState } from 'react'
import { dropTicketPart, isOutstanding, readTicketParts, type TicketPart } from '#contract/parts.ts'
import { isAllowed } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call, Refusal } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { refusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import './waterline.css'

export function WaterLine({ ticket }: { ticket: Ticket }) {
  const { zones: words } = useWords()
  const { parts, problem } = useParts(ticket)
  const [dropping, setDropping] = useState<TicketPart | null>(null)
  if (problem) return <p className="problem row-text">{problem}</p>
  if (parts.length === 0) return null
  return (
    <section className="water-line" data-testid="water-line">
      <h3>{words.parts.title}</h3>
      {parts.map((part) => (
        <Part key={part.part} ticket={ticket} part={part} onDrop={() => setDropping(part)} />
      ))}
      {dropping && (
        <ReasonSheet
          title={words.parts.dropTitle(words.parts.names[dropping.part])}
          reasons={words.parts.dropReasons}
          onReason={async (reason) => {
            const body = { version: ticket.version, part: dropping.part, reason }
            letIn({ ticket: await call(dropTicketPart, { params: { id: ticket.id }, body }) })
          }}
          onClose={() => setDropping(null)}
        />
      )}
    </section>
  )
}

type PartProps = { readonly ticket: Ticket; readonly part: TicketPart; readonly onDrop: () => void }

function Part({ ticket, part, onDrop }: PartProps) {
  const { zones: words } = useWords()
  const named = useNamed()
  const person = usePersonName()
  const mayDrop = useMay('ticket.dispatch') && isAllowed('dispatch', ticket.state)
  const units = useFacts((facts) => facts.units)
  const here = usePresent(part)
  const isOpen = isOutstanding(part)
  return (
    <div className="water-part" data-testid={`part-${part.part}`} data-state={part.state}>
      <b>{words.parts.names[part.part]}</b>
      <span className="clip">
        {named(part.zone)}
        {here.length > 0 && ` · ${here.join(' ')}`}
      </span>
      <span className={isOpen ? 'late' : 'low'}>
        {words.parts.states[part.state]}
        {isOpen && part.state === 'open' && ` · ${words.parts.asked}`}
        {part.units.length > 0 && ` ${part.units.map((id) => units.get(id)?.code ?? id).join(' ')}`}
        {part.dropped && ` · ${person(part.dropped.by)} · ${part.dropped.reason}`}
      </span>
      {mayDrop && isOpen && part.units.length === 0 && (
        <button type="button" className="button" onClick={onDrop}>
          {words.parts.drop}
        </button>
      )}
    </div>
  )
}

/** Codes of those who could take the part and are in its zone: boats on the water, the others on the shore. */
function usePresent({ part, zone }: TicketPart): string[] {
  const presences = useFacts((facts) => facts.presences)
  const units = useFacts((facts) => facts.units)
  return [...presences]
    .filter(([, stays]) => stays.some((stay) => stay.zone.id === zone.id))
    .flatMap(([id]) => units.get(id) ?? [])
    .filter(({ kind }) => (kind === 'boat') === (part === 'water'))
    .map(({ code }) => code)
    .slice(0, 4)
}

/** Read when the case is chosen, and again when it or one of its assignments changes. */
function useParts({ id, version }: Ticket) {
  const moves = useFacts((facts) => {
    let sum = 0
    for (const each of facts.assignments.values()) if (each.ticket === id) sum += each.version
    return sum
  })
  const [read, setRead] = useState<{ parts: readonly TicketPart[]; problem: string | null }>({
    parts: [],
    problem: null,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say when to read again
  useEffect(() => {
    let gone = false
    call(readTicketParts, { params: { id } }).then(
      ({ parts }) => !gone && setRead({ parts, problem: null }),
      (error) => {
        if (!(error instanceof Refusal)) throw error
        if (!gone) setRead(({ parts }) => ({ parts, problem: refusalWords(error) }))
      },
    )
    return () => {
      gone = true
    }
  }, [id, version, moves])
  return read
}
