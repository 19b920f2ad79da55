/** Estimated against taken: a point an arrival; on the line the estimate was right, above it the unit was late. */
import type { KindCalibration } from '#contract/calibration.ts'
import { useWords } from '../ui/words.ts'

const SIZE = 200
const EDGE = 24

export function ArrivalPlot({ arrivals, label }: Pick<KindCalibration, 'arrivals'> & { label: string }) {
  const words = useWords().recommend.calibration
  const longest = Math.max(300, ...arrivals.flatMap(({ estimated, actual }) => [estimated, actual]))
  const minutes = Math.ceil(longest / 300) * 5
  const at = (seconds: number) => (seconds / 60 / minutes) * SIZE
  return (
    <figure>
      <svg
        viewBox={`${-EDGE} ${-4} ${SIZE + EDGE + 8} ${SIZE + EDGE}`}
        role="img"
        aria-label={label}
        className="arrival-plot"
      >
        <path className="plot-axis" d={`M0 0V${SIZE}H${SIZE}`} />
        <path className="plot-right" d={`M0 ${SIZE}L${SIZE} 0`} />
        {[0, minutes].map((minute) => (
          <g key={minute}>
            <text x={at(minute * 60)} y={SIZE + 14} textAnchor="middle">
              {minute}
            </text>
            <text x={-4} y={SIZE - at(minute * 60) + 4} textAnchor="end">
              {minute}
            </text>
          </g>
        ))}
        {arrivals.map(({ estimated, actual, at: time }) => (
          <circle key={`${time} ${estimated} ${actual}`} cx={at(estimated)} cy={SIZE - at(actual)} r={2.5} />
        ))}
      </svg>
      <figcaption className="low">{words.plot}</figcaption>
    </figure>
  )
}
