/** One unit instead of another: whom, by whom, and why, each by a digit or an arrow; the sentence says what Enter does. */
import { type ReactNode, useState } from 'react'
import { type Assignment, type ReassignReason, reassignReasons } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { say } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useNow } from '../ui/now.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { useCandidates } from './candidates.ts'
import { reassign } from './commands.ts'
import { wayTo } from './estimates.ts'
import { planDispatch, preemptedBy, sentenceOf, wayWords } from './plan.ts'
import { reassignable, showReassign, useReassigning } from './reassigning.ts'

export function ReassignSheet() {
  const id = useReassigning((state) => state.assignment)
  const assignment = useFacts((facts) => (id === null ? undefined : facts.assignments.get(id)))
  const ticket = useFacts((facts) => (assignment ? facts.tickets.get(assignment.ticket) : undefined))
  if (!assignment || !ticket) return null
  return <Form key={ticket.id} ticket={ticket} first={assignment} />
}

function Form({ ticket, first }: { ticket: Ticket; first: Assignment }) {
  const words = useWords()
  const refusal = useRefusalWords()
  const facts = useFacts()
  const now = useNow()
  const asked = useCandidates()
  const list = (asked.ticket === ticket.id ? asked.list : null) ?? []
  const [old, setOld] = useState(first.id)
  const [next, setNext] = useState<number | null>(null)
  const [reason, setReason] = useState<ReassignReason>('nearer')
  const [problem, setProblem] = useState<string | null>(null)
  const assignment = facts.assignments.get(old) ?? first
  const wayOf = (unit: number) => wayTo(ticket.id, unit)
  const plan = next === null ? null : planDispatch(ticket, [next], { ...facts, wayOf }, words)
  const code = (unit: number) => facts.units.get(unit)?.code ?? `#${unit}`
  const close = () => showReassign(null)
  const send = async () => {
    if (!plan || next === null || plan.problems.length > 0) return setProblem(words.sending.instead)
    try {
      await reassign({ assignment, unit: next, reason, preempt: preemptedBy(plan) })
      say(
        words.sending.reassigned(
          code(assignment.unit),
          code(next),
          ticket.code,
          words.sending.reassignReasons[reason],
        ),
      )
      close()
    } catch (error) {
      setProblem(refusal(error))
    }
  }
  return (
    <Sheet title={words.sending.reassignTitle(code(assignment.unit))} onClose={close} testId="reassign-sheet">
      <form
        className="reassign-form sheet-form"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={(event) => {
          const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
          const unit = digit && list[Number(digit) - 1]?.unit
          if (unit) setNext(unit)
        }}
      >
        <Choices legend={words.sending.whom}>
          {reassignable(ticket.id, facts.assignments.values()).map((each) => (
            <Choice
              key={each.id}
              name="old"
              checked={old === each.id}
              first={old === each.id}
              onChoose={() => setOld(each.id)}
            >{`${code(each.unit)} ${words.assignmentStates[each.state]}`}</Choice>
          ))}
        </Choices>
        <Choices legend={words.sending.instead}>
          {list.length === 0 && <p className="low">{words.sending.noneInstead}</p>}
          {list.map((each, index) => (
            <Choice
              key={each.unit}
              name="next"
              checked={next === each.unit}
              onChoose={() => setNext(each.unit)}
              digit={index + 1}
            >{`${code(each.unit)} ${wayWords(each, words)}`}</Choice>
          ))}
        </Choices>
        <Choices legend={words.screen.reason}>
          {reassignReasons.map((each) => (
            <Choice key={each} name="reason" checked={reason === each} onChoose={() => setReason(each)}>
              {words.sending.reassignReasons[each]}
            </Choice>
          ))}
        </Choices>
        {plan && <p data-testid="reassign-preview">{sentenceOf(ticket, plan, words, now)}</p>}
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={close}>
            {words.screen.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={!plan || plan.problems.length > 0}
            data-testid="reassign-confirm"
          >
            {words.sending.reassign} <kbd>Enter</kbd>
          </button>
        </div>
      </form>
    </Sheet>
  )
}

function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="choices-of-two">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}

type ChoiceProps = {
  readonly name: string
  readonly checked: boolean
  readonly onChoose: () => void
  readonly digit?: number
  /** Has the focus when the sheet opens, so that digits and Enter are heard. */
  readonly first?: boolean
  readonly children: string
}

function Choice({ name, checked, onChoose, digit, first, children }: ChoiceProps) {
  return (
    <label>
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        data-focus-first={first || undefined}
      />
      {digit && <kbd>{digit}</kbd>}
      <span className="clip">{children}</span>
    </label>
  )
}
