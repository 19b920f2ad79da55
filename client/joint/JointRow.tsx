/** One task of a partner: how it stands, both clocks in turn, and taking it back. */
import { useState } from 'react'
import { isJointOpen, type JointTask, jointClock } from '#contract/joint.ts'
import { workingTime } from '#contract/workingTime.ts'
import { useMayCommand } from '../link.ts'
import { useCity, useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { elapsed, shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { withdraw } from './commands.ts'

export function JointRow({ task, code }: { task: JointTask; code?: string }) {
  const words = useWords()
  const named = useNamed()
  const nameOf = usePersonName()
  const mayOffer = useMay('joint.offer')
  const linked = useMayCommand()
  const [withdrawing, setWithdrawing] = useState(false)
  return (
    <li className="joint-row" data-testid="joint-row" data-state={task.state}>
      <p>
        <b>{named(task.partner)}</b> <span className="tag">{words.joint.states[task.state]}</span>{' '}
        <JointTime task={task} />
        {mayOffer && isJointOpen(task) && (
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            onClick={() => setWithdrawing(true)}
          >
            {words.joint.withdraw}
          </button>
        )}
      </p>
      <p className="clip" title={task.text}>
        {code && <b>{code} </b>}
        {task.text}
      </p>
      <p className="low">
        {words.joint.offeredBy(nameOf(task.offeredBy), shortDate(task.offeredAt))} ·{' '}
        {words.joint.page.area(task.metres)} · {words.joint.page.visibleUntil(shortDate(task.endsAt))}
      </p>
      {(task.reason ?? task.result) && (
        <p className={task.state === 'refused' ? 'late' : 'middle'} data-testid="joint-said">
          {task.result ?? task.reason}
        </p>
      )}
      {withdrawing && (
        <ReasonSheet
          title={words.joint.withdrawTitle(named(task.partner))}
          reasons={words.joint.withdrawReasons}
          onReason={(reason) => withdraw(task, reason)}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </li>
  )
}

type Timed = Parameters<typeof jointClock>[0]

/** Working time passed of what there is, as the clock that runs says it: 00:04 / 02:00. */
export function JointTime({ task }: { task: Timed }) {
  const words = useWords()
  const now = useNow()
  const exceptions = useCity((city) => city.exceptions)
  const { step, startedAt, dueAt, stoppedAt } = jointClock(task)
  const end = stoppedAt ?? now
  const passed = workingTime(startedAt, end, exceptions)
  const late = end > dueAt
  return (
    <span className={late ? 'late' : 'middle'} data-testid="joint-clock" data-step={step}>
      {words.joint.steps[step]}{' '}
      {words.joint.clock(hourMinute(passed), hourMinute(workingTime(startedAt, dueAt, exceptions)))}
      {late && ` ${words.joint.late} ${elapsed(end - dueAt, words.screen.days)}`}
    </span>
  )
}

/** `02:00` of hours and minutes. */
function hourMinute(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
