/** How often each risk and credit is inspected; an administrator changes it. */
import { useEffect, useState } from 'react'
import { type Interval, listIntervals, setInterval } from '#contract/objectRegister.ts'
import { call, Refusal } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { refusalWords, useRefusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { GradeShape } from './GradeShape.tsx'

export function Intervals() {
  const { objects } = useWords()
  const [rows, setRows] = useState<readonly Interval[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    call(listIntervals).then(setRows, (error: unknown) => setProblem(refusalWords(error)))
  }, [])
  return (
    <div className="pane-scroll object-page-body">
      <p className="middle">{objects.intervals.lead}</p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <table className="object-table">
        <thead>
          <tr>
            <th scope="col">{objects.grade}</th>
            <th scope="col">{objects.credit}</th>
            <th scope="col">{objects.intervals.most}</th>
            <th scope="col">{objects.intervals.least}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.grade} ${row.credit}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { row: Interval }) {
  const { objects } = useWords()
  const mayChange = useMay('object.interval')
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const [kept, setKept] = useState(row)
  const [draft, setDraft] = useState(row)
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null)
  const changed = draft.mostDays !== kept.mostDays || draft.leastDays !== kept.leastDays
  const save = async () => {
    try {
      setKept(await call(setInterval, { body: draft }))
      setSaid({ text: objects.intervals.saved, wrong: false })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setSaid({ text: sayRefusal(error), wrong: true })
    }
  }
  const field = (name: 'mostDays' | 'leastDays', label: string) =>
    mayChange ? (
      <input
        className="input"
        type="number"
        min={0}
        max={3650}
        aria-label={`${objects.grades[row.grade]} ${objects.credits[row.credit]} ${label}`}
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: Math.round(Number(event.target.value)) })}
      />
    ) : (
      draft[name]
    )
  return (
    <tr>
      <th scope="row">
        <GradeShape grade={row.grade} /> {objects.grades[row.grade]}
      </th>
      <td>{objects.credits[row.credit]}</td>
      <td>{field('mostDays', objects.intervals.most)}</td>
      <td>{field('leastDays', objects.intervals.least)}</td>
      <td>
        {mayChange && (
          <button type="button" className="button" disabled={!changed || !linked} onClick={() => void save()}>
            {objects.intervals.save}
          </button>
        )}{' '}
        {said && <span className={said.wrong ? 'problem' : 'low'}>{said.text}</span>}
      </td>
    </tr>
  )
}
