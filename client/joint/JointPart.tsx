/** In a case: the tasks of partners on it, and offering another. */
import { useMemo, useState } from 'react'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { JointRow } from './JointRow.tsx'
import { OfferSheet } from './OfferSheet.tsx'
import { useJoints } from './store.ts'
import './joint.css'

export function JointPart({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const mayOffer = useMay('joint.offer') && isOpen(ticket)
  const linked = useMayCommand()
  const joints = useJoints((state) => state.joints)
  const list = useMemo(
    () => [...joints.values()].filter((task) => task.ticket === ticket.id),
    [joints, ticket.id],
  )
  const [offering, setOffering] = useState(false)
  if (!mayOffer && list.length === 0) return null
  return (
    <section className="joint-part" aria-label={words.joint.title} data-testid="joint-part">
      <header>
        <h3>{words.joint.title}</h3>
        {mayOffer && (
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            data-testid="offer-joint"
            onClick={() => setOffering(true)}
          >
            {words.joint.offer}
          </button>
        )}
      </header>
      <ul>
        {list.map((task) => (
          <JointRow key={task.id} task={task} />
        ))}
      </ul>
      {offering && <OfferSheet ticket={ticket} onClose={() => setOffering(false)} />}
    </section>
  )
}
