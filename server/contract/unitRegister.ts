/** The register of units: all there are and were, and what an administrator does to them. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { dutyTags, Unit, unitKinds } from './units.ts'

/** What is said of a unit and may be changed. */
export const UnitForm = Type.Object(
  {
    name: PlainText(60),
    nameEn: PlainText(60),
    kind: OneOf(unitKinds),
    organisation: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    tags: Type.Array(OneOf(dutyTags), { maxItems: dutyTags.length, uniqueItems: true }),
    vehicle: Nullable(Type.String({ minLength: 1, maxLength: 40, description: 'of the listed vehicles' })),
  },
  { additionalProperties: false },
)
export type UnitForm = Static<typeof UnitForm>

export const RegisteredUnit = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  ...UnitForm.properties,
  officers: Type.Integer({ description: 'how many crew it' }),
  retiredAt: Nullable(Ms),
})
export type RegisteredUnit = Static<typeof RegisteredUnit>

/** A vehicle or a skill that cases may ask for. */
export const Qualification = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })
export type Qualification = Static<typeof Qualification>

export const readUnitRegister = {
  method: 'GET',
  url: '/api/units/register',
  schema: {
    summary: 'All units, the retired ones too, by call sign; and the vehicles there are',
    tags: ['units'],
    response: {
      200: Type.Object({ units: Type.Array(RegisteredUnit), vehicles: Type.Array(Qualification) }),
    },
  },
} as const

/** As people say it over the radio: `H017`. */
export const CALL_SIGN = '^[A-Z][A-Z0-9-]{1,9}$'

export const addUnit = {
  method: 'POST',
  url: '/api/units',
  schema: {
    summary: 'Add a unit; it begins off duty and without a crew',
    tags: ['units'],
    headers: CommandHeaders,
    body: Type.Object(
      { code: Type.String({ pattern: CALL_SIGN }), ...UnitForm.properties },
      { additionalProperties: false },
    ),
    response: { 200: Unit },
  },
} as const

export const changeUnit = {
  method: 'POST',
  url: '/api/units/:id/change',
  schema: {
    summary: 'Change what is said of a unit. `was` is what you saw: where it is otherwise by now, 409',
    tags: ['units'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ was: UnitForm, now: UnitForm }, { additionalProperties: false }),
    response: { 200: Unit },
  },
} as const

const Reason = Type.Object({ reason: PlainText(500) }, { additionalProperties: false })

export const retireUnit = {
  method: 'POST',
  url: '/api/units/:id/retire',
  schema: {
    summary:
      'Take a unit out of service, and its officers off it; refused while anything is still planned for it or done by it',
    tags: ['units'],
    params: Id,
    headers: CommandHeaders,
    body: Reason,
    response: { 200: Unit },
  },
} as const

export const restoreUnit = {
  method: 'POST',
  url: '/api/units/:id/restore',
  schema: {
    summary: 'Bring a retired unit back; it begins off duty and without a crew',
    tags: ['units'],
    params: Id,
    headers: CommandHeaders,
    body: Reason,
    response: { 200: Unit },
  },
} as const
