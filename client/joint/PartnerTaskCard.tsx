/** One task as its partner sees it: what is asked, the clock, the case once accepted, and what can be answered. By buttons or A, R, F. */
import { useEffect, useState } from 'react'
import type { PartnerTask } from '#contract/joint.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { shortDate } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { AreaDrawing } from './AreaDrawing.tsx'
import { accept, giveBack, refuse } from './commands.ts'
import { JointTime } from './JointRow.tsx'

type Asking = 'refuse' | 'return' | null
/** `first`: the one that waits longest at the top, which the keys are for. */
type Props = {
  readonly task: PartnerTask
  readonly first: boolean
  readonly onChanged: () => Promise<void>
}

export function PartnerTaskCard({ task, first, onChanged }: Props) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const [asking, setAsking] = useState<Asking>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const consent = async () => {
    try {
      await accept(task)
      await onChanged()
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  useKeys(first, {
    KeyA: task.state === 'offered' ? () => void consent() : undefined,
    KeyR: task.state === 'offered' ? () => setAsking('refuse') : undefined,
    KeyF: task.state === 'accepted' ? () => setAsking('return') : undefined,
  })
  return (
    <article className="partner-task" data-testid="partner-task" data-state={task.state}>
      <header>
        <b>{task.text}</b> <span className="tag">{words.joint.states[task.state]}</span>{' '}
        <JointTime task={task} />
      </header>
      <p className="low">
        {words.joint.page.area(task.metres)} · {words.joint.page.visibleUntil(shortDate(task.endsAt))}
      </p>
      <Case task={task} />
      {(task.reason ?? task.result) && <p className="middle">{task.result ?? task.reason}</p>}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Answers state={task.state} keys={first} onAccept={() => void consent()} onAsk={setAsking} />
      <Sheets task={task} asking={asking} onChanged={onChanged} onClose={() => setAsking(null)} />
    </article>
  )
}

type Deeds = Readonly<Record<string, (() => void) | undefined>>

function useKeys(active: boolean, deeds: Deeds): void {
  useEffect(() => {
    if (!active) return
    const hear = (event: KeyboardEvent) => {
      const { code, ctrlKey, metaKey, altKey, isComposing } = event
      if (ctrlKey || metaKey || altKey || isComposing || document.querySelector('dialog[open]')) return
      if (!deeds[code]) return
      event.preventDefault()
      deeds[code]?.()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  })
}

type AnswerProps = {
  readonly keys: boolean
  readonly state: PartnerTask['state']
  readonly onAccept: () => void
  readonly onAsk: (asking: Asking) => void
}

function Answers({ state, keys, onAccept, onAsk }: AnswerProps) {
  const { page } = useWords().joint
  if (state === 'accepted') {
    return (
      <div className="actions">
        <button
          type="button"
          className="button primary"
          data-testid="partner-return"
          onClick={() => onAsk('return')}
        >
          {page.giveBack} {keys && <kbd>F</kbd>}
        </button>
      </div>
    )
  }
  if (state !== 'offered') return null
  return (
    <div className="actions">
      <button type="button" className="button" data-testid="partner-refuse" onClick={() => onAsk('refuse')}>
        {page.refuse} {keys && <kbd>R</kbd>}
      </button>
      <button type="button" className="button primary" data-testid="partner-accept" onClick={onAccept}>
        {page.accept} {keys && <kbd>A</kbd>}
      </button>
    </div>
  )
}

type SheetProps = Omit<Props, 'first'> & { readonly asking: Asking; readonly onClose: () => void }

function Sheets({ task, asking, onChanged, onClose }: SheetProps) {
  const { page } = useWords().joint
  if (asking === null) return null
  const send = async (work: Promise<unknown>) => {
    await work
    await onChanged()
  }
  return asking === 'refuse' ? (
    <ReasonSheet
      title={page.refuseTitle}
      reasons={page.refuseReasons}
      onReason={(reason) => send(refuse(task, reason))}
      onClose={onClose}
    />
  ) : (
    <ReasonSheet
      title={page.resultTitle}
      label={page.result}
      reasons={[]}
      onReason={(result) => send(giveBack(task, result))}
      onClose={onClose}
    />
  )
}

function Case({ task }: { task: PartnerTask }) {
  const words = useWords()
  const language = useLanguage()
  const { case: found } = task
  if (!found)
    return task.state === 'offered' ? <p className="middle">{words.joint.page.afterConsent}</p> : null
  const [lng, lat] = found.place
  return (
    <div className="partner-case" data-testid="partner-case">
      <div>
        <p>
          {found.code} <b>{language === 'zh' ? found.category : found.categoryEn}</b>
        </p>
        <p>{found.address}</p>
        <p className="middle">{found.text}</p>
        <p className="low">
          WGS84 {lng.toFixed(5)}, {lat.toFixed(5)} ·{' '}
          <a href={`geo:${lat.toFixed(5)},${lng.toFixed(5)}`}>{words.joint.page.place}</a>
        </p>
      </div>
      <AreaDrawing area={found.area} place={found.place} metres={task.metres} />
    </div>
  )
}
