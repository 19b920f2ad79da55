/** Settings: what an administrator sets once for everybody. Each has a kind, a key within it and a value; each change is an event. */
import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { evidences } from './city.ts'
import { clockNames, clockUnits } from './clocks.ts'
import { CommandHeaders, Ms, Nullable, OneOf } from './endpoint.ts'
import { limitedSteps } from './limits.ts'
import { reason } from './ticketCommands.ts'
import { ticketStates } from './ticketMoves.ts'
import { natures, suspensionCauses, ticketSources } from './tickets.ts'

const strict = { additionalProperties: false }
const priority = Type.Integer({ minimum: 1, maximum: 4 })
const category = Type.String({ pattern: '^[0-9]{4}$' })
const amount = Type.Integer({ minimum: 1, maximum: 365 })
const unit = OneOf(clockUnits)
const name = Type.String({ minLength: 1, maxLength: 60 })

/** Thresholds by name, and between what each may lie. */
export const thresholdRanges = {
  'waiting.1': [10, 3_600],
  'waiting.2': [10, 7_200],
  'waiting.3': [10, 14_400],
  'waiting.4': [10, 86_400],
  'clock.late': [0.05, 0.9],
  'reopen.days': [1, 365],
  'finding.confidence': [0.05, 1],
} as const
export const thresholdNames = Object.keys(thresholdRanges) as readonly ThresholdName[]
export type ThresholdName = keyof typeof thresholdRanges

/** Parts of a recommendation's score beside the way, in seconds a unit of theirs. */
export const weightedTerms = ['workload', 'rest', 'reach', 'coverage', 'shore'] as const

export const movingKinds = ['foot', 'ebike', 'car', 'boat'] as const
const hour = Type.Integer({ minimum: 0, maximum: 23 })

/** By kind, what names a setting and what it says. */
export const settingSchemas = {
  /** The handling clock of a category, how urgent it is, and what photos close it. */
  category: {
    key: Type.Object({ category }, strict),
    value: Type.Object({ amount, unit, priority, evidence: OneOf(evidences) }, strict),
  },
  /** A clock by source, category and nature, null standing for any; `most`: as much as extensions may make of it. */
  clock: {
    key: Type.Object(
      {
        clock: OneOf(clockNames),
        source: Nullable(OneOf(ticketSources)),
        category: Nullable(category),
        nature: Nullable(OneOf(natures)),
      },
      strict,
    ),
    value: Type.Object({ amount, unit, most: Nullable(amount) }, strict),
  },
  /** In this state, or suspended for this cause alone, a clock stands. */
  pause: {
    key: Type.Object(
      {
        clock: OneOf(clockNames),
        state: OneOf(ticketStates),
        cause: Nullable(OneOf(suspensionCauses)),
      },
      strict,
    ),
    value: Type.Object({}, strict),
  },
  /** A day that is not what its weekday says. */
  holiday: {
    key: Type.Object({ day: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }) }, strict),
    value: Type.Object({ working: Type.Boolean(), name, nameEn: name }, strict),
  },
  limit: {
    key: Type.Object({ step: OneOf(limitedSteps), priority }, strict),
    value: Type.Object({ seconds: Type.Integer({ minimum: 10, maximum: 86_400 }) }, strict),
  },
  threshold: {
    key: Type.Object({ name: OneOf(thresholdNames) }, strict),
    value: Type.Object({ value: Type.Number() }, strict),
  },
  /** From this confidence on a machine's finding of the category is filed by itself. */
  finding: {
    key: Type.Object({ category }, strict),
    value: Type.Object({ confidence: Type.Number({ minimum: 0.05, maximum: 1 }) }, strict),
  },
  /** How far a place told by the source is from the truth, one standard deviation. */
  accuracy: {
    key: Type.Object({ source: OneOf(ticketSources) }, strict),
    value: Type.Object({ metres: Type.Number({ minimum: 1, maximum: 1_000 }) }, strict),
  },
  /** The complaint at which supervision is raised, counted within so many days and metres. */
  repeat: {
    key: Type.Object({}, strict),
    value: Type.Object(
      {
        complaints: Type.Integer({ minimum: 2, maximum: 20 }),
        days: Type.Integer({ minimum: 1, maximum: 730 }),
        metres: Type.Number({ minimum: 5, maximum: 1_000 }),
      },
      strict,
    ),
  },
  /** Seconds a unit of the term counts, and the number up to which it counts nothing. */
  weight: {
    key: Type.Object({ term: OneOf(weightedTerms) }, strict),
    value: Type.Object(
      {
        weight: Type.Number({ minimum: 0, maximum: 7_200 }),
        threshold: Type.Number({ minimum: 0, maximum: 1_000 }),
      },
      strict,
    ),
  },
  /** Door to door at an hour of the day in Shanghai. */
  speed: {
    key: Type.Object({ kind: OneOf(movingKinds), hour }, strict),
    value: Type.Object({ metresPerSecond: Type.Number({ minimum: 0.3, maximum: 40 }) }, strict),
  },
  /** From pier to pier, waiting included; null: none runs at that hour. */
  ferry: {
    key: Type.Object({ hour }, strict),
    value: Type.Object({ seconds: Nullable(Type.Integer({ minimum: 60, maximum: 7_200 })) }, strict),
  },
  /** Who may use a crossing of the Huangpu, where that is not what its sort says: all shut closes it. */
  crossing: {
    key: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }) }, strict),
    value: Type.Object({ foot: Type.Boolean(), ebike: Type.Boolean(), car: Type.Boolean() }, strict),
  },
} as const satisfies Record<string, { readonly key: TObject; readonly value: TObject }>

export type SettingKind = keyof typeof settingSchemas
export const settingKinds = Object.keys(settingSchemas) as readonly SettingKind[]
export type SettingKey<K extends SettingKind> = Static<(typeof settingSchemas)[K]['key']>
export type SettingValue<K extends SettingKind> = Static<(typeof settingSchemas)[K]['value']>
export type Setting<K extends SettingKind = SettingKind> = {
  readonly key: SettingKey<K>
  readonly value: SettingValue<K>
}

/** Kinds whose settings can be added and taken away; of the others there are as many as there are. */
export const removableKinds: readonly SettingKind[] = ['clock', 'pause', 'holiday', 'finding', 'crossing']

/** `holiday/2026-10-01`: what names a setting in the log. Parts of the key in order, a dash for any. */
export const settingSubject = (kind: SettingKind, key: object): string =>
  [
    'setting',
    kind,
    ...Object.keys(settingSchemas[kind].key.properties).map((part) => partOf(key, part)),
  ].join('/')

const partOf = (key: object, part: string): string => String((key as Record<string, unknown>)[part] ?? '-')

/** What a change's event carries: what it said before and says now; null: there was, or is, none. */
export type SettingChange<K extends SettingKind = SettingKind> = {
  readonly kind: K
  readonly key: SettingKey<K>
  readonly was: SettingValue<K> | null
  readonly value: SettingValue<K> | null
}

const changeOf = <const K extends SettingKind>(kind: K) => {
  const { key, value } = settingSchemas[kind]
  return {
    method: 'POST',
    url: `/api/settings/${kind}`,
    schema: {
      summary: `Change a setting of the kind ${kind}; \`was\` is what you saw: where it is otherwise by now, 409`,
      tags: ['settings'],
      headers: CommandHeaders,
      body: Type.Object(
        { key: key as TSchema, was: Nullable(value as TSchema), value: Nullable(value as TSchema), reason },
        strict,
      ),
      response: { 200: Type.Object({ kind: OneOf([kind]), key: Type.Unknown(), value: Type.Unknown() }) },
    },
  } as const
}

/** The command of each kind. */
export const changeSetting = Object.fromEntries(
  settingKinds.map((kind) => [kind, changeOf(kind)]),
) as unknown as { readonly [K in SettingKind]: ReturnType<typeof changeOf<K>> }

export const readSettings = {
  method: 'GET',
  url: '/api/settings',
  schema: {
    summary: 'Every setting by kind, in its order',
    tags: ['settings'],
    response: {
      200: Type.Object(
        Object.fromEntries(
          Object.entries(settingSchemas).map(([kind, { key, value }]) => [
            kind,
            Type.Array(Type.Object({ key: key as TSchema, value: value as TSchema })),
          ]),
        ),
      ),
    },
  },
} as const
export type Settings = { [K in SettingKind]: Setting<K>[] }

export const ChangedSetting = Type.Object({
  number: Type.Integer({ description: 'of its event' }),
  at: Ms,
  by: Type.String(),
  reason: Type.String(),
  kind: OneOf(settingKinds),
  key: Type.Unknown(),
  was: Type.Unknown(),
  value: Type.Unknown(),
})
export type ChangedSetting = Omit<Static<typeof ChangedSetting>, 'kind' | 'key' | 'was' | 'value'> &
  SettingChange

export const readSettingChanges = {
  method: 'GET',
  url: '/api/settings/changes',
  schema: {
    summary: 'What was changed, by whom and why, the newest first, at most 200',
    tags: ['settings'],
    response: { 200: Type.Array(ChangedSetting) },
  },
} as const
