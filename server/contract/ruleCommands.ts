/** Commands on rules and behaviours: state, change, end, and see beforehand what a draft would change. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { Behaviour, effects, Rule, stated, ZoneName } from './rules.ts'

const Reason = Type.String({ minLength: 1, maxLength: 500 })
const BehaviourCode = Type.String({ pattern: '^[a-z][a-z_]{1,39}$' })

/** `from`: when it begins to speak, now where not given, never before; `to`: when it stops, if ever. */
const spoken = {
  ...stated,
  validFrom: Type.Optional(Ms),
  validTo: Nullable(Ms),
}

export const RuleDraft = Type.Object({ behaviour: BehaviourCode, ...spoken }, { additionalProperties: false })
export type RuleDraft = Static<typeof RuleDraft>

export const createRule = {
  method: 'POST',
  url: '/api/rules',
  schema: {
    summary: 'State a rule',
    tags: ['rules'],
    headers: CommandHeaders,
    body: Type.Object(
      { behaviour: BehaviourCode, ...spoken, reason: Reason },
      { additionalProperties: false },
    ),
    response: { 200: Rule },
  },
} as const

export const changeRule = {
  method: 'POST',
  url: '/api/rules/:id/change',
  schema: {
    summary: 'State a rule anew from a moment on; before it the old version holds',
    tags: ['rules'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ version: Version, ...spoken, reason: Reason }, { additionalProperties: false }),
    response: { 200: Rule },
  },
} as const

export const endRule = {
  method: 'POST',
  url: '/api/rules/:id/end',
  schema: {
    summary: 'End a rule from a moment on; its past stays',
    tags: ['rules'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      { version: Version, validFrom: Type.Optional(Ms), reason: Reason },
      { additionalProperties: false },
    ),
    response: { 200: Rule },
  },
} as const

/** Hours of a week in which the effect becomes another. */
const Shift = Type.Object({ from: OneOf(effects), to: OneOf(effects), minutes: Type.Integer() })

export const previewRule = {
  method: 'POST',
  url: '/api/rules/preview',
  schema: {
    summary: 'What a draft would change in its first week, zone by zone; nothing is written',
    tags: ['rules'],
    body: Type.Object(
      {
        id: Type.Optional(Type.Integer({ minimum: 1, description: 'the rule that the draft would change' })),
        draft: Nullable(RuleDraft),
        validFrom: Type.Optional(Ms),
      },
      { additionalProperties: false, description: 'a null draft would end the rule' },
    ),
    response: {
      200: Type.Object({
        from: Ms,
        to: Ms,
        zones: Type.Integer({ description: 'how many zones were held against it' }),
        changed: Type.Array(Type.Object({ zone: ZoneName, shifts: Type.Array(Shift) })),
      }),
    },
  },
} as const

const named = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  nameEn: Type.String({ minLength: 1, maxLength: 80 }),
  category: Type.String({ pattern: '^[0-9]{4}$' }),
  effect: OneOf(effects),
  configurable: Type.Boolean(),
  reason: Reason,
}

export const createBehaviour = {
  method: 'POST',
  url: '/api/behaviours',
  schema: {
    summary: 'Add a behaviour',
    tags: ['rules'],
    headers: CommandHeaders,
    body: Type.Object({ code: BehaviourCode, ...named }, { additionalProperties: false }),
    response: { 200: Behaviour },
  },
} as const

export const changeBehaviour = {
  method: 'POST',
  url: '/api/behaviours/:code/change',
  schema: {
    summary: 'Change a behaviour from now on',
    tags: ['rules'],
    params: Type.Object({ code: BehaviourCode }),
    headers: CommandHeaders,
    body: Type.Object({ version: Version, ...named }, { additionalProperties: false }),
    response: { 200: Behaviour },
  },
} as const
