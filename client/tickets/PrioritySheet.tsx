/** Asks for a case's new priority and why. */
import { useState } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { PriorityChoice } from '../ui/PriorityChoice.tsx'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { prioritise } from './commands.ts'

export function PrioritySheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const words = useWords()
  const [priority, setPriority] = useState(ticket.priority)
  return (
    <ReasonSheet
      title={`${words.loop.acts.prioritise} ${ticket.code}`}
      reasons={words.desk.reasons.prioritise}
      onReason={(reason) => prioritise(ticket, priority, reason)}
      onClose={onClose}
    >
      <PriorityChoice value={priority} onChoose={setPriority} />
    </ReasonSheet>
  )
}
