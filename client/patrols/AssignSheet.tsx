/** Gives a round to a crew: what stands against it is refused in words, and set aside only with a reason. */
import { useState } from 'react'
import type { Round } from '#contract/rounds.ts'
import { Field } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { assign } from './commands.ts'
import { OverrideField, overrideBy } from './OverrideField.tsx'
import { UnitField } from './UnitField.tsx'

export function AssignSheet({ round, onClose }: { round: Round; onClose: () => void }) {
  const { patrols } = useWords()
  const named = useNamed()
  const [unit, setUnit] = useState(round.unit)
  const [reason, setReason] = useState('')
  const sending = useSending(async () => {
    await assign(round, unit, overrideBy(reason))
    onClose()
  })
  return (
    <FormSheet
      title={`${patrols.assign}：${named(round)}`}
      sending={sending}
      onClose={onClose}
      confirm={patrols.roster.save}
      testId="assign"
    >
      <Field label={patrols.assignTo}>
        {(id) => (
          <UnitField
            id={id}
            mode={round.mode}
            unit={unit}
            onUnit={(next) => {
              setUnit(next)
              sending.forget()
            }}
            placeholder={patrols.noUnit}
          />
        )}
      </Field>
      {sending.refused === 'conflicts' && <OverrideField reason={reason} onReason={setReason} />}
    </FormSheet>
  )
}
