/** Positions: what devices send, what is answered, and one unit's track. */
import Type, { type Static } from 'typebox'
import { Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { protocols } from './protocols.ts'
import { StatedPurpose } from './tracks.ts'

/** `bd09mc`: Baidu's Mercator, whose longitude and latitude are metres. */
export const datums = ['wgs84', 'gcj02', 'bd09', 'bd09mc'] as const
export type Datum = (typeof datums)[number]

/** Why a position is refused; each is a label of the counter `positions_refused_total`. */
export const refusals = [
  'unknown_device',
  'not_your_device',
  'invalid',
  'out_of_range',
  'from_the_future',
  'too_late',
  'duplicate',
  'too_fast',
  'too_often',
] as const
export type Refusal = (typeof refusals)[number]

/** One reported place inside the server and on the wire of the console. `at`: when the mover was there, by the server's clock. `mover` is a unit, or a contact where the device is bound to no unit: their ids come from one sequence. */
export type Fix = {
  readonly mover: number
  readonly at: number
  readonly lng: number
  readonly lat: number
  /** m/s; NaN: not reported. */
  readonly speed: number
  /** Degrees clockwise from north; NaN: not reported. */
  readonly heading: number
  /** Metres; NaN: not reported. */
  readonly accuracy: number
  /** The door it came through: its number among `protocols`. */
  readonly source: number
  /** How far the device's clock is ahead of the server's in ms, as measured: the device itself said `at + skew`. */
  readonly skew: number
}

/** A fix and when the server received it, ms UTC. */
export type ReceivedFix = Fix & { readonly received: number }

export const PositionIn = Type.Object(
  {
    device: Type.String({ minLength: 1, maxLength: 64 }),
    at: Type.Union([Type.Integer(), Type.String({ minLength: 10, maxLength: 40 })], {
      description: 'ISO 8601 or ms',
    }),
    lng: Type.Number(),
    lat: Type.Number(),
    speed: Type.Optional(Nullable(Type.Number({ description: 'm/s' }))),
    heading: Type.Optional(Nullable(Type.Number({ description: 'degrees clockwise from north' }))),
    accuracy: Type.Optional(Nullable(Type.Number({ description: 'metres' }))),
    datum: Type.Optional(OneOf(datums, 'default: as the device was registered')),
  },
  { additionalProperties: false },
)
export type PositionIn = Static<typeof PositionIn>

export const postPositions = {
  method: 'POST',
  url: '/api/positions',
  schema: {
    summary: 'Report places. Each is judged alone: the answer names the refused ones',
    description:
      'As application/octet-stream: 24 bytes a fix by device number, see `server/contract/fixRecords.ts`',
    tags: ['positions'],
    body: Type.Array(PositionIn, { maxItems: 20_000 }),
    response: {
      200: Type.Object({
        accepted: Type.Integer(),
        refused: Type.Array(Type.Object({ index: Type.Integer(), reason: OneOf(refusals) })),
      }),
    },
  },
} as const

const Newest = Type.Object({
  mover: Type.Integer(),
  at: Ms,
  deviceAt: Type.Integer({ description: '`at` as the device’s own clock said it, ms' }),
  received: Ms,
  lng: Type.Number(),
  lat: Type.Number(),
  speed: Nullable(Type.Number()),
  heading: Nullable(Type.Number()),
  accuracy: Nullable(Type.Number()),
  source: Nullable(OneOf(protocols, 'the door it came through; null: told before that was kept')),
})

export const readPositions = {
  method: 'GET',
  url: '/api/positions',
  schema: {
    summary: 'The newest fix of everything that has one, within a box',
    tags: ['positions'],
    querystring: Type.Object({
      bbox: Type.Optional(Type.String({ description: 'west,south,east,north in degrees', maxLength: 100 })),
    }),
    response: { 200: Type.Array(Newest) },
  },
} as const

export const readTrack = {
  method: 'GET',
  url: '/api/units/:id/track',
  schema: {
    summary: 'One unit’s or contact’s fixes between two times, oldest first, at most 20,000',
    tags: ['positions'],
    params: Id,
    description:
      'A unit’s track needs a purpose, which holds for ten minutes; each look is logged and shown to that person',
    querystring: Type.Object({ from: Ms, to: Ms, ...StatedPurpose }),
    response: { 200: Type.Array(Newest) },
  },
} as const
