/** What is going on with a case beside its state: suspended, transferred, asked for time, supervised, reworked. */
import type { Ticket } from '#contract/tickets.ts'
import { usePersonName } from '../ui/personName.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useOrganisationName } from './names.ts'

export function CaseMarks({ ticket }: { ticket: Ticket }) {
  const { loop, problems } = useWords()
  const nameOf = usePersonName()
  const organisationOf = useOrganisationName()
  const { suspension, extension, transfer, supervised, organisation, reworks, unsettled } = ticket
  const lines = [
    ...unsettled.map((part) => loop.unsettled[part]),
    supervised &&
      loop.supervisedBy(nameOf(supervised.by), problems.whySupervised(supervised.reason, supervised.repeats)),
    suspension && loop.suspendedBy(nameOf(suspension.by), loop.causes[suspension.cause], suspension.reason),
    extension &&
      loop.extensionBy(
        nameOf(extension.by),
        loop.amountOf(extension.amount, extension.unit),
        extension.reason,
      ),
    transfer &&
      `${loop.transferredBy(nameOf(transfer.by), transfer.partner ?? organisationOf(transfer.organisation), transfer.reason)} · ${
        transfer.acceptedAt === null
          ? loop.notAccepted
          : loop.acceptedBy(transfer.acceptedBy ?? '', shortDate(transfer.acceptedAt))
      }`,
    organisation !== null && loop.ownedBy(organisationOf(organisation)),
    reworks > 0 && loop.reworked(reworks),
  ].filter((line) => typeof line === 'string')
  if (lines.length === 0) return null
  return (
    <ul className="case-marks" data-testid="case-marks">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
