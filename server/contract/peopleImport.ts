/** Taking in a list of officers with their units and accounts, row by row. */
import Type, { type Static } from 'typebox'
import { USERNAME } from './accounts.ts'
import { Nullable, OneOf, Words } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { Day } from './patrols.ts'
import { CALL_SIGN } from './unitRegister.ts'
import { unitKinds } from './units.ts'

export const PersonRow = Type.Object(
  {
    organisation: PlainText(60),
    unit: Nullable(
      Type.Object(
        {
          code: Type.String({ pattern: CALL_SIGN }),
          name: PlainText(60),
          nameEn: PlainText(60),
          kind: OneOf(unitKinds),
        },
        { additionalProperties: false, description: 'a known call sign is left as it is' },
      ),
    ),
    name: PlainText(60),
    nameEn: PlainText(60),
    certificate: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'by which an officer is known again',
    }),
    certificateUntil: Nullable(Day),
    skills: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 40, uniqueItems: true }),
    username: Nullable(
      Type.String({
        pattern: USERNAME,
        description: 'null: made of the English name where there is no account yet',
      }),
    ),
  },
  { additionalProperties: false },
)
export type PersonRow = Static<typeof PersonRow>

const outcomes = ['added', 'changed', 'same'] as const

/** What became of a row: all of it, or nothing and why. */
export const PersonOutcome = Type.Union([
  Type.Object({
    ok: Type.Literal(true),
    unit: Nullable(OneOf(outcomes)),
    officer: OneOf(outcomes),
    account: OneOf(outcomes),
    username: Type.String(),
    password: Nullable(Type.String({ description: 'of a new account, told this once' })),
  }),
  Type.Object({ ok: Type.Literal(false), message: Words }),
])
export type PersonOutcome = Static<typeof PersonOutcome>

export const importPeople = {
  method: 'POST',
  url: '/api/people/import',
  schema: {
    summary:
      'Officers with their units and accounts: each row is taken in whole or refused by itself, and again it changes only what is different',
    tags: ['officers'],
    body: Type.Object(
      { rows: Type.Array(PersonRow, { minItems: 1, maxItems: 100 }) },
      { additionalProperties: false },
    ),
    response: { 200: Type.Array(PersonOutcome, { description: 'in the order of the rows' }) },
  },
} as const
