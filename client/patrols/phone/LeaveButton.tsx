/** Asks for leave; a duty officer decides. Only while the line holds: it is no matter of minutes. */
import { useState } from 'react'
import { dayAfter } from '#contract/patrols.ts'
import { askLeave } from '#contract/roster.ts'
import { dayOf } from '#contract/workingTime.ts'
import { call } from '../../api.ts'
import { serverNow } from '../../clock.ts'
import { letIn } from '../../facts.ts'
import { needLink, useMayCommand } from '../../link.ts'
import { Field } from '../../ui/Field.tsx'
import { ReasonSheet } from '../../ui/ReasonSheet.tsx'
import { useWords } from '../../ui/words.ts'

export function LeaveButton() {
  const { phone } = useWords().patrols
  const linked = useMayCommand()
  const [asking, setAsking] = useState(false)
  const [asked, setAsked] = useState(false)
  return (
    <>
      <button
        type="button"
        className="button quiet"
        disabled={!linked}
        data-testid="leave"
        onClick={() => setAsking(true)}
      >
        {phone.leave}
      </button>
      {asked && <p className="middle">{phone.leaveAsked}</p>}
      {asking && <LeaveSheet onClose={() => setAsking(false)} onAsked={() => setAsked(true)} />}
    </>
  )
}

function LeaveSheet({ onClose, onAsked }: { onClose: () => void; onAsked: () => void }) {
  const { phone } = useWords().patrols
  const tomorrow = dayAfter(dayOf(serverNow()), 1)
  const [fromDay, setFromDay] = useState(tomorrow)
  const [toDay, setToDay] = useState(tomorrow)
  const ask = async (reason: string) => {
    needLink()
    letIn({ leave: await call(askLeave, { body: { fromDay, toDay, reason } }) })
    onAsked()
  }
  return (
    <ReasonSheet title={phone.leaveTitle} reasons={phone.leaveReasons} onReason={ask} onClose={onClose}>
      <div className="side-by-side">
        {(
          [
            [phone.leaveFrom, fromDay, setFromDay],
            [phone.leaveTo, toDay, setToDay],
          ] as const
        ).map(([name, day, choose]) => (
          <Field key={name} label={name}>
            {(id) => (
              <input
                id={id}
                className="input"
                type="date"
                value={day}
                onChange={({ target }) => choose(target.value)}
              />
            )}
          </Field>
        ))}
      </div>
    </ReasonSheet>
  )
}
