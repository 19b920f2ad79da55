/** Who complained: masked until somebody with the right asks for more, which the log then tells. */
import { useState } from 'react'
import { readComplainant, revealComplainant, type ShownComplainant } from '#contract/complainants.ts'
import { may } from '#contract/roles.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { useAccount } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'

export function Complainant({ ticket: { id, source } }: { ticket: Pick<Ticket, 'id' | 'source'> }) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const role = useAccount()?.role
  const [shown, setShown] = useState<ShownComplainant | string | null>(null)
  if (!role || !may(role, 'arrival.see') || source === 'patrol' || source === 'video') return null
  const mayReveal = may(role, source === 'petition' ? 'petitioner.see' : 'complainant.see')
  const ask = (endpoint: typeof readComplainant | typeof revealComplainant) =>
    call(endpoint, { params: { id } }).then(setShown, (error) => setShown(sayRefusal(error)))
  if (shown === null) {
    return (
      <p>
        <button
          type="button"
          className="button quiet"
          data-testid="complainant"
          onClick={() => ask(readComplainant)}
        >
          {words.intake.show}
        </button>
      </p>
    )
  }
  if (typeof shown === 'string') return <p className="middle">{shown}</p>
  return (
    <p className="case-origin">
      <span className="low">{words.intake.complainant}</span> {shown.name} {shown.phone}
      {!shown.whole && mayReveal && (
        <button type="button" className="button quiet" onClick={() => ask(revealComplainant)}>
          {words.intake.reveal}
        </button>
      )}
    </p>
  )
}
