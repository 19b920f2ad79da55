/** Each ring's strength now against the least, large enough for the room, and what it will be. */
import type { Operation } from '#contract/expo.ts'
import { useNow } from '../../ui/now.ts'
import { clockTime } from '../../ui/times.ts'
import { useNamed, useWords } from '../../ui/words.ts'
import { Gauge, RingNumbers } from '../Rings.tsx'
import { useStrengths } from '../strengths.ts'

export function WallRings({ operation }: { operation: Operation }) {
  const words = useWords()
  const named = useNamed()
  const now = useNow()
  const strengths = useStrengths(operation)
  return (
    <section>
      <header className="wall-head">
        <h2>
          {words.expo.rings} <span className="low">{words.expo.ringsHead}</span>
        </h2>
        <span className="low">{clockTime(now)}</span>
      </header>
      <ul>
        {operation.rings.map((ring) => {
          const strength = strengths.get(ring.zone)
          return (
            strength && (
              <li
                key={ring.zone}
                className="operation-ring"
                data-testid="wall-ring"
                data-level={strength.level}
              >
                <span className="clip">{named(ring)}</span>
                <RingNumbers strength={strength} />
                <Gauge strength={strength} />
                <span className="low">
                  {words.expo.soon(strength.soon)} · {words.expo.later(strength.later)}
                </span>
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}
