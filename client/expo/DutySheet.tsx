/** Puts a unit on the roster of a ring or post: call sign, when it begins, and for how long. */
import { useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { serverNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { Choices } from '../ui/Choices.tsx'
import { TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { addDuty } from './commands.ts'

type Props = {
  readonly operation: Operation
  readonly zone: number
  readonly name: string
  readonly onClose: () => void
}

const MINUTE = 60_000
const begins = [0, 15, 30, 60] as const
const lengths = [2, 4, 6, 8] as const

export function DutySheet({ operation, zone, name, onClose }: Props) {
  const { expo, duties } = useWords()
  const named = useNamed()
  const units = useFacts((facts) => facts.units)
  const [code, setCode] = useState('')
  const [after, setAfter] = useState<number>(0)
  const [hours, setHours] = useState<number>(4)
  const unit = [...units.values()].find((each) => each.code === code.trim().toUpperCase())
  const put = async () => {
    if (!unit) return
    const startsAt = Math.round(serverNow()) + after * MINUTE
    await addDuty(operation, { zone, unit: unit.id, startsAt, endsAt: startsAt + hours * 60 * MINUTE })
    onClose()
  }
  const sending = useSending(put, () => (unit ? null : expo.noSuchUnit))
  return (
    <FormSheet
      title={expo.rosterTitle(name)}
      sending={sending}
      onClose={onClose}
      confirm={expo.roster}
      testId="duty"
    >
      <TextField
        label={expo.unitCode}
        value={code}
        onText={setCode}
        most={12}
        first
        invalid={sending.problem !== null}
      />
      <span className="low">{unit ? `${named(unit)} · ${duties[unit.duty]}` : ' '}</span>
      <Choices
        label={expo.from}
        options={begins.map((each) => [each, each === 0 ? expo.now : expo.inMinutes(each)])}
        isChosen={(each) => each === after}
        onChoose={setAfter}
      />
      <Choices
        label={expo.for}
        options={lengths.map((each) => [each, expo.forHours(each)])}
        isChosen={(each) => each === hours}
        onChoose={setHours}
      />
    </FormSheet>
  )
}
