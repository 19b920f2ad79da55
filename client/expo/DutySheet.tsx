/** Puts a unit on the roster of a ring or post: call sign, when it begins, and for how long. */
import { useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { serverNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
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
  const words = useWords()
  const named = useNamed()
  const sayRefusal = useRefusalWords()
  const units = useFacts((facts) => facts.units)
  const [code, setCode] = useState('')
  const [after, setAfter] = useState<number>(0)
  const [hours, setHours] = useState<number>(4)
  const [problem, setProblem] = useState<string | null>(null)
  const unit = [...units.values()].find((each) => each.code === code.trim().toUpperCase())
  const send = async () => {
    if (!unit) return setProblem(words.expo.noSuchUnit)
    const startsAt = Math.round(serverNow()) + after * MINUTE
    try {
      await addDuty(operation, { zone, unit: unit.id, startsAt, endsAt: startsAt + hours * 60 * MINUTE })
      onClose()
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  return (
    <Sheet title={words.expo.rosterTitle(name)} onClose={onClose} testId="duty-sheet">
      <form
        className="sheet-body"
        style={{ padding: 0 }}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div className="field">
          <label htmlFor="duty-unit">{words.expo.unitCode}</label>
          <input
            id="duty-unit"
            className="input"
            data-focus-first
            value={code}
            maxLength={12}
            aria-invalid={problem !== null}
            onChange={(event) => setCode(event.target.value)}
          />
          <span className="low">{unit ? `${named(unit)} · ${words.duties[unit.duty]}` : ' '}</span>
        </div>
        <Radios
          label={words.expo.from}
          values={begins}
          chosen={after}
          onChoose={setAfter}
          say={(n) => (n === 0 ? words.expo.now : words.expo.inMinutes(n))}
        />
        <Radios
          label={words.expo.for}
          values={lengths}
          chosen={hours}
          onChoose={setHours}
          say={words.expo.forHours}
        />
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.screen.cancel}
          </button>
          <button type="submit" className="button primary" data-testid="duty-confirm">
            {words.expo.roster}
          </button>
        </div>
      </form>
    </Sheet>
  )
}

type RadioProps = {
  readonly label: string
  readonly values: readonly number[]
  readonly chosen: number
  readonly onChoose: (value: number) => void
  readonly say: (value: number) => string
}

function Radios({ label, values, chosen, onChoose, say }: RadioProps) {
  return (
    <div className="choices">
      <span className="middle">{label}</span>
      {values.map((value) => (
        <button
          key={value}
          type="button"
          className="button"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {say(value)}
        </button>
      ))}
    </div>
  )
}
