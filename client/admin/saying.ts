/** Settings in words: what one is about, and what it says. */
import type {
  SettingChange,
  SettingKey,
  SettingKind,
  SettingValue,
  ThresholdName,
} from '#contract/settings.ts'
import { useCity } from '../session.ts'
import { type Language, useLanguage, useWords, type Words } from '../ui/words.ts'

export type Saying = {
  readonly key: <K extends SettingKind>(kind: K, key: SettingKey<K>) => string
  /** Null: there is none. */
  readonly value: <K extends SettingKind>(
    kind: K,
    key: SettingKey<K>,
    value: SettingValue<K> | null,
  ) => string
  /** The kind, and what in it. */
  readonly what: (change: Pick<SettingChange, 'kind' | 'key'>) => string
}

export function useSaying(): Saying {
  return sayingOf(useWords(), useLanguage())
}

export function sayingOf(words: Words, language: Language): Saying {
  const key = keyWords(words, language)
  const value = valueWords(words, language)
  const say: Saying = {
    key: (kind, of) => key[kind](of as never),
    value: (kind, of, told) =>
      told === null ? words.admin.noSetting : value[kind](told as never, of as never),
    what: (change) => {
      const of = say.key(change.kind, change.key)
      return of === words.admin.kinds[change.kind] ? of : `${words.admin.kinds[change.kind]} · ${of}`
    },
  }
  return say
}

type OfKind = { readonly [K in SettingKind]: (key: SettingKey<K>) => string }

function keyWords(words: Words, language: Language): OfKind {
  const { admin, loop, sources, ticketStates, unitKinds } = words
  const category = (code: string) => {
    const known = useCity.getState().categories.get(code)
    return known ? `${language === 'zh' ? known.name : known.nameEn} ${code}` : code
  }
  return {
    category: (key) => category(key.category),
    clock: ({ clock, source, category: code, nature }) =>
      [
        loop.clocks[clock],
        source === null ? admin.anySource : sources[source],
        code === null ? admin.anyCategory : category(code),
        nature === null ? '' : loop.natures[nature],
      ]
        .filter(Boolean)
        .join(' · '),
    pause: ({ clock, state, cause }) =>
      `${loop.clocks[clock]} · ${ticketStates[state]}${cause === null ? '' : ` · ${loop.causes[cause]}`}`,
    holiday: ({ day }) => `${day} ${admin.weekdays[new Date(day).getUTCDay()]}`,
    limit: ({ step, priority }) => `${admin.steps[step]} · P${priority}`,
    threshold: ({ name }) => admin.thresholds[name],
    finding: (key) => category(key.category),
    accuracy: ({ source }) => sources[source],
    repeat: () => admin.kinds.repeat,
    weight: ({ term }) => admin.terms[term],
    speed: ({ kind, hour }) => `${unitKinds[kind]} · ${admin.hourOf(hour)}`,
    ferry: ({ hour }) => admin.hourOf(hour),
    crossing: ({ name }) => crossingName(name, language),
  }
}

type ValueOfKind = { readonly [K in SettingKind]: (value: SettingValue<K>, key: SettingKey<K>) => string }

function valueWords({ admin, loop, unitKinds }: Words, language: Language): ValueOfKind {
  return {
    category: ({ amount, unit, priority, evidence }) =>
      admin.categoryValue(loop.amountOf(amount, unit), priority, admin.evidences[evidence]),
    clock: ({ amount, unit, most }) =>
      most === null
        ? loop.amountOf(amount, unit)
        : admin.upTo(loop.amountOf(amount, unit), loop.amountOf(most, unit)),
    pause: () => admin.stands,
    holiday: ({ working, name, nameEn }) =>
      `${working ? admin.on : admin.off} · ${language === 'zh' ? name : nameEn}`,
    limit: ({ seconds }) => admin.seconded(seconds),
    threshold: ({ value }, { name }) => thresholdWords(admin, name, value),
    finding: ({ confidence }) => admin.shareLeft(percentOf(confidence)),
    accuracy: ({ metres }) => admin.metresOf(metres),
    repeat: ({ complaints, days, metres }) => admin.repeated(complaints, days, metres),
    weight: ({ weight, threshold }) => admin.weighted(weight, threshold),
    speed: ({ metresPerSecond }) => admin.speedOf(metresPerSecond, (metresPerSecond * 3.6).toFixed(1)),
    ferry: ({ seconds }) => (seconds === null ? admin.noFerry : admin.seconded(seconds)),
    crossing: (open) =>
      crossers
        .filter((kind) => open[kind])
        .map((kind) => unitKinds[kind])
        .join(' · ') || admin.closed,
  }
}

/** Who may cross by land. */
export const crossers = ['foot', 'ebike', 'car'] as const

const crossingName = (name: string, language: Language): string => {
  const place = useCity.getState().places.find((each) => each.name === name)
  return language === 'en' && place ? place.nameEn : name
}

/** Of a share, as it is shown. */
export const percentOf = (share: number): number => Math.round(share * 100)

export type Measure = 'seconds' | 'days' | 'percent'

/** What a threshold is measured in. */
export function measureOf(name: ThresholdName): Measure {
  if (name === 'reopen.days') return 'days'
  return name.startsWith('waiting.') ? 'seconds' : 'percent'
}

function thresholdWords(admin: Words['admin'], name: ThresholdName, value: number): string {
  const measure = measureOf(name)
  if (measure === 'days') return admin.daysOf(value)
  return measure === 'seconds' ? admin.seconded(value) : admin.shareLeft(percentOf(value))
}
