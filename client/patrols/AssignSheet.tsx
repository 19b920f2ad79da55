/** Gives a round to a crew: what stands against it is refused in words, and set aside only with a reason. */
import { useState } from 'react'
import type { Round } from '#contract/rounds.ts'
import { Refusal } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { assign } from './commands.ts'
import { UnitField } from './UnitField.tsx'

export function AssignSheet({ round, onClose }: { round: Round; onClose: () => void }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const sayRefusal = useRefusalWords()
  const [unit, setUnit] = useState(round.unit)
  const [refused, setRefused] = useState<{ conflicts: boolean; text: string } | null>(null)
  const [reason, setReason] = useState('')
  const save = async () => {
    try {
      await assign(round, unit, reason.trim() === '' ? undefined : { reason: reason.trim() })
      onClose()
    } catch (error) {
      setRefused({
        text: sayRefusal(error),
        conflicts: error instanceof Refusal && error.code === 'conflicts',
      })
    }
  }
  return (
    <Sheet title={`${patrols.assign}：${named(round)}`} onClose={onClose} testId="assign-sheet">
      <form
        className="sheet-body"
        style={{ padding: 0 }}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="field">
          <label htmlFor="assign-unit">{patrols.assignTo}</label>
          <UnitField
            id="assign-unit"
            mode={round.mode}
            unit={unit}
            onUnit={(next) => {
              setUnit(next)
              setRefused(null)
            }}
            placeholder={patrols.noUnit}
          />
        </div>
        {refused && (
          <p className="problem" role="alert">
            {refused.text}
          </p>
        )}
        {refused?.conflicts && (
          <div className="field">
            <label htmlFor="assign-reason">{patrols.roster.override}</label>
            <input
              id="assign-reason"
              className="input"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.screen.cancel}
          </button>
          <button type="submit" className="button primary" data-testid="assign-save">
            {patrols.roster.save}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
