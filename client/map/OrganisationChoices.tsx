/** The bodies of the organisation that have units: districts and special bodies, and under an opened one its squads. */
import { useState } from 'react'
import type { Organisation } from '#contract/city.ts'
import { useCity } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { Choice } from './Choice.tsx'
import { toggleFilter, useFilter } from './filter.ts'

type Counts = ReadonlyMap<number, number>

export function OrganisationChoices({ counts }: { counts: Counts }) {
  const { map } = useWords()
  const organisations = useCity((city) => city.organisations)
  const chosen = useFilter((filter) => filter.organisations)
  const roots = new Set(organisations.filter(({ parent }) => parent === null).map(({ id }) => id))
  const isListed = ({ id }: Organisation) => counts.has(id) || chosen.has(id)
  const bodies = organisations.filter((body) => roots.has(body.parent ?? 0) && isListed(body))
  return (
    <fieldset className="bodies">
      <legend>{map.filterSorts.organisations}</legend>
      {bodies.map((body) => (
        <Body
          key={body.id}
          body={body}
          counts={counts}
          squads={organisations.filter((each) => each.parent === body.id && isListed(each))}
        />
      ))}
    </fieldset>
  )
}

type Props = {
  readonly body: Organisation
  readonly squads: readonly Organisation[]
  readonly counts: Counts
}

function Body({ body, squads, counts }: Props) {
  const { map } = useWords()
  const named = useNamed()
  const chosen = useFilter((filter) => filter.organisations)
  const [opened, open] = useState(false)
  return (
    <>
      <div className="body">
        <Organised body={body} counts={counts} />
        {squads.length > 0 && (
          <button
            type="button"
            className="button quiet"
            aria-expanded={opened}
            aria-label={map.squadsOf(named(body))}
            onClick={() => open(!opened)}
          >
            <Caret opened={opened} />
          </button>
        )}
      </div>
      {squads
        .filter(({ id }) => opened || chosen.has(id))
        .map((squad) => (
          <div key={squad.id} className="body squad">
            <Organised body={squad} counts={counts} />
          </div>
        ))}
    </>
  )
}

function Organised({ body, counts }: { body: Organisation; counts: Counts }) {
  const named = useNamed()
  const chosen = useFilter((filter) => filter.organisations.has(body.id))
  return (
    <Choice
      chosen={chosen}
      count={counts.get(body.id) ?? 0}
      onChoose={() => toggleFilter('organisations', body.id)}
    >
      <span className="clip">{named(body)}</span>
    </Choice>
  )
}

function Caret({ opened }: { opened: boolean }) {
  return (
    <svg className="shape" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
      <path
        d={opened ? 'm3 6 5 5 5-5' : 'm6 3 5 5-5 5'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
    </svg>
  )
}
