/** The part of a unit's card that says how far its position is to be believed. */
import { spell, spellAccuracy, trustOf } from '../positions/trust.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function Trust({ mover }: { mover: number }) {
  const { trust } = useWords()
  useNow()
  const figures = trustOf(mover)
  if (!figures) return null
  const { at, said, received, source, accuracy, ahead } = figures
  const by = spell(Math.abs(ahead))
  const rows: readonly (readonly [string, string])[] = [
    [trust.taken, clockTime(at)],
    ...(ahead === 0 ? [] : [[trust.deviceTime, clockTime(said)] as const]),
    // In replay it is not known.
    ...(Number.isNaN(received)
      ? []
      : ([
          [trust.received, clockTime(received)],
          [trust.delay, spell(received - at)],
        ] as const)),
    [trust.source, trust.sources[source]],
    [trust.accuracy, spellAccuracy(accuracy) || trust.unknownAccuracy],
  ]
  return (
    <>
      <dl className="trust" data-testid="trust">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="low">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {ahead !== 0 && (
        <p className="problem" data-testid="clock-error">
          {ahead > 0 ? trust.fast(by) : trust.slow(by)}
        </p>
      )}
    </>
  )
}
