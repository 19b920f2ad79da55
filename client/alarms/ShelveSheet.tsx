/** Asks for how long an alarm is put off, and why. */
import { useState } from 'react'
import type { Alarm } from '#contract/alarms.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { shelve } from './answering.ts'

const MINUTES = [5, 15, 30, 60, 120, 240] as const

type Props = { readonly alarm: Alarm; readonly what: string; readonly onClose: () => void }

export function ShelveSheet({ alarm, what, onClose }: Props) {
  const words = useWords()
  const [minutes, setMinutes] = useState(30)
  return (
    <ReasonSheet
      title={words.alarms.shelveTitle(what)}
      reasons={words.alarms.shelveReasons}
      onReason={(reason) => shelve(alarm, minutes, reason)}
      onClose={onClose}
    >
      <fieldset className="choices alarm-minutes">
        <legend>{words.alarms.shelveFor}</legend>
        {MINUTES.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={minutes === each}
            onClick={() => setMinutes(each)}
          >
            {words.screen.minutes(each)}
          </button>
        ))}
      </fieldset>
    </ReasonSheet>
  )
}
