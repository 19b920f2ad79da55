/** The officer's phone: state on top, the map, the task, one big next step, and help within reach of the thumb. */
import { useEffect, useState } from 'react'
import { FieldCall } from '../expo/FieldCall.tsx'
import { useFacts } from '../facts.ts'
import { VenueButton } from '../objects/VenueButton.tsx'
import { MyRound } from '../patrols/phone/MyRound.tsx'
import { LawHere } from '../rules/LawHere.tsx'
import { selectMover, selectTicket } from '../selection.ts'
import { useAccount } from '../session.ts'
import { OwnLooks } from '../tracks/OwnLooks.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { useRootSize } from '../ui/rootSize.ts'
import { useWords } from '../ui/words.ts'
import { Backup } from './Backup.tsx'
import { FindingButton } from './FindingButton.tsx'
import { History } from './History.tsx'
import { installField } from './install.ts'
import { keepOutbox } from './keeping.ts'
import { keepBoard } from './kept.ts'
import { Leaving } from './Leaving.tsx'
import { shareLocation } from './location.ts'
import { useLook } from './look.ts'
import { NextStep } from './NextStep.tsx'
import { NoTask } from './NoTask.tsx'
import { useOutbox } from './outbox.ts'
import { RefusedSteps } from './RefusedSteps.tsx'
import { SosButton, SosPanel, useIsCalling } from './SosButton.tsx'
import { StateStrip } from './StateStrip.tsx'
import { sendOutbox } from './sending.ts'
import { sendCalls } from './sos.ts'
import { useSurroundings } from './surroundings.ts'
import { TaskCard } from './TaskCard.tsx'
import { TaskList } from './TaskList.tsx'
import { useTasks } from './task.ts'
import '../tickets/case.css'
import './field.css'
import './task.css'
import './sos.css'

const ROOT_PX = 16

export function FieldPage() {
  const account = useAccount()
  useRootSize(ROOT_PX)
  useEffect(() => {
    if (!account) return
    const { username } = account
    const stops = [
      keepOutbox(username),
      keepBoard(account),
      sendCalls(username),
      sendOutbox(),
      shareLocation(account),
      installField(),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [account])
  if (!account) return null
  return (
    <div className="field-page">
      <StateStrip />
      <MapPane legend={false} />
      {account.unit === null ? <NoUnit /> : <OfUnit unit={account.unit} />}
    </div>
  )
}

function OfUnit({ unit }: { unit: number }) {
  const tasks = useTasks(unit)
  const [asked, setAsked] = useState<number | null>(null)
  const task = tasks.find(({ assignment }) => assignment.id === asked) ?? tasks[0]
  const loaded = useFacts((facts) => facts.number > 0)
  const calling = useIsCalling(unit)
  const ticket = task?.ticket.id ?? null
  useLook(unit, ticket)
  useSurroundings(unit)
  // The map shows the own task and the own unit as chosen.
  useEffect(() => {
    selectMover(unit)
    selectTicket(ticket)
  }, [unit, ticket])
  return (
    <>
      <main className="field-main">
        <RefusedSteps />
        {!loaded && <Bones />}
        {task && <TaskList tasks={tasks} shown={task} onShow={setAsked} />}
        {loaded && (task ? <TaskCard key={task.assignment.id} task={task} /> : <NoTask unit={unit} />)}
        {loaded && <MyRound unit={unit} />}
        {loaded && (
          <div className="findings">
            <FindingButton />
            <LawHere />
            <VenueButton />
            <WaitingFindings />
          </div>
        )}
        <FieldCall />
        {loaded && <History unit={unit} />}
        {loaded && <OwnLooks />}
        <Leaving />
      </main>
      <footer className="field-actions">
        <SosPanel unit={unit} />
        {task && <NextStep key={task.assignment.id} task={task} />}
        <div className="side-by-side">
          {task && <Backup task={task} />}
          {!calling && <SosButton unit={unit} />}
        </div>
      </footer>
    </>
  )
}

function WaitingFindings() {
  const { phone } = useWords()
  const count = useOutbox((box) => box.items.filter(({ kind }) => kind === 'finding').length)
  return count === 0 ? null : <p className="late">{phone.finding.waiting(count)}</p>
}

function NoUnit() {
  const words = useWords()
  return (
    <main className="field-main">
      <p className="field-note">{words.field.noUnit}</p>
      <Leaving />
    </main>
  )
}

function Bones() {
  const words = useWords()
  return (
    <div className="bone-rows" role="status" aria-label={words.screen.loading}>
      <div className="bones" style={{ width: '60%' }} />
      <div className="bones" style={{ width: '85%' }} />
    </div>
  )
}
