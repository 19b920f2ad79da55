/** The versions of a zone: since when, by whom and why. */
import { useEffect, useState } from 'react'
import { readZoneVersions, type ZoneVersion } from '#contract/zones.ts'
import { call, Refusal } from '../api.ts'
import { writtenArea } from '../map/tools/surveying.ts'
import { usePersonName } from '../ui/personName.ts'
import { refusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'

/** `version`: the one that holds; another one is why the list is read again. */
export function ZoneHistory({ zone, version }: { zone: number; version: number }) {
  const { zones: words } = useWords()
  const named = useNamed()
  const person = usePersonName()
  const { versions, problem } = useVersions(zone, version)
  return (
    <section className="zone-history" data-testid="zone-history">
      <h3>{words.history}</h3>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <ol>
        {versions.map((each) => (
          <li key={each.version}>
            <p>
              {words.version(each.version)} · {named(each)} · {writtenArea(each.squareMetres)}
            </p>
            <p className="low">
              {each.validFrom === 0 ? words.sinceLoaded : words.validFrom(dateTime(each.validFrom))}
              {each.validTo !== null && ` – ${dateTime(each.validTo)}`}
              {each.actor && ` · ${person(each.actor)}`}
              {each.reason && ` · ${each.reason}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function useVersions(zone: number, version: number) {
  const [versions, setVersions] = useState<readonly ZoneVersion[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is why it is read again
  useEffect(() => {
    let stopped = false
    call(readZoneVersions, { params: { id: zone } }).then(
      (answer) => {
        if (stopped) return
        setVersions(answer.versions)
        setProblem(null)
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!stopped) setProblem(refusalWords(error))
      },
    )
    return () => {
      stopped = true
    }
  }, [zone, version])
  return { versions, problem }
}
