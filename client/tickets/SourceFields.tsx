/** Where a case being written came from, and who complained. */
import type { TicketSource } from '#contract/tickets.ts'
import { useWords } from '../ui/words.ts'
import { type FieldProps, Problem } from './NewTicket.tsx'

/** What people enter by hand; feeds and phones bring the others themselves. */
const byHand: readonly TicketSource[] = ['desk', 'hotline', 'petition', 'platform', 'partner', 'inspection']

export function SourceFields({ draft, change, problem }: FieldProps) {
  const words = useWords()
  return (
    <div className="field">
      <label htmlFor="ticket-source">{words.intake.source}</label>
      <div className="field-pair">
        <select
          id="ticket-source"
          className="input"
          data-testid="ticket-source"
          value={draft.source}
          onChange={(event) => change({ source: event.target.value as TicketSource })}
        >
          {byHand.map((source) => (
            <option key={source} value={source}>
              {words.sources[source]}
            </option>
          ))}
        </select>
        {draft.source !== 'desk' && (
          <input
            className="input"
            maxLength={100}
            aria-label={words.intake.externalId}
            placeholder={words.intake.externalId}
            value={draft.externalId}
            onChange={(event) => change({ externalId: event.target.value })}
          />
        )}
      </div>
      <Problem text={problem} />
    </div>
  )
}

export function ComplainantFields({ draft, change, problem }: FieldProps) {
  const words = useWords()
  return (
    <fieldset className="field bare" title={words.intake.apart}>
      <legend className="label">{words.intake.complainant}</legend>
      <div className="field-pair">
        <input
          className="input"
          maxLength={60}
          autoComplete="off"
          aria-label={words.intake.name}
          placeholder={words.intake.name}
          data-testid="complainant-name"
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <input
          className="input"
          type="tel"
          maxLength={40}
          autoComplete="off"
          aria-label={words.intake.phone}
          placeholder={words.intake.phone}
          data-testid="complainant-phone"
          value={draft.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </div>
      <p className="low">{words.intake.apart}</p>
      <Problem text={problem} />
    </fieldset>
  )
}
