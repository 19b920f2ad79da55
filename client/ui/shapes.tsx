/** The shapes of priorities and unit states: told apart by form and digit, not by colour alone. */
import type { UnitStatus } from '#contract/units.ts'
import { useWords } from './words.ts'

type Size = { readonly size?: string }

/** P1 diamond, P2 triangle, P3 square, P4 circle, with the digit in ink. */
export function PriorityShape({ priority, size = '1.45em' }: { priority: number } & Size) {
  const words = useWords()
  const colour = `var(--p${priority})`
  return (
    <svg
      className="shape"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      role="img"
      aria-label={words.screen.priority(priority)}
    >
      <PriorityForm priority={priority} fill={colour} />
      <text
        x="12"
        y={priority === 2 ? 19 : 16.6}
        textAnchor="middle"
        fontSize={priority === 2 ? 12 : 13}
        fontWeight="700"
        fill="var(--ink)"
      >
        {priority}
      </text>
    </svg>
  )
}

function PriorityForm({ priority, fill }: { priority: number; fill: string }) {
  if (priority === 1) return <path d="M12 .8 23.2 12 12 23.2.8 12Z" fill={fill} />
  if (priority === 2) return <path d="M12 1.2 23.4 22H.6Z" fill={fill} />
  if (priority === 3) return <rect x="2.5" y="2.5" width="19" height="19" fill={fill} />
  return <circle cx="12" cy="12" r="10" fill={fill} />
}

/** Idle ring, en route arrow, on scene square, off cross, SOS diamond in a ring. */
export function UnitShape({ status, size = '1em' }: { status: UnitStatus } & Size) {
  const words = useWords()
  const colour = `var(--unit-${status})`
  return (
    <svg
      className="shape"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role="img"
      aria-label={words.unitStatuses[status]}
    >
      <UnitForm status={status} colour={colour} />
    </svg>
  )
}

/** Whatever it is, stale it is hollow and struck out, lost a dashed outline: as on the map. */
export function AgeShape({ age, size = '1em' }: { age: 'grey' | 'lost' } & Size) {
  return (
    <svg className="shape" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <circle
        cx="8"
        cy="8"
        r="5.2"
        fill="none"
        stroke="var(--unit-off)"
        strokeWidth={age === 'grey' ? 2 : 1.4}
        strokeDasharray={age === 'lost' ? '2.6 1.8' : undefined}
      />
      {age === 'grey' && <path d="m3 13 10-10" stroke="var(--unit-off)" strokeWidth="2" />}
    </svg>
  )
}

function UnitForm({ status, colour }: { status: UnitStatus; colour: string }) {
  switch (status) {
    case 'idle':
      return <circle cx="8" cy="8" r="5.2" fill="none" stroke={colour} strokeWidth="2.4" />
    case 'enroute':
      return <path d="M8 1.2 13.6 14.6 8 11.6 2.4 14.6Z" fill={colour} />
    case 'onscene':
      return <rect x="2.4" y="2.4" width="11.2" height="11.2" fill={colour} />
    case 'off':
      return <path d="m3 3 10 10M13 3 3 13" fill="none" stroke={colour} strokeWidth="2" />
    case 'sos':
      return (
        <>
          <circle cx="8" cy="8" r="7" fill="none" stroke={colour} strokeWidth="1.6" />
          <path d="M8 3.6 12.4 8 8 12.4 3.6 8Z" fill={colour} />
        </>
      )
  }
}

/** An exclamation mark in a triangle, in the colour of the text around it. */
export function WarningSign() {
  return (
    <svg className="shape" viewBox="0 0 16 16" width="1.1em" height="1.1em" aria-hidden="true">
      <path
        d="M8 1.8 15 14.2H1Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path d="M8 6v4.4M8 11.4v1.5" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
