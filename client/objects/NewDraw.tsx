/** A new random draw: from what, how many of each risk, which officers, and by which seed. */
import { type FormEvent, useEffect, useState } from 'react'
import type { Static } from 'typebox'
import { type Draw, type MakeDraw, makeDraw, previewDraw } from '#contract/draws.ts'
import { dues, grades, objectKinds } from '#contract/objects.ts'
import { call, Refusal } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useCity } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
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
  const sayRefusal = useRefusalWords()
  const [ask, setAsk] = useState(start)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (changes: Partial<MakeDraw>) => setAsk({ ...ask, ...changes })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      onMade(await call(makeDraw, { body: withoutEmpty(ask) }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setProblem(sayRefusal(error))
      setBusy(false)
    }
  }
  return (
    <form className="draw-form" data-testid="draw-form" onSubmit={(event) => void submit(event)} noValidate>
      <PoolChoices ask={ask} change={change} />
      <Preview ask={ask} />
      <div className="draw-numbers">
        {grades.map((grade) => (
          <Whole
            key={grade}
            label={words.objects.grades[grade]}
            name={grade}
            value={ask.shares[grade]}
            onChange={(number) => change({ shares: { ...ask.shares, [grade]: number } })}
          />
        ))}
        <Whole
          label={says.officers}
          name="officers"
          value={ask.officerCount}
          onChange={(officerCount) => change({ officerCount })}
        />
        <Whole
          label={says.perObject}
          name="team"
          value={ask.perObject}
          onChange={(perObject) => change({ perObject })}
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
        <Text
          label={says.reason}
          name="reason"
          value={ask.reason}
          onChange={(reason) => change({ reason })}
        />
      )}
      <Text
        label={says.seed}
        name="seed"
        hint={says.seedHint}
        value={ask.seed}
        onChange={(seed) => change({ seed })}
      />
      {problem && (
        <p className="problem" role="alert" data-testid="problem">
          {problem}
        </p>
      )}
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

type WholeProps = {
  readonly label: string
  readonly name: string
  readonly value: number
  readonly onChange: (number: number) => void
}

function Whole({ label, name, value, onChange }: WholeProps) {
  return (
    <div className="field">
      <label htmlFor={`draw-${name}`}>{label}</label>
      <input
        id={`draw-${name}`}
        className="input"
        type="number"
        min={0}
        value={value}
        onChange={(event) => onChange(Math.round(Number(event.target.value)))}
      />
    </div>
  )
}

type TextProps = {
  readonly label: string
  readonly name: string
  readonly hint?: string
  readonly value: string | undefined
  readonly onChange: (text: string) => void
}

function Text({ label, name, hint, value = '', onChange }: TextProps) {
  return (
    <div className="field">
      <label htmlFor={`draw-${name}`}>{label}</label>
      <input
        id={`draw-${name}`}
        className="input"
        autoComplete="off"
        maxLength={200}
        placeholder={hint}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  )
}
