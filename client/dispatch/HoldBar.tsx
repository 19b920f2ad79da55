/** Who works on this case, since when; the duty officer takes it over with a reason. */
import { useState } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { takeOver, useHeldByOther } from './hold.ts'

export function HoldBar({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const nameOf = usePersonName()
  const hold = useFacts((facts) => facts.holds.get(ticket.id))
  const other = useHeldByOther(ticket.id)
  if (!hold) return null
  if (!other) {
    return (
      <p className="hold-bar low" data-testid="hold" data-holder={hold.holder}>
        {words.sending.heldByMe(clockTime(hold.since))}
      </p>
    )
  }
  return (
    <div className="hold-bar other" role="status" data-testid="hold" data-holder={hold.holder}>
      <span className="clip">
        <b>{words.sending.holder(nameOf(hold.holder), clockTime(hold.since))}</b> {words.sending.readOnly}
      </span>
      <TakeOver ticket={ticket} />
    </div>
  )
}

function TakeOver({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const allowed = useMay('hold.take_over')
  const [asking, setAsking] = useState(false)
  if (!allowed) return null
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!linked}
        data-testid="take-over"
        onClick={() => setAsking(true)}
      >
        {words.sending.takeOver}
      </button>
      {asking && (
        <ReasonSheet
          title={`${words.sending.takeOver} ${ticket.code}`}
          reasons={words.sending.takeOverReasons}
          onReason={(reason) => takeOver(ticket.id, reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
