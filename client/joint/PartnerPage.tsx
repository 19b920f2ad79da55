/** The partner's page: its tasks within their time, one case and one area each once accepted, and nothing else of the console. */
import { useCallback, useEffect, useState } from 'react'
import { isJointOpen, listOwnTasks } from '#contract/joint.ts'
import { type Answered, call, Refusal } from '../api.ts'
import { useAccount, useCity } from '../session.ts'
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useRootSize } from '../ui/rootSize.ts'
import { SignOut } from '../ui/SignOut.tsx'
import { DemoMark } from '../ui/TopBar.tsx'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { PartnerTaskCard } from './PartnerTaskCard.tsx'
import './joint.css'

const ROOT_PX = 16
const READ_EVERY = 5_000

export function PartnerPage() {
  useRootSize(ROOT_PX)
  const words = useWords()
  const named = useNamed()
  const { told, problem, read } = useOwnTasks()
  const waiting = told?.tasks.find(isJointOpen)
  return (
    <div className="partner" data-testid="partner">
      <PartnerBar />
      <main>
        {told?.partner && <h1>{named(told.partner)}</h1>}
        <p className="middle">
          {words.joint.page.lead} · {told && words.screen.asOf(clockTime(told.at))}
        </p>
        {problem && (
          <p className="problem" role="alert">
            {words.joint.page.failed} {problem}
          </p>
        )}
        {told && told.partner === null && <p className="empty">{words.joint.page.noPartner}</p>}
        {told?.partner && told.tasks.length === 0 && <p className="empty">{words.joint.page.empty}</p>}
        {told?.tasks.map((task) => (
          <PartnerTaskCard key={task.id} task={task} first={task === waiting} onChanged={read} />
        ))}
      </main>
    </div>
  )
}

function PartnerBar() {
  const words = useWords()
  const named = useNamed()
  const account = useAccount()
  return (
    <header className="topbar">
      <strong>{words.joint.page.title}</strong>
      <span className="middle clip partner-person">{account && named(account)}</span>
      <span className="topbar-space" />
      <LanguageSwitch />
      <SignOut />
      <DemoMark />
    </header>
  )
}

type Told = Answered<typeof listOwnTasks>

/** Asked for again and again: a partner has no socket. What is no longer told is no longer shown. */
function useOwnTasks() {
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Told | null>(null)
  const [error, setError] = useState<Refusal | null>(null)
  const read = useCallback(async () => {
    try {
      const answer = await call(listOwnTasks)
      useCity.setState({ exceptions: new Map(answer.holidays.map(({ day, working }) => [day, working])) })
      setTold(answer)
      setError(null)
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused
      setError(refused)
    }
  }, [])
  useEffect(() => {
    void read()
    const timer = window.setInterval(() => void read(), READ_EVERY)
    return () => window.clearInterval(timer)
  }, [read])
  return { told, problem: error && sayRefusal(error), read }
}
