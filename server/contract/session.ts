/** Who is asking: signing in, and what the console knows of the person. */
import Type, { type Static } from 'typebox'
import { Ms, Nullable, OneOf } from './endpoint.ts'
import { roles } from './roles.ts'

export const Account = Type.Object({
  id: Type.Integer(),
  username: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  role: OneOf(roles),
  unit: Nullable(Type.Integer({ description: 'the unit this officer crews' })),
})
export type Account = Static<typeof Account>

export const Session = Type.Object({ account: Account, expiresAt: Ms, demo: Type.Boolean() })
export type Session = Static<typeof Session>

export const signIn = {
  method: 'POST',
  url: '/api/session',
  schema: {
    summary: 'Sign in; sets the session cookie',
    tags: ['session'],
    body: Type.Object(
      {
        username: Type.String({ minLength: 1, maxLength: 100 }),
        password: Type.String({ minLength: 1, maxLength: 200 }),
      },
      { additionalProperties: false },
    ),
    response: { 200: Session },
  },
} as const

export const readSession = {
  method: 'GET',
  url: '/api/session',
  schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: Session } },
} as const

export const signOut = {
  method: 'DELETE',
  url: '/api/session',
  schema: {
    summary: 'Sign out',
    tags: ['session'],
    response: { 200: Type.Object({ ended: Type.Boolean() }) },
  },
} as const
