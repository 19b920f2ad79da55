/** Fields of limits, thresholds and weights: one number each, or two, in the unit that people say it in. */
import { thresholdRanges } from '#contract/settings.ts'
import { NumberField } from '../ui/Field.tsx'
import { useWords } from '../ui/words.ts'
import type { ValueProps } from './kinds.tsx'
import { measureOf, percentOf } from './saying.ts'

export function LimitFields({ value, onValue }: ValueProps<'limit'>) {
  const { admin } = useWords()
  return (
    <NumberField
      label={admin.seconds}
      value={value.seconds}
      least={10}
      most={86_400}
      onNumber={(seconds) => onValue({ seconds })}
    />
  )
}

export function ThresholdFields({ of, value, onValue }: ValueProps<'threshold'>) {
  const { admin } = useWords()
  const measure = measureOf(of.name)
  const [least, most] = thresholdRanges[of.name]
  const scale = measure === 'percent' ? 100 : 1
  return (
    <NumberField
      label={admin[measure]}
      value={Math.round(value.value * scale)}
      least={Math.round(least * scale)}
      most={Math.round(most * scale)}
      onNumber={(number) => onValue({ value: number / scale })}
    />
  )
}

export function WeightFields({ value, onValue }: ValueProps<'weight'>) {
  const { admin } = useWords()
  return (
    <>
      <NumberField
        label={admin.weight}
        value={value.weight}
        most={7_200}
        onNumber={(weight) => onValue({ ...value, weight })}
      />
      <NumberField
        label={admin.from}
        value={value.threshold}
        most={1_000}
        onNumber={(threshold) => onValue({ ...value, threshold })}
      />
    </>
  )
}

/** A share, entered in per cent. */
export function PercentField({ share, onShare }: { share: number; onShare: (share: number) => void }) {
  const { admin } = useWords()
  return (
    <NumberField
      label={admin.percent}
      value={percentOf(share)}
      least={5}
      most={100}
      onNumber={(percent) => onShare(percent / 100)}
    />
  )
}
