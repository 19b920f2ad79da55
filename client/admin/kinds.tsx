/** The fields of each kind of setting: what names one, and what it says. */
import type { ReactNode } from 'react'
import { removableKinds, type SettingKey, type SettingKind, type SettingValue } from '#contract/settings.ts'
import { dayOf } from '#contract/workingTime.ts'
import { serverNow } from '../clock.ts'
import { useCity } from '../session.ts'
import type { Words } from '../ui/words.ts'
import { HolidayFields, HolidayKey } from './CalendarFields.tsx'
import { CategoryFields, ClockFields, ClockKey, PauseKey } from './ClockFields.tsx'
import { AccuracyFields, FindingFields, FindingKey, RepeatFields } from './IntakeFields.tsx'
import { LimitFields, ThresholdFields, WeightFields } from './LimitFields.tsx'
import { CrossingFields, CrossingKey, FerryFields, SpeedFields } from './TravelFields.tsx'

export type KeyProps<K extends SettingKind> = {
  readonly of: SettingKey<K>
  readonly onKey: (key: SettingKey<K>) => void
}
export type ValueProps<K extends SettingKind> = {
  readonly of: SettingKey<K>
  readonly value: SettingValue<K>
  readonly onValue: (value: SettingValue<K>) => void
}

export type Fields<K extends SettingKind> = {
  readonly Value: (props: ValueProps<K>) => ReactNode
  /** Where one can be added: what it starts from, and how it is named. */
  readonly fresh?: {
    readonly key: () => SettingKey<K>
    readonly value: SettingValue<K>
    readonly Key: (props: KeyProps<K>) => ReactNode
  }
  /** What is still missing, in words. */
  readonly lacking?: (key: SettingKey<K>, value: SettingValue<K>, words: Words['admin']) => string | null
}

export const fieldsOf: { readonly [K in SettingKind]: Fields<K> } = {
  category: { Value: CategoryFields },
  clock: {
    Value: ClockFields,
    fresh: {
      key: () => ({ clock: 'handling', source: 'hotline', category: null, nature: null }),
      value: { amount: 5, unit: 'working_days', most: null },
      Key: ClockKey,
    },
  },
  pause: {
    Value: () => null,
    fresh: {
      key: () => ({ clock: 'handling', state: 'suspended', cause: null }),
      value: {},
      Key: PauseKey,
    },
  },
  holiday: {
    Value: HolidayFields,
    fresh: {
      key: () => ({ day: dayOf(serverNow()) }),
      value: { working: false, name: '', nameEn: '' },
      Key: HolidayKey,
    },
    lacking: ({ day }, { name, nameEn }, words) => {
      if (day === '') return words.needDay
      return name.trim() === '' || nameEn.trim() === '' ? words.needName : null
    },
  },
  limit: { Value: LimitFields },
  threshold: { Value: ThresholdFields },
  finding: {
    Value: FindingFields,
    fresh: {
      key: () => ({ category: [...useCity.getState().categories.keys()][0] ?? '' }),
      value: { confidence: 0.8 },
      Key: FindingKey,
    },
  },
  accuracy: { Value: AccuracyFields },
  repeat: { Value: RepeatFields },
  weight: { Value: WeightFields },
  speed: { Value: SpeedFields },
  ferry: { Value: FerryFields },
  crossing: {
    Value: CrossingFields,
    fresh: {
      key: () => ({ name: useCity.getState().places.find(({ kind }) => kind === 'crossing')?.name ?? '' }),
      value: { foot: false, ebike: false, car: false },
      Key: CrossingKey,
    },
  },
}

export const isRemovable = (kind: SettingKind): boolean => removableKinds.includes(kind)
