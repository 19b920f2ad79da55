/** Officers: people, each of an organisation, who crew units. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Nullable } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { Day } from './patrols.ts'
import { Qualification } from './unitRegister.ts'

const Reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** What is said of an officer and may be changed. */
export const OfficerForm = Type.Object(
  {
    name: PlainText(60),
    nameEn: PlainText(60),
    organisation: Reference,
    unit: Nullable(Reference),
    certificate: Nullable(PlainText(40)),
    certificateUntil: Nullable(Day),
    skills: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 40, uniqueItems: true }),
  },
  { additionalProperties: false },
)
export type OfficerForm = Static<typeof OfficerForm>

export const Officer = Type.Object({
  id: Type.Integer(),
  ...OfficerForm.properties,
  account: Nullable(Type.String({ description: 'the username of the first account that is this officer’s' })),
})
export type Officer = Static<typeof Officer>

export const listOfficers = {
  method: 'GET',
  url: '/api/officers',
  schema: {
    summary: 'All officers, and the skills there are',
    tags: ['officers'],
    response: { 200: Type.Object({ officers: Type.Array(Officer), skills: Type.Array(Qualification) }) },
  },
} as const

export const addOfficer = {
  method: 'POST',
  url: '/api/officers',
  schema: {
    summary: 'Add an officer',
    tags: ['officers'],
    headers: CommandHeaders,
    body: OfficerForm,
    response: { 200: Officer },
  },
} as const

export const changeOfficer = {
  method: 'POST',
  url: '/api/officers/:id/change',
  schema: {
    summary: 'Change what is said of an officer. `was` is what you saw: where it is otherwise by now, 409',
    tags: ['officers'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ was: OfficerForm, now: OfficerForm }, { additionalProperties: false }),
    response: { 200: Officer },
  },
} as const
