/** Asks for more time: how much, and why. Somebody else decides. */
import { useState } from 'react'
import { type ClockUnit, clockUnits } from '#contract/clocks.ts'
import type { Ticket } from '#contract/tickets.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { extend } from './commands.ts'

const MOST = 60

export function ExtendSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { loop } = useWords()
  const [amount, setAmount] = useState('1')
  const [unit, setUnit] = useState<ClockUnit>('working_days')
  const whole = /^\d+$/.test(amount) && Number(amount) >= 1 && Number(amount) <= MOST
  return (
    <ReasonSheet
      title={`${loop.acts.extend} ${ticket.code}`}
      reasons={loop.reasons.extend}
      lacking={whole ? null : loop.needAmount}
      onReason={(reason) => extend(ticket, { amount: Number(amount), unit, reason })}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor="extend-amount">{loop.amount}</label>
        <div className="choices">
          <input
            id="extend-amount"
            className="input amount"
            inputMode="numeric"
            aria-invalid={!whole}
            value={amount}
            onChange={(event) => setAmount(event.target.value.trim())}
          />
          {clockUnits.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={unit === each}
              onClick={() => setUnit(each)}
            >
              {loop.units[each]}
            </button>
          ))}
        </div>
      </div>
    </ReasonSheet>
  )
}
