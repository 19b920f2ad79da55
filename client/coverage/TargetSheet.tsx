/** Asks for passes: of which ground, by which mode, in which hours of the day, and how often; or changes hours and how often. */
import { useState } from 'react'
import { coverageViews } from '#contract/coverage.ts'
import type { CoverageTarget, NewTarget } from '#contract/coverageTargets.ts'
import { rivers } from '#contract/rules.ts'
import { NumberField, SelectField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'
import { useScopeName } from './scopeName.ts'
import { useCoverage } from './store.ts'
import { saveTarget } from './targeting.ts'

type Props = {
  /** null: a new one. */
  readonly before: CoverageTarget | null
  readonly onClose: () => void
}

const MOST_MINUTES = 7 * 1440

export function TargetSheet({ before, onClose }: Props) {
  const { coverage } = useWords()
  const view = useCoverage((state) => state.view)
  const scopeName = useScopeName()
  const [target, setTarget] = useState<NewTarget>(
    () =>
      before ?? {
        ...{ mode: view === 'off' ? 'any' : view, zoneKind: 'reach_bank', river: null, zone: null },
        ...{ fromHour: 6, toHour: 22, minutes: 240 },
      },
  )
  const change = (changes: Partial<NewTarget>) => setTarget({ ...target, ...changes })
  const sending = useSending(
    async () => {
      await saveTarget(before, target)
      onClose()
    },
    () => (target.minutes < 1 ? coverage.needMinutes : null),
  )
  return (
    <FormSheet
      title={before ? `${coverage.changeTarget}: ${scopeName(before)}` : coverage.addTarget}
      sending={sending}
      onClose={onClose}
      confirm={coverage.saveTarget}
      testId="target"
    >
      {!before && <Ground target={target} change={change} />}
      <div className="coverage-span">
        <HourField
          label={coverage.fromHour}
          value={target.fromHour}
          onHour={(fromHour) => change({ fromHour })}
        />
        <HourField label={coverage.toHour} value={target.toHour} onHour={(toHour) => change({ toHour })} />
      </div>
      <p className="low">{coverage.hoursOf(target.fromHour, target.toHour)}</p>
      <NumberField
        label={coverage.minutesField}
        value={target.minutes}
        onNumber={(minutes) => change({ minutes })}
        most={MOST_MINUTES}
      />
    </FormSheet>
  )
}

type GroundProps = { readonly target: NewTarget; readonly change: (changes: Partial<NewTarget>) => void }

function Ground({ target: { mode, zoneKind, river, zone }, change }: GroundProps) {
  const { coverage } = useWords()
  const named = useNamed()
  const scopeName = useScopeName()
  const zones = useZones((state) => state.zones).filter(({ properties }) => properties.kind === zoneKind)
  const broad = { zoneKind, zone: null }
  const options: [string, string][] = [
    ['all', scopeName({ ...broad, river: null })],
    ...(zoneKind === 'reach_bank'
      ? rivers.map((each): [string, string] => [each, scopeName({ ...broad, river: each })])
      : []),
    ...zones.map(({ id, properties }): [string, string] => [
      String(id),
      `${named(properties)} ${properties.code}`,
    ]),
  ]
  const choose = (value: string) => {
    const found = Number(value)
    if (Number.isNaN(found)) change({ zone: null, river: value === 'all' ? null : value })
    else change({ zone: found, river: null })
  }
  return (
    <>
      <SelectField
        label={coverage.view}
        value={mode}
        options={coverageViews.map((each) => [each, coverage.views[each]])}
        onSelect={(each) => change({ mode: each })}
      />
      <SelectField
        label={coverage.kindField}
        value={zoneKind}
        options={(['reach_bank', 'expo_ring'] as const).map((each) => [each, coverage.kinds[each]('')])}
        onSelect={(each) => change({ zoneKind: each, river: null, zone: null })}
      />
      <SelectField
        label={coverage.groundField}
        value={zone !== null ? String(zone) : (river ?? 'all')}
        options={options}
        onSelect={choose}
      />
    </>
  )
}

type HourProps = {
  readonly label: string
  readonly value: number
  readonly onHour: (hour: number) => void
}

const hours = Array.from({ length: 24 }, (_, hour) => [String(hour), `${hour}:00`] as const)

function HourField({ label, value, onHour }: HourProps) {
  return (
    <SelectField
      label={label}
      value={String(value)}
      options={hours}
      onSelect={(hour) => onHour(Number(hour))}
    />
  )
}
