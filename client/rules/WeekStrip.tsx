/** A rule's week as a strip: seven days of 24 hours, what runs past midnight on the day it runs into. */
import type { Effect, Weekly } from '#contract/rules.ts'
import { useWords } from '../ui/words.ts'
import { sayWeekly } from './saying.ts'

const DAY = 1440
const LEFT = 34
const TOP = 16
const ROW = 18
/** Pixels of an hour. */
const HOUR = 18

type Bar = { readonly day: number; readonly from: number; readonly to: number }

export function WeekStrip({ week, effect }: { week: readonly Weekly[]; effect: Effect }) {
  const { page, effects } = useWords().rules
  const said = week.map((each) => sayWeekly(each, page)).join('; ') || page.silent
  return (
    <svg
      className="week-strip"
      viewBox={`0 0 ${LEFT + 24 * HOUR + 10} ${TOP + 7 * ROW + 2}`}
      role="img"
      aria-label={`${page.strip}: ${effects[effect]} ${said}`}
      data-testid="week-strip"
    >
      {[0, 6, 12, 18, 24].map((hour) => (
        <g key={hour}>
          <text x={LEFT + hour * HOUR} y={11} textAnchor="middle">
            {hour}
          </text>
          <path d={`M${LEFT + hour * HOUR} ${TOP}v${7 * ROW}`} className="hour-line" />
        </g>
      ))}
      {page.days.map((name, day) => (
        <g key={name}>
          <text x={LEFT - 8} y={TOP + day * ROW + 13} textAnchor="end">
            {name}
          </text>
          <rect x={LEFT} y={TOP + day * ROW + 1} width={24 * HOUR} height={ROW - 3} className="day-ground" />
        </g>
      ))}
      <g className="effect" data-effect={effect}>
        {barsOf(week).map(({ day, from, to }) => (
          <rect
            key={`${day} ${from} ${to}`}
            x={LEFT + (from / 60) * HOUR}
            y={TOP + day * ROW + 1}
            width={((to - from) / 60) * HOUR}
            height={ROW - 3}
            fill="currentColor"
          />
        ))}
      </g>
    </svg>
  )
}

/** Each day's part of the hours; `day` 0 is Monday. */
export function barsOf(week: readonly Weekly[]): Bar[] {
  return week.flatMap(({ days, from, to }) =>
    days.flatMap((day) => [
      { day: day - 1, from, to: Math.min(to, DAY) },
      ...(to > DAY ? [{ day: day % 7, from: 0, to: to - DAY }] : []),
    ]),
  )
}
