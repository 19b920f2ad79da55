/** How far each unit was from a case over time: a line a unit, its gaps as gaps, read by pointer or keys. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { ReadLine } from './Answer.tsx'
import { type Answered, FARTHEST_METRES } from './asking.ts'
import { CHART, pathOf, readingAt, type Scale, scaleOf } from './chart.ts'
import { goToInstant } from './going.ts'
import { useMoverName } from './names.ts'

type Props = Extract<Answered, { kind: 'distances' }>

export function DistanceChart({ told, code, place }: Props) {
  const { questions } = useWords()
  const nameOf = useMoverName()
  const [chosen, setChosen] = useState(0)
  const [moment, setMoment] = useState(told.from)
  const scale = scaleOf(told)
  const line = told.units[chosen]
  if (!line) return <Nobody told={told} />
  const reading = readingAt(line, moment)
  const says = reading
    ? questions.reading(nameOf(line.unit), reading.metres.toLocaleString('en'), clockTime(reading.at))
    : questions.silent(nameOf(line.unit), clockTime(moment))
  const go = () => goToInstant({ at: moment, mover: line.unit, place })
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setMoment(scale.at(((event.clientX - box.left) / box.width) * CHART.width))
  }
  const press = (event: KeyboardEvent) => {
    const deed = deeds(told, setChosen, setMoment, go)[event.key]
    if (!deed) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  return (
    <>
      <p className="low">{questions.shown(told.units.length, told.unitsThere)}</p>
      <div
        className="distance-chart"
        role="slider"
        tabIndex={0}
        aria-label={questions.chart(code)}
        aria-valuemin={told.from}
        aria-valuemax={told.to}
        aria-valuenow={moment}
        aria-valuetext={says}
        data-testid="distance-chart"
        onPointerMove={point}
        onClick={go}
        onKeyDown={press}
      >
        <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true">
          <Axes told={told} scale={scale} />
          {told.units.map((each, i) => (
            <path
              key={each.unit}
              className={i === chosen ? 'distance-line chosen' : 'distance-line'}
              data-unit={each.unit}
              d={pathOf(each, scale)}
              onPointerEnter={() => setChosen(i)}
            />
          ))}
          <text className="chosen" x={CHART.width - CHART.right + 3} y={scale.y(line.metres.at(-1) ?? 0) + 4}>
            {nameOf(line.unit)}
          </text>
          <path
            className="distance-now"
            d={`M${scale.x(moment)} ${CHART.top}V${CHART.height - CHART.bottom}`}
          />
          {reading && (
            <circle className="chosen" cx={scale.x(reading.at)} cy={scale.y(reading.metres)} r={3} />
          )}
        </svg>
      </div>
      <p data-testid="distance-reading">{says}</p>
      <p className="low">
        {questions.chartKeys} · {questions.step(told.stepMs / 1000)}
      </p>
      <ReadLine told={told} />
    </>
  )
}

function Nobody({ told }: Pick<Props, 'told'>) {
  const { questions } = useWords()
  return (
    <>
      <p className="middle">{questions.noLines(FARTHEST_METRES.toLocaleString('en'))}</p>
      <ReadLine told={told} />
    </>
  )
}

const STEPS = 60

function deeds(
  { from, to, units }: Props['told'],
  setChosen: (change: (chosen: number) => number) => void,
  setMoment: (change: (moment: number) => number) => void,
  go: () => void,
): Record<string, () => void> {
  const step = (to - from) / STEPS
  const move = (by: number) => setMoment((moment) => Math.round(Math.min(to, Math.max(from, moment + by))))
  const choose = (by: number) => setChosen((chosen) => Math.min(units.length - 1, Math.max(0, chosen + by)))
  return {
    ArrowLeft: () => move(-step),
    ArrowRight: () => move(step),
    ArrowUp: () => choose(-1),
    ArrowDown: () => choose(1),
    Enter: go,
  }
}

function Axes({ told: { from, to }, scale }: { told: Props['told']; scale: Scale }) {
  const { questions } = useWords()
  const { left, right, width, height, bottom, top } = CHART
  const marks = [0, scale.most / 2, scale.most]
  return (
    <>
      <path className="plot-axis" d={`M${left} ${top}V${height - bottom}H${width - right}`} />
      {marks.map((metres) => (
        <text key={metres} x={left - 4} y={scale.y(metres) + 4} textAnchor="end">
          {metres / 1000}
        </text>
      ))}
      <text x={left + 4} y={top + 4}>
        {questions.kilometres}
      </text>
      {[from, (from + to) / 2, to].map((at) => (
        <text key={at} x={scale.x(at)} y={height - 6} textAnchor="middle">
          {clockTime(at).slice(0, 5)}
        </text>
      ))}
    </>
  )
}
