/** Beside the grid: what is about to be saved with what stands against it, who came to the shift, its rounds, and leave. */
import { useState } from 'react'
import {
  attendances,
  type CrewShift,
  decideLeave,
  type Leave,
  markAttendance,
  type Roster,
  tagCrewShift,
} from '#contract/roster.ts'
import { dutyTags } from '#contract/units.ts'
import { call } from '../api.ts'
import { attempt } from '../desk/say.ts'
import { letIn, useFacts } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { useMayNow } from '../ui/PageMoment.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { carry, columnsOf, entryAt, OPEN, proposePut, roundsAt, useGrid } from './grid.ts'
import { ProposalPanel } from './ProposalPanel.tsx'
import { Said } from './Said.tsx'

export function RosterSide({ roster, day }: { roster: Roster; day: string }) {
  const { unit, column, proposal, carried } = useGrid()
  const { patrols } = useWords()
  const cell = columnsOf(roster, day)[column]
  const entry = cell && entryAt(roster, unit, cell)
  const code = useFacts((facts) => facts.units.get(unit)?.code)
  const mayManage = useMayNow('roster.manage')
  return (
    <aside className="roster-side" data-testid="roster-side">
      <Said />
      {proposal && <ProposalPanel key={JSON.stringify(proposal)} proposal={proposal} roster={roster} />}
      {carried && <p className="banner calm">{patrols.roster.carrying(carriedName(carried, roster))}</p>}
      {cell && (
        <section>
          <h3>
            {unit === OPEN ? patrols.roster.open : code} {cell.day.slice(5)}{' '}
            <ShiftName roster={roster} code={cell.shift} />
          </h3>
          {entry ? (
            <Attendance entry={entry} roster={roster} />
          ) : (
            unit !== OPEN && (
              <p className="middle">
                {patrols.roster.nothingHere}{' '}
                {mayManage && (
                  <button
                    type="button"
                    className="button"
                    data-testid="put-on"
                    onClick={() => proposePut(roster, unit, cell)}
                  >
                    {patrols.tabs.roster} <kbd>Enter</kbd>
                  </button>
                )}
              </p>
            )
          )}
          <CellRounds roster={roster} unit={unit} cell={cell} />
        </section>
      )}
      <Leaves roster={roster} />
    </aside>
  )
}

function carriedName(
  carried: { readonly round: number } | { readonly entry: number },
  roster: Roster,
): string {
  if ('round' in carried) return roster.rounds.find(({ id }) => id === carried.round)?.name ?? ''
  const entry = roster.crewShifts.find(({ id }) => id === carried.entry)
  return entry
    ? `${roster.crews.find(({ unit }) => unit === entry.unit)?.code ?? ''} ${entry.day.slice(5)}`
    : ''
}

function ShiftName({ roster, code }: { roster: Roster; code: string }) {
  const named = useNamed()
  const shift = roster.shifts.find((each) => each.code === code)
  return shift ? named(shift) : null
}

function Attendance({ entry, roster }: { entry: CrewShift; roster: Roster }) {
  const { patrols, dutyTags: tags } = useWords()
  const named = useNamed()
  const mayManage = useMayNow('roster.manage')
  const linked = useMayCommand()
  const officers = roster.crews.flatMap((crew) => crew.officers)
  const mark = (officer: number, attendance: (typeof attendances)[number]) =>
    void attempt(async () => {
      needLink()
      const body = { version: entry.version, officer, attendance }
      letIn({ crewShift: await call(markAttendance, { params: { id: entry.id }, body }) })
    })
  const retag = (tag: CrewShift['tag']) =>
    void attempt(async () => {
      needLink()
      const body = { version: entry.version, tag }
      letIn({ crewShift: await call(tagCrewShift, { params: { id: entry.id }, body }) })
    })
  return (
    <>
      <label className="stop-number">
        {patrols.tag}
        <select
          className="input"
          value={entry.tag}
          disabled={!mayManage || !linked}
          onChange={({ target }) => retag(target.value as CrewShift['tag'])}
        >
          {dutyTags.map((tag) => (
            <option key={tag} value={tag}>
              {tags[tag]}
            </option>
          ))}
        </select>
      </label>
      <h4>{patrols.roster.attendance}</h4>
      <ul className="attendance-list">
        {entry.officers.map(({ officer: id, attendance }) => {
          const officer = officers.find((each) => each.id === id)
          return (
            <li key={id}>
              <span className="clip">{officer ? named(officer) : `#${id}`}</span>
              <select
                className="input"
                aria-label={`${patrols.roster.attendance} ${officer ? named(officer) : id}`}
                value={attendance}
                disabled={!mayManage || !linked}
                data-testid="attendance"
                onChange={({ target }) => mark(id, target.value as (typeof attendances)[number])}
              >
                {attendances.map((each) => (
                  <option key={each} value={each}>
                    {patrols.attendances[each]}
                  </option>
                ))}
              </select>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function CellRounds({
  roster,
  unit,
  cell,
}: {
  roster: Roster
  unit: number
  cell: { day: string; shift: string }
}) {
  const { patrols } = useWords()
  const named = useNamed()
  const mayOrder = useMayNow('round.order')
  const rounds = roundsAt(roster, unit, cell)
  if (rounds.length === 0) return null
  return (
    <>
      <h4>{patrols.roster.rounds}</h4>
      <ul className="attendance-list">
        {rounds.map((round) => (
          <li key={round.id}>
            <span className="clip">
              {patrols.modes[round.mode]} {named(round)}
            </span>
            {mayOrder && round.state === 'planned' ? (
              <button type="button" className="button" onClick={() => carry({ round: round.id })}>
                {patrols.roster.take} <kbd>C</kbd>
              </button>
            ) : (
              <span className="middle">{patrols.states[round.state]}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Leaves({ roster }: { roster: Roster }) {
  const { patrols } = useWords()
  const asked = roster.leaves.filter(({ state }) => state === 'asked')
  return (
    <section>
      <h3>{patrols.roster.leaves}</h3>
      {asked.length === 0 && <p className="low">{patrols.roster.noLeaves}</p>}
      {asked.map((leave) => (
        <AskedLeave key={leave.id} leave={leave} roster={roster} />
      ))}
    </section>
  )
}

function AskedLeave({ leave, roster }: { leave: Leave; roster: Roster }) {
  const { patrols } = useWords()
  const says = patrols.roster
  const named = useNamed()
  const mayDecide = useMayNow('leave.decide')
  const linked = useMayCommand()
  const [answer, setAnswer] = useState('')
  const officer = roster.crews.flatMap((crew) => crew.officers).find(({ id }) => id === leave.officer)
  const decide = (approved: boolean) =>
    void attempt(async () => {
      needLink()
      const body = { version: leave.version, approved, answer }
      letIn({ leave: await call(decideLeave, { params: { id: leave.id }, body }) })
    })
  return (
    <div className="field">
      <p>{says.leave(officer ? named(officer) : leave.askedBy, leave.fromDay, leave.toDay, leave.reason)}</p>
      {mayDecide && (
        <div className="choices">
          <input
            className="input"
            aria-label={patrols.needReason}
            value={answer}
            maxLength={500}
            onChange={({ target }) => setAnswer(target.value)}
          />
          {[true, false].map((approved) => (
            <button
              key={String(approved)}
              type="button"
              className="button"
              disabled={!linked}
              onClick={() => decide(approved)}
            >
              {approved ? says.approve : says.refuse}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
