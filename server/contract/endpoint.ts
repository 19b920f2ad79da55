/** What every endpoint is made of: the shape of a route, the shared field types, and the one error shape. */
import Type, { type Static, type TSchema } from 'typebox'

/** One object is both the Fastify route and the client's typed call. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  /** Bytes of body taken, where 1 MB is too little. */
  readonly bodyLimit?: number
  readonly schema: {
    readonly summary?: string
    readonly description?: string
    readonly tags?: readonly string[]
    readonly params?: TSchema
    readonly querystring?: TSchema
    readonly headers?: TSchema
    readonly body?: TSchema
    readonly response: { readonly 200: TSchema }
  }
}

/** A point in time, in ms since 1970 UTC. */
export const Ms = Type.Integer({ description: 'ms since 1970-01-01T00:00:00Z' })

/** WGS84 `[longitude, latitude]` in degrees. */
export const LngLat = Type.Unsafe<[number, number]>({
  type: 'array',
  description: 'WGS84 [longitude, latitude] in degrees',
  items: [
    { type: 'number', minimum: -180, maximum: 180 },
    { type: 'number', minimum: -90, maximum: 90 },
  ],
  minItems: 2,
  maxItems: 2,
  additionalItems: false,
})
export type LngLat = Static<typeof LngLat>

export const Id = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

/** The version the sender saw: an older one is refused with 409. */
export const Version = Type.Integer({
  minimum: 1,
  description: 'the version you saw; an older one is refused with 409',
})

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A union of string literals as one JSON-schema enum. */
export const OneOf = <const T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...(description ? { description } : {}) })

/** Every command carries it; the same key takes effect once. */
export const CommandHeaders = Type.Object({
  'idempotency-key': Type.String({
    minLength: 8,
    maxLength: 100,
    description: 'a fresh random key per command; repeat it to repeat the first answer',
  }),
})

/** Text for people in both languages. */
export const Words = Type.Object({ zh: Type.String(), en: Type.String() })
export type Words = Static<typeof Words>

/** The one error shape. `where` points into the request, e.g. `body/place/0`. */
export const ErrorBody = Type.Object({
  status: Type.Integer(),
  code: Type.String({ description: 'stable, for programs: stale, in_flight, forbidden, …' }),
  message: Words,
  where: Type.Optional(Type.String()),
})
export type ErrorBody = Static<typeof ErrorBody>
