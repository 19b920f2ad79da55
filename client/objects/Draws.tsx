/** Random draws: the list, a new one, and one with what was drawn, to be exported and verified. */
import { useCallback, useEffect, useState } from 'react'
import { type Draw, listDraws } from '#contract/draws.ts'
import { call } from '../api.ts'
import { useMay } from '../session.ts'
import { refusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { DrawShown } from './DrawShown.tsx'
import { NewDraw } from './NewDraw.tsx'

export function Draws() {
  const { objects } = useWords()
  const mayDraw = useMay('draw.make')
  const [shown, setShown] = useState<number | 'new' | null>(null)
  const { draws, problem, read } = useDraws()
  const made = (draw: Draw) => {
    setShown(draw.id)
    void read()
  }
  return (
    <div className="pane-scroll object-page-body">
      {mayDraw && shown !== 'new' && (
        <button type="button" className="button" data-testid="new-draw" onClick={() => setShown('new')}>
          {objects.draws.make}
        </button>
      )}
      {shown === 'new' && <NewDraw onMade={made} onClose={() => setShown(null)} />}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {draws?.length === 0 && shown !== 'new' && <p className="empty">{objects.draws.none}</p>}
      <ul className="draw-list">
        {draws?.map((draw) => (
          <li key={draw.id}>
            <button
              type="button"
              className="row draw-row"
              aria-expanded={shown === draw.id}
              data-testid="draw-row"
              onClick={() => setShown(shown === draw.id ? null : draw.id)}
            >
              <b>#{draw.id}</b>
              <span className="low">{dateTime(draw.at)}</span>
              <span className="clip">{objects.draws.row(String(draw.objects), String(draw.officers))}</span>
              <span className="middle clip">{draw.seed}</span>
            </button>
            {shown === draw.id && <DrawShown draw={draw} />}
          </li>
        ))}
      </ul>
      <section className="draw-how low">
        {objects.draws.how.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </section>
    </div>
  )
}

function useDraws() {
  const [draws, setDraws] = useState<readonly Draw[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = useCallback(async () => {
    try {
      setDraws(await call(listDraws))
      setProblem(null)
    } catch (error) {
      setProblem(refusalWords(error))
    }
  }, [])
  useEffect(() => void read(), [read])
  return { draws, problem, read }
}
