/** The burn-down of the phase: its open items over its time as steps, beside an even way to none, and how many are open now. */
import { useEffect, useState } from 'react'
import { readBurnDown, type BurnDown as Told } from '#contract/burnDown.ts'
import type { Operation } from '#contract/expo.ts'
import { call, type Refusal } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { day } from './OperationHead.tsx'
import { repeatedly } from './repeatedly.ts'

/** Measured items change with the tickets, of which nobody tells here. */
const READ_EVERY = 15_000
const CHART = { width: 320, height: 84, left: 22, right: 10, top: 8, bottom: 16 } as const

export function BurnDown({ operation: { id, version } }: { operation: Operation }) {
  const { expo, screen } = useWords()
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Told | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version may be another curve
  useEffect(
    () => repeatedly(READ_EVERY, () => call(readBurnDown, { params: { id } }), setTold, setProblem),
    [id, version],
  )
  return (
    <figure className="expo-burn" data-testid="burn-down-curve">
      {problem && <p className="problem">{sayRefusal(problem)}</p>}
      {told ? <Curve told={told} /> : !problem && <p className="low">{screen.loading}</p>}
      {told && (
        <figcaption className="low">
          {told.points.length === 0 ? expo.notBegun : expo.curve} · {expo.asOf(clockTime(told.at))}
        </figcaption>
      )}
    </figure>
  )
}

function Curve({ told }: { told: Told }) {
  const { expo } = useWords()
  const { width, height, left, right, top, bottom } = CHART
  const { total, from, at, points } = told
  const to = Math.max(told.to, at)
  const x = (time: number) => left + ((time - from) / Math.max(1, to - from)) * (width - left - right)
  const y = (open: number) => top + (1 - open / Math.max(1, total)) * (height - top - bottom)
  const open = points.at(-1)?.open ?? total
  const ground = height - bottom
  const nowX = Math.min(width - right, Math.max(left, x(at)))
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={expo.curveSays(open, total, day(from), day(told.to))}
    >
      <path className="burn-axis" d={`M${left} ${top}V${ground}H${width - right}`} />
      <path className="burn-even" d={`M${left} ${y(total)}L${x(told.to)} ${y(0)}`} />
      {points.length > 0 && (
        <>
          <path
            className="burn-open"
            d={`M${x(from)} ${y(points[0]?.open ?? total)}${points
              .map((point) => `H${x(point.at).toFixed(1)}V${y(point.open).toFixed(1)}`)
              .join('')}H${nowX.toFixed(1)}`}
          />
          <circle className="burn-now" cx={nowX} cy={y(open)} r={3} />
          <text
            x={nowX + (nowX > width / 2 ? -6 : 6)}
            y={Math.max(top + 8, y(open) - 5)}
            textAnchor={nowX > width / 2 ? 'end' : 'start'}
            className="burn-count"
          >
            {open}
          </text>
        </>
      )}
      <text x={left - 4} y={y(total) + 4} textAnchor="end">
        {total}
      </text>
      <text x={left - 4} y={ground + 3} textAnchor="end">
        0
      </text>
      <text x={left} y={height - 3}>
        {day(from)}
      </text>
      <text x={width - right} y={height - 3} textAnchor="end">
        {day(to - 1)}
      </text>
    </svg>
  )
}
