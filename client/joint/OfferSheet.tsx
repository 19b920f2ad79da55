/** Offers a task to a partner: to whom, what, how far around the case, and how long they may see it. */
import { useEffect, useState } from 'react'
import { listPartners, type Partner } from '#contract/joint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { offer } from './commands.ts'

const METRES = 200
const HOURS = 8

export function OfferSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { joint } = useWords()
  const named = useNamed()
  const { partners, problem } = usePartners()
  const [partner, setPartner] = useState<number | null>(null)
  const [metres, setMetres] = useState(METRES)
  const [hours, setHours] = useState(HOURS)
  return (
    <ReasonSheet
      title={joint.offerTitle(ticket.code)}
      label={joint.task}
      reasons={joint.taskExamples}
      lacking={partner === null ? joint.choosePartner : null}
      onReason={(text) => offer(ticket.id, { partner: partner ?? 0, text, metres, hours })}
      onClose={onClose}
    >
      {problem && <p className="problem">{problem}</p>}
      <div className="choices">
        {partners.map((each) => (
          <button
            key={each.id}
            type="button"
            className="button"
            aria-pressed={each.id === partner}
            data-testid={`partner-${each.code}`}
            onClick={() => setPartner(each.id)}
          >
            {named(each)}
          </button>
        ))}
      </div>
      <div className="joint-numbers">
        <NumberField
          id="joint-metres"
          label={joint.metres}
          value={metres}
          least={10}
          most={2000}
          onChange={setMetres}
        />
        <NumberField
          id="joint-hours"
          label={joint.hours}
          value={hours}
          least={1}
          most={240}
          onChange={setHours}
        />
      </div>
      <p className="low">{joint.hint}</p>
    </ReasonSheet>
  )
}

function usePartners() {
  const sayRefusal = useRefusalWords()
  const [partners, setPartners] = useState<readonly Partner[]>([])
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let stopped = false
    call(listPartners).then(
      (list) => !stopped && setPartners(list),
      (refused) => !stopped && setError(refused),
    )
    return () => {
      stopped = true
    }
  }, [])
  return { partners, problem: error === null ? null : sayRefusal(error) }
}

type NumberProps = {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}

function NumberField({ id, label, value, least, most, onChange }: NumberProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="number"
        min={least}
        max={most}
        value={value}
        onChange={({ target }) => onChange(Math.round(target.valueAsNumber) || least)}
      />
    </div>
  )
}
