/** The buttons of a case, and the sheet that each of them opens. */
import { useState } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useAccount, useCity } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { useWords, type Words } from '../ui/words.ts'
import { ActSheet } from './ActSheet.tsx'
import { type Act, type Offer, offersOf, type Why } from './offers.ts'

export function CaseActions({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const offers = useOffers(ticket)
  const [asked, setAsked] = useState<Act | null>(null)
  // One reason stands for all the buttons that it disables.
  const whys = [...new Set(offers.flatMap(({ why }) => why ?? []))]
  return (
    <>
      {offers.map(({ act, why }) => (
        <button
          key={act}
          type="button"
          className={act === 'pass' || act === 'file' ? 'button primary' : 'button'}
          disabled={!linked || why !== null}
          aria-describedby={why ? `why-${why}` : undefined}
          data-testid={`case-${act}`}
          onClick={() => setAsked(act)}
        >
          {words.loop.acts[act]}
        </button>
      ))}
      {whys.map((why) => (
        <span key={why} id={`why-${why}`} className="low case-why" data-testid="case-why">
          {said(why, words)}
        </span>
      ))}
      {asked && <ActSheet act={asked} ticket={ticket} onClose={() => setAsked(null)} />}
    </>
  )
}

const said = (why: Why, { loop }: Words): string =>
  why === 'checkOther' || why === 'decideOther' || why === 'acceptOther' ? loop.why[why] : loop.missing[why]

const NOBODY: readonly Offer[] = []

function useOffers(ticket: Ticket): readonly Offer[] {
  const account = useAccount()
  const now = useNow()
  const dispatchedByMe = useDispatchedBy(ticket.id, account?.username)
  const evidence = useCity((city) => city.categories.get(ticket.category)?.evidence) ?? 'after'
  const reopenDays = useCity((city) => city.thresholds['reopen.days']) ?? 0
  return account ? offersOf(ticket, { account, now, evidence, reopenDays, dispatchedByMe }) : NOBODY
}

/** Who dispatched a case does not check it: the server refuses it, so no button offers it. */
function useDispatchedBy(ticket: number, username: string | undefined): boolean {
  return useFacts((facts) => {
    for (const each of facts.assignments.values()) {
      if (each.ticket === ticket && each.dispatchedBy === username) return true
    }
    return false
  })
}
