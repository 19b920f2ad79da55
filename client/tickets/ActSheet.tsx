/** Asks for what a command needs, and sends it: mostly a reason, of some more. */
import type { Ticket } from '#contract/tickets.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import {
  accept,
  answer,
  cancel,
  check,
  contact,
  decide,
  giveBack,
  note,
  reopen,
  resume,
  supervise,
} from './commands.ts'
import { ExtendSheet } from './ExtendSheet.tsx'
import { FileSheet } from './FileSheet.tsx'
import type { Act } from './offers.ts'
import { PrioritySheet } from './PrioritySheet.tsx'
import { SuspendSheet } from './SuspendSheet.tsx'
import { TransferSheet } from './TransferSheet.tsx'

type Props = { readonly act: Act; readonly ticket: Ticket; readonly onClose: () => void }

export function ActSheet({ act, ticket, onClose }: Props) {
  const { loop, desk } = useWords()
  const sheet = (reasons: readonly string[], onReason: (reason: string) => Promise<void>, label?: string) => (
    <ReasonSheet
      title={`${loop.acts[act]} ${ticket.code}`}
      reasons={reasons}
      onReason={onReason}
      onClose={onClose}
      {...(label ? { label } : {})}
    />
  )
  switch (act) {
    case 'file':
      return <FileSheet ticket={ticket} onClose={onClose} />
    case 'suspend':
      return <SuspendSheet ticket={ticket} onClose={onClose} />
    case 'extend':
      return <ExtendSheet ticket={ticket} onClose={onClose} />
    case 'transfer':
      return <TransferSheet ticket={ticket} onClose={onClose} />
    case 'prioritise':
      return <PrioritySheet ticket={ticket} onClose={onClose} />
    case 'pass':
      return sheet(desk.reasons.pass, (reason) => check(ticket, true, reason))
    case 'back':
      return sheet(desk.reasons.back, (reason) => check(ticket, false, reason))
    case 'approve':
      return sheet(loop.reasons.approve, (reason) => decide(ticket, true, reason))
    case 'refuse':
      return sheet(loop.reasons.refuse, (reason) => decide(ticket, false, reason))
    case 'resume':
      return sheet(loop.reasons.resume, (reason) => resume(ticket, reason))
    case 'returnDesk':
      return sheet(loop.reasons.returnDesk, (reason) => giveBack(ticket, 'desk', reason))
    case 'returnSource':
      return sheet(loop.reasons.returnSource, (reason) => giveBack(ticket, 'source', reason))
    case 'supervise':
      return sheet(loop.reasons.supervise, (reason) => supervise(ticket, reason))
    case 'reopen':
      return sheet(loop.reasons.reopen, (reason) => reopen(ticket, reason))
    case 'cancel':
      return sheet(desk.reasons.cancel, (reason) => cancel(ticket, reason))
    case 'contact':
      return sheet([], (text) => contact(ticket, text), loop.texts.contact)
    case 'accept':
      return sheet([], (by) => accept(ticket, by), loop.texts.accept)
    case 'answer':
      return sheet([], (text) => answer(ticket, text), loop.texts.answer)
    case 'note':
      return sheet([], (text) => note(ticket, text), loop.texts.note)
  }
}
