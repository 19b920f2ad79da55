/** A new random draw: from what, how many of each risk, which officers, and by which seed. */
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import { type Draw, type MakeDraw, makeDraw, previewDraw } from '#contract/draws.ts'
import { dues, grades, objectKinds } from '#contract/objects.ts'
import { call } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useCity } from '../session.ts'
import { NumberField, TextField } from '../ui/Field.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { Choice } from './ObjectFilters.tsx'

type Props = { readonly onMade: (draw: Draw) => void; readonly onClose: () => void }

const start: MakeDraw = {
  seed: '',
  shares: { low: 20, medium: 10, high: 10 },
  officerCount: 10,
  perObject: 2,
  apart: true,
  includeTooSoon: false,
  reason: '',
}

export function NewDraw({ onMade, onClose }: Props) {
  const words = useWords()
  const says = words.objects.draws
  const linked = useMayCommand()
  const [ask, setAsk] = useState(start)
  const change = (changes: Partial<MakeDraw>) => setAsk({ ...ask, ...changes })
  const { submit, problem, busy } = useSending(async () =>
    onMade(await call(makeDraw, { body: withoutEmpty(ask) })),
  )
  return (
    <form className="draw-form" data-testid="draw-form" onSubmit={submit} noValidate>
      <PoolChoices ask={ask} change={change} />
      <Preview ask={ask} />
      <div className="draw-numbers">
        {grades.map((grade) => (
          <NumberField
            key={grade}
            label={words.objects.grades[grade]}
            value={ask.shares[grade]}
            onNumber={(number) => change({ shares: { ...ask.shares, [grade]: number } })}
          />
        ))}
        <NumberField
          label={says.officers}
          value={ask.officerCount}
          onNumber={(officerCount) => change({ officerCount })}
        />
        <NumberField
          label={says.perObject}
          value={ask.perObject}
          onNumber={(perObject) => change({ perObject })}
        />
      </div>
      <div className="choices">
        <Switch label={says.apart} on={ask.apart} onChange={(apart) => change({ apart })} />
        <Switch
          label={says.includeTooSoon}
          on={ask.includeTooSoon ?? false}
          onChange={(includeTooSoon) => change({ includeTooSoon })}
        />
      </div>
      {ask.includeTooSoon && (
        <TextField
          label={says.reason}
          most={200}
          value={ask.reason ?? ''}
          onText={(reason) => change({ reason })}
        />
      )}
      <TextField
        label={says.seed}
        hint={says.seedHint}
        most={200}
        value={ask.seed ?? ''}
        onText={(seed) => change({ seed })}
      />
      <Problem words={problem} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={onClose}>
          {words.screen.cancel}
        </button>
        <button type="submit" className="button primary" disabled={busy || !linked} data-testid="draw-submit">
          {says.submit}
        </button>
      </div>
    </form>
  )
}

function withoutEmpty({ seed, reason, ...ask }: MakeDraw): MakeDraw {
  return {
    ...ask,
    ...(seed?.trim() ? { seed: seed.trim() } : {}),
    ...(reason?.trim() ? { reason: reason.trim() } : {}),
  }
}

type Asking = { readonly ask: MakeDraw; readonly change: (changes: Partial<MakeDraw>) => void }

function PoolChoices({ ask, change }: Asking) {
  const { objects } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const districts = organisations
    .filter(({ kind }) => kind === 'district')
    .map((each) => [String(each.id), named(each)] as const)
  const id = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  return (
    <div className="object-filters">
      <Choice
        label={objects.kind}
        value={ask.kinds?.[0]}
        options={objectKinds.map((kind) => [kind, objects.kinds[kind]])}
        onChoose={(kind) => change({ kinds: kind ? [kind] : undefined })}
      />
      <Choice
        label={objects.due}
        value={ask.due}
        options={dues.map((due) => [due, objects.dues[due]])}
        onChoose={(due) => change({ due })}
      />
      <Choice
        label={objects.district}
        value={ask.organisation === undefined ? undefined : String(ask.organisation)}
        options={districts}
        onChoose={(district) => change({ organisation: id(district) })}
      />
      <Choice
        label={objects.draws.officersOf}
        value={ask.officersOf === undefined ? undefined : String(ask.officersOf)}
        options={districts}
        onChoose={(district) => change({ officersOf: id(district) })}
      />
    </div>
  )
}

type Pool = Static<(typeof previewDraw)['schema']['response'][200]>

/** The planner is told beforehand what there is, and what is left out as inspected too recently. */
function Preview({ ask: { kinds, due, organisation, officersOf } }: { ask: MakeDraw }) {
  const says = useWords().objects.draws
  const [pool, setPool] = useState<Pool | null>(null)
  const kind = kinds?.[0]
  useEffect(() => {
    const asking = new AbortController()
    const query = { kinds: kind, due, organisation, officersOf }
    call(previewDraw, { query, signal: asking.signal }).then(setPool, () => undefined)
    return () => asking.abort()
  }, [kind, due, organisation, officersOf])
  if (!pool) return null
  const number = (n: number) => n.toLocaleString('en')
  const { low, medium, high } = pool.grades
  return (
    <p className="middle" data-testid="draw-pool">
      {says.pool(number(low), number(medium), number(high), number(pool.officers))}{' '}
      {pool.tooSoon > 0 && <span className="late">{says.tooSoonLeft(number(pool.tooSoon))}</span>}
    </p>
  )
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  )
}
