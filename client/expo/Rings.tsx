/** The rings: strength now against the least there must be, and in 15 and 30 minutes. */
import { useState } from 'react'
import type { Operation, Ring } from '#contract/expo.ts'
import type { Strength } from '#contract/strength.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { DutySheet } from './DutySheet.tsx'
import { Part } from './Part.tsx'
import { useStrengths } from './strengths.ts'

export function Rings({ operation }: { operation: Operation }) {
  const words = useWords()
  const now = useNow()
  const strengths = useStrengths(operation)
  const aside = `${words.expo.ringsHead} · ${words.screen.asOf(clockTime(now))}`
  return (
    <Part section="rings" title={words.expo.rings} aside={aside}>
      <ul>
        {operation.rings.map((ring) => (
          <RingRow key={ring.zone} operation={operation} ring={ring} strength={strengths.get(ring.zone)} />
        ))}
      </ul>
    </Part>
  )
}

type RowProps = {
  readonly operation: Operation
  readonly ring: Ring
  readonly strength: Strength | undefined
}

function RingRow({ operation, ring, strength }: RowProps) {
  const words = useWords()
  const named = useNamed()
  const mayRun = useMay('expo.run')
  const [asking, setAsking] = useState(false)
  if (!strength) return null
  return (
    <li className="expo-ring" data-testid="ring-row" data-level={strength.level}>
      <b className="clip">{named(ring)}</b>
      <Gauge strength={strength} />
      <RingNumbers strength={strength} />
      <span className="low expo-ahead">
        {words.expo.soon(strength.soon)} · {words.expo.later(strength.later)}
      </span>
      {mayRun && (
        <button
          type="button"
          className="button quiet"
          data-testid="ring-roster"
          onClick={() => setAsking(true)}
        >
          {words.expo.roster}
        </button>
      )}
      {asking && (
        <DutySheet
          operation={operation}
          zone={ring.zone}
          name={named(ring)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}

export function RingNumbers({ strength }: { strength: Strength }) {
  const words = useWords()
  const { now, least, level } = strength
  return (
    <span className={level === 'held' ? 'expo-numbers' : 'expo-numbers late'}>
      <b>{now}</b>/{least}{' '}
      {level === 'short'
        ? `▼ ${words.expo.missing(least - now)}`
        : level === 'falling'
          ? `◔ ${words.expo.levels.falling}`
          : ''}
    </span>
  )
}

/** A bar of what is there, with a line at what must be. */
export function Gauge({ strength: { now, least, level } }: { strength: Strength }) {
  const whole = Math.max(1, now, least * 1.25)
  const share = (count: number) => `${(100 * count) / whole}%`
  return (
    <span className={`expo-gauge ${level}`} aria-hidden="true">
      <span className="expo-gauge-now" style={{ width: share(now) }} />
      <span className="expo-gauge-least" style={{ left: share(least) }} />
    </span>
  )
}
