/** What this person may do with this case now: drawn from the contract's moves and the table of roles. */
import { type ReactNode, useState } from 'react'
import { type Action, may } from '#contract/roles.ts'
import { type Ticket, type TicketCommand, ticketMoves } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useAccount } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { cancel, check, note } from './commands.ts'
import { PrioritySheet } from './PrioritySheet.tsx'

type Asked = 'pass' | 'back' | 'prioritise' | 'cancel' | 'note'

const actionOf: Record<Exclude<TicketCommand, 'dispatch'>, Action> = {
  check: 'ticket.check',
  merge: 'ticket.merge',
  split: 'ticket.merge',
  prioritise: 'ticket.prioritise',
  cancel: 'ticket.cancel',
  note: 'ticket.note',
}

export function CaseActions({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const account = useAccount()
  const linked = useMayCommand()
  const dispatchedByMe = useDispatchedBy(ticket.id, account?.username)
  const [asked, setAsked] = useState<Asked | null>(null)
  const allowed = (command: Exclude<TicketCommand, 'dispatch'>) =>
    account !== null && may(account.role, actionOf[command]) && ticketMoves[command].includes(ticket.state)
  const button = (asks: Asked, text: ReactNode, kind = '') => (
    <button
      type="button"
      className={`button ${kind}`}
      disabled={!linked}
      data-testid={`case-${asks}`}
      onClick={() => setAsked(asks)}
    >
      {text}
    </button>
  )
  const sheet = (
    title: string,
    reasons: readonly string[],
    onReason: (reason: string) => Promise<unknown>,
  ) => (
    <ReasonSheet
      title={`${title} ${ticket.code}`}
      reasons={reasons}
      onReason={onReason}
      onClose={() => setAsked(null)}
    />
  )
  const { reasons } = words.desk
  return (
    <>
      {allowed('check') && !dispatchedByMe && (
        <>
          {button('pass', words.desk.pass, 'primary')}
          {button('back', words.desk.back)}
        </>
      )}
      {allowed('check') && dispatchedByMe && <span className="low">{words.desk.checkOther}</span>}
      {allowed('prioritise') && button('prioritise', words.desk.prioritise)}
      {allowed('note') && button('note', words.desk.note)}
      {allowed('cancel') && button('cancel', words.desk.cancelTicket)}
      {asked === 'pass' && sheet(words.desk.pass, reasons.pass, (reason) => check(ticket, true, reason))}
      {asked === 'back' && sheet(words.desk.back, reasons.back, (reason) => check(ticket, false, reason))}
      {asked === 'note' && sheet(words.desk.note, [], (text) => note(ticket, text))}
      {asked === 'cancel' &&
        sheet(words.desk.cancelTicket, reasons.cancel, (reason) => cancel(ticket, reason))}
      {asked === 'prioritise' && <PrioritySheet ticket={ticket} onClose={() => setAsked(null)} />}
    </>
  )
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
