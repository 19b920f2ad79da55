/** The gate: the code on the phone is typed or scanned; who is in, or why not, is said at once and the field is free again. */
import { useRef, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { useMayCommand } from '../link.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { checkIn } from './commands.ts'
import { GateScreen } from './GateScreen.tsx'
import { GATE } from './keys.ts'

type Said = { readonly text: string; readonly done: boolean }

export function Gate({ operation }: { operation: Operation }) {
  const words = useWords()
  const named = useNamed()
  const homeOf = useOrganisationName()
  const sayRefusal = useRefusalWords()
  const linked = useMayCommand()
  const field = useRef<HTMLInputElement>(null)
  const [showing, setShowing] = useState(false)
  const [code, setCode] = useState('')
  const [said, setSaid] = useState<Said | null>(null)
  const send = async () => {
    try {
      const person = await checkIn(operation.id, code)
      setSaid({ text: words.expo.gateDone(named(person), homeOf(person.home)), done: true })
    } catch (error) {
      setSaid({ text: sayRefusal(error), done: false })
    }
    // The next in the line is scanned without a hand on the mouse.
    setCode('')
    field.current?.focus()
  }
  return (
    <form
      className="expo-gate"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={GATE}>
        {words.expo.gate} <kbd>C</kbd>
      </label>
      <input
        id={GATE}
        ref={field}
        className="input"
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        placeholder={words.expo.gateHint}
        value={code}
        data-testid="gate-code"
        onChange={(event) => setCode(event.target.value)}
      />
      <button type="submit" className="button" disabled={!linked || code === ''}>
        {words.expo.checkIn}
      </button>
      <button type="button" className="button quiet" data-testid="show-gate" onClick={() => setShowing(true)}>
        {words.expo.gateScreen.show}
      </button>
      <output className={said?.done ? 'strong' : 'problem'} title={said?.text} data-testid="gate-said">
        {said?.text}
      </output>
      {showing && <GateScreen operation={operation} onClose={() => setShowing(false)} />}
    </form>
  )
}
