/** The grid: a row for each crew, a column for each shift of the week. By arrows and letters, or by dragging. */
import { type DragEvent, type KeyboardEvent, useEffect, useState } from 'react'
import type { CrewShift, Roster } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import { useFacts } from '../facts.ts'
import { useMayNow } from '../ui/PageMoment.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import {
  carry,
  columnsOf,
  entryAt,
  goTo,
  OPEN,
  propose,
  proposePut,
  putDown,
  roundsAt,
  useGrid,
} from './grid.ts'
import type { Cell } from './proposals.ts'
import { TakeOffSheet } from './TakeOffSheet.tsx'

type Props = { readonly roster: Roster; readonly day: string; readonly find: string }

const MOST_ROWS = 60

export function RosterGrid({ roster, day, find }: Props) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const columns = columnsOf(roster, day)
  const rows = useRows(roster, columns, find)
  const [takingOff, setTakingOff] = useState<CrewShift | null>(null)
  const mayManage = useMayNow('roster.manage')
  const press = usePress(roster, rows, columns, setTakingOff)
  return (
    <div className="roster-grid">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: keys move through its cells */}
      <table role="grid" aria-label={patrols.tabs.roster} onKeyDown={mayManage ? press : undefined}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {patrols.roster.crew}
            </th>
            {columns.map(({ day: each, shift }, i) =>
              i % roster.shifts.length === 0 ? (
                <th key={`${each} ${shift}`} scope="colgroup" colSpan={roster.shifts.length} className="day">
                  {each.slice(5)} {patrols.weekdays[(new Date(`${each}T12:00:00Z`).getUTCDay() + 6) % 7]}
                </th>
              ) : null,
            )}
          </tr>
          <tr>
            {columns.map(({ day: each, shift }) => {
              const known = roster.shifts.find(({ code }) => code === shift)
              return (
                <th key={`${each} ${shift}`} scope="col" className="shift">
                  {known && named(known).slice(0, 5)}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, code }) => (
            <tr key={unit}>
              <th scope="row">{code ?? patrols.roster.open}</th>
              {columns.map((cell, column) => (
                <GridCell
                  key={`${cell.day} ${cell.shift}`}
                  roster={roster}
                  unit={unit}
                  cell={cell}
                  column={column}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {takingOff && <TakeOffSheet entry={takingOff} onClose={() => setTakingOff(null)} />}
    </div>
  )
}

type Row = { readonly unit: number; readonly code: string | null }

/** Crews that are on in this week, or whose call sign is looked for. */
function useRows(roster: Roster, columns: readonly Cell[], find: string): Row[] {
  const wanted = find.trim().toUpperCase()
  const days = new Set(columns.map(({ day }) => day))
  const on = new Set([
    ...roster.crewShifts.filter((each) => days.has(each.day)).map((each) => each.unit),
    ...roster.rounds.flatMap(({ unit }) => unit ?? []),
  ])
  const crews = roster.crews.filter(({ unit, code }) =>
    wanted === '' ? on.has(unit) : code.includes(wanted),
  )
  return [{ unit: OPEN, code: null }, ...crews.slice(0, MOST_ROWS).map(({ unit, code }) => ({ unit, code }))]
}

const arrows: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function usePress(
  roster: Roster,
  rows: readonly Row[],
  columns: readonly Cell[],
  takeOff: (entry: CrewShift) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const { unit, column } = useGrid.getState()
    const cell = columns[column]
    const way = arrows[event.code]
    if (way) {
      const row = rows.findIndex((each) => each.unit === unit)
      const next = rows[Math.max(0, Math.min(rows.length - 1, row + way[0]))]
      goTo(next?.unit ?? OPEN, Math.max(0, Math.min(columns.length - 1, column + way[1])))
    } else if (!cell || !deed(event.code, roster, unit, cell, takeOff)) return
    event.preventDefault()
  }
}

function deed(
  code: string,
  roster: Roster,
  unit: number,
  cell: Cell,
  takeOff: (entry: CrewShift) => void,
): boolean {
  const entry = entryAt(roster, unit, cell)
  const round = roundsAt(roster, unit, cell).find(({ state }) => state === 'planned')
  if (code === 'Enter' && useGrid.getState().carried) putDown(roster, unit, cell)
  else if (code === 'Enter') proposePut(roster, unit, cell)
  else if (code === 'KeyC' && round) carry({ round: round.id })
  else if (code === 'KeyM' && entry) carry({ entry: entry.id })
  else if (code === 'KeyV') putDown(roster, unit, cell)
  else if ((code === 'Delete' || code === 'Backspace') && entry) takeOff(entry)
  else if (code === 'Escape') propose(null)
  else return false
  return true
}

type CellProps = {
  readonly roster: Roster
  readonly unit: number
  readonly cell: Cell
  readonly column: number
}

function GridCell({ roster, unit, cell, column }: CellProps) {
  const { dutyTags: tags } = useWords()
  const entry = entryAt(roster, unit, cell)
  const rounds = roundsAt(roster, unit, cell)
  const here = useGrid((grid) => grid.unit === unit && grid.column === column)
  const carriesEntry = useGrid(
    ({ carried }) => carried !== null && 'entry' in carried && carried.entry === entry?.id,
  )
  const mayManage = useMayNow('roster.manage')
  const [element, setElement] = useState<HTMLTableCellElement | null>(null)
  useEffect(() => {
    if (here && element?.closest('table')?.contains(document.activeElement)) element.focus()
  }, [here, element])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    goTo(unit, column)
    putDown(roster, unit, cell)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard on the table
    <td
      ref={setElement}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keys are on it
      role="gridcell"
      tabIndex={here ? 0 : -1}
      aria-selected={here}
      className={`${entry ? 'on' : ''}${carriesEntry ? ' carried' : ''}`}
      data-testid="roster-cell"
      data-cell={`${unit} ${cell.day} ${cell.shift}`}
      draggable={mayManage && entry !== undefined}
      onDragStart={() => entry && carry({ entry: entry.id })}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      onClick={() => goTo(unit, column)}
      onDoubleClick={() => mayManage && proposePut(roster, unit, cell)}
    >
      {entry && (
        <span className="entry clip">
          {tags[entry.tag].slice(0, 4)} <Came entry={entry} />
        </span>
      )}
      {rounds.map((round) => (
        <RoundChip key={round.id} round={round} />
      ))}
    </td>
  )
}

/** Who has come, of how many. */
function Came({ entry: { officers } }: { entry: CrewShift }) {
  const came = officers.filter(({ attendance }) => attendance === 'present' || attendance === 'late').length
  const away = officers.filter(({ attendance }) => attendance === 'absent' || attendance === 'leave').length
  if (came + away === 0) return <span className="low">{officers.length}</span>
  return <span className={away > 0 ? 'late' : 'middle'}>{`${came}/${officers.length}`}</span>
}

function RoundChip({ round }: { round: Round }) {
  const { patrols } = useWords()
  const named = useNamed()
  const carried = useGrid(
    (grid) => grid.carried !== null && 'round' in grid.carried && grid.carried.round === round.id,
  )
  const fresh = useFacts((facts) => facts.rounds.get(round.id) ?? round)
  const name = named(round)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging; by key it is picked up from its cell
    <span
      className={`round-chip ${fresh.state}${carried ? ' carried' : ''}`}
      title={`${patrols.modes[round.mode]} ${name} · ${patrols.states[fresh.state]}`}
      draggable={fresh.state === 'planned'}
      onDragStart={(event) => {
        event.stopPropagation()
        carry({ round: round.id })
      }}
    >
      {name}
    </span>
  )
}
