/** The pane of lists: cases F2, units F3, alarms F6, stale positions F8, arrivals Shift+F9. */
import type { ReactNode } from 'react'
import { isLead } from '#contract/problems.ts'
import { AlarmList } from '../alarms/AlarmList.tsx'
import { useListedAlarms } from '../alarms/listed.ts'
import { ArrivalList } from '../arrivals/ArrivalList.tsx'
import { useArrivals } from '../arrivals/store.ts'
import { useIsReplaying } from '../clock.ts'
import { StaleList } from '../dispatch/StaleList.tsx'
import { UnitList } from '../dispatch/UnitList.tsx'
import { useFacts } from '../facts.ts'
import { useAges } from '../positions/ages.ts'
import { useMay } from '../session.ts'
import { CaseList } from '../tickets/CaseList.tsx'
import { useWords } from '../ui/words.ts'
import { type List, showList, useView, write } from './view.ts'

export function Lists() {
  const words = useWords()
  const { list } = useView()
  const mayOpen = useMay('ticket.open')
  const isPast = useIsReplaying()
  const tickets = useFacts((facts) => facts.tickets)
  const units = useFacts((facts) => facts.units.size)
  const stale = useAges().stale.length
  const arrivals = useArrivals()
  const alarms = useListedAlarms().alarms.length
  let open = 0
  for (const ticket of tickets.values()) if (isLead(ticket)) open++
  return (
    <section className="pane">
      <header className="pane-head">
        <div className="tabs" role="tablist">
          <Tab list="cases" keyName="F2" count={open}>
            {words.desk.cases}
          </Tab>
          <Tab list="units" keyName="F3" count={units}>
            {words.desk.units}
          </Tab>
          <Tab list="alarms" keyName="F6" count={alarms}>
            {words.alarms.title}
          </Tab>
          <Tab list="stale" keyName="F8" count={stale}>
            {words.desk.staleList}
          </Tab>
          {arrivals !== null && (
            <Tab list="arrivals" keyName="⇧F9" count={arrivals.list.length}>
              {words.intake.arrivals}
            </Tab>
          )}
        </div>
        {mayOpen && (
          <button
            type="button"
            className="button"
            data-testid="new-ticket"
            disabled={isPast}
            onClick={() => write(true)}
          >
            {words.desk.newTicket} <kbd>N</kbd>
          </button>
        )}
      </header>
      {list === 'cases' && <CaseList />}
      {list === 'units' && <UnitList />}
      {list === 'alarms' && <AlarmList />}
      {list === 'stale' && <StaleList />}
      {list === 'arrivals' && <ArrivalList />}
    </section>
  )
}

function Tab({
  list,
  keyName,
  count,
  children,
}: {
  list: List
  keyName: string
  count: number
  children: ReactNode
}) {
  const chosen = useView((view) => view.list === list)
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      className="tab"
      data-testid={`tab-${list}`}
      onClick={() => showList(list)}
    >
      {children} <b>{count.toLocaleString('en')}</b> <kbd>{keyName}</kbd>
    </button>
  )
}
