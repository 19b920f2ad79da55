/** One draw: seed, hash, what was drawn and who; drawn again in this browser when somebody wants to know. */
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import type { ExportedDraw, Verdict } from '#contract/drawAlgorithm.ts'
import { type Draw, readDraw } from '#contract/draws.ts'
import { call, request } from '../api.ts'
import { usePersonName } from '../ui/personName.ts'
import { refusalWords, useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { GradeShape } from './GradeShape.tsx'
import { verifyHere } from './verify.ts'

export function DrawShown({ draw }: { draw: Draw }) {
  const { objects } = useWords()
  const nameOf = usePersonName()
  return (
    <section className="draw-shown" data-testid="draw">
      <dl className="draw-facts">
        <Fact name={objects.draws.by} value={nameOf(draw.by)} />
        <Fact name={objects.draws.algorithm} value={draw.algorithm} />
        <Fact name={objects.draws.seed} value={draw.seed} />
        <Fact name={objects.draws.hash} value={draw.inputsHash} />
        {draw.reason && <Fact name={objects.draws.reason} value={draw.reason} />}
      </dl>
      <div className="choices">
        <a className="button" href={exportOf(draw)} download data-testid="draw-export">
          {objects.draws.export}
        </a>
        <Verify draw={draw} />
      </div>
      <Drawn id={draw.id} />
    </section>
  )
}

const exportOf = ({ id }: Draw): string => `/api/draws/${id}/export`

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="low">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Verify({ draw }: { draw: Draw }) {
  const { draws } = useWords().objects
  const sayRefusal = useRefusalWords()
  const [verdict, setVerdict] = useState<Verdict | 'busy' | string | null>(null)
  const verify = async () => {
    setVerdict('busy')
    try {
      setVerdict(await verifyHere((await request(exportOf(draw), { method: 'GET' })) as ExportedDraw, draw))
    } catch (error) {
      setVerdict(sayRefusal(error))
    }
  }
  const said = typeof verdict === 'object' && verdict ? outcome(verdict) : undefined
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={verdict === 'busy'}
        data-testid="draw-verify"
        onClick={() => void verify()}
      >
        {verdict === 'busy' ? draws.verifying : draws.verify}
      </button>
      <output className={said === 'same' ? 'strong' : 'late'} data-testid="draw-verdict" data-verdict={said}>
        {said ? draws[said] : verdict !== 'busy' && typeof verdict === 'string' ? verdict : null}
      </output>
    </>
  )
}

function outcome({ same, inputsSame }: Verdict): 'same' | 'differs' | 'inputsDiffer' {
  if (same) return 'same'
  return inputsSame ? 'differs' : 'inputsDiffer'
}

type Rows = Static<(typeof readDraw)['schema']['response'][200]>['rows']

function Drawn({ id }: { id: number }) {
  const { objects } = useWords()
  const named = useNamed()
  const [rows, setRows] = useState<Rows>([])
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    call(readDraw, { params: { id } }).then(
      (told) => setRows(told.rows),
      (error: unknown) => setProblem(refusalWords(error)),
    )
  }, [id])
  if (problem) return <p className="problem">{problem}</p>
  return (
    <table className="object-table">
      <thead>
        <tr>
          <th scope="col">{objects.draws.object}</th>
          <th scope="col">{objects.draws.team}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.object}>
            <td>
              <GradeShape grade={row.grade} /> {row.name} <span className="low">#{row.object}</span>
            </td>
            <td>{row.officers.map(named).join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
