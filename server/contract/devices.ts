/** Devices: what reports a unit's place. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Words } from './endpoint.ts'
import { datums } from './positions.ts'
import { protocols } from './protocols.ts'

export { type Protocol, protocols } from './protocols.ts'

export const Device = Type.Object({
  number: Type.Integer(),
  id: Type.String({
    description: 'what it sends as its name: MMSI, terminal number with or without leading zeros, OsmAnd id',
  }),
  protocol: OneOf(protocols),
  datum: OneOf(datums),
  unit: Nullable(Type.Integer()),
})
export type Device = Static<typeof Device>

export const registerDevice = {
  method: 'POST',
  url: '/api/devices',
  schema: {
    summary: 'Register a device and get its token, once; for a known device a new token replaces the old',
    tags: ['devices'],
    body: Type.Object(
      {
        id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_.:-]+$' }),
        protocol: OneOf(protocols),
        datum: Type.Optional(OneOf(datums)),
        unit: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { additionalProperties: false },
    ),
    response: { 200: Type.Object({ device: Device, token: Type.String() }) },
  },
} as const

/** What is said of a device and may turn out wrong. */
const Binding = Type.Object(
  { datum: OneOf(datums), unit: Nullable(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) },
  { additionalProperties: false },
)
export type Binding = Static<typeof Binding>

export const changeDevice = {
  method: 'POST',
  url: '/api/devices/:id/change',
  schema: {
    summary:
      'Bind a device to another unit, or to none, or correct its datum; its token stays. `was` is what you saw: where it is otherwise by now, 409',
    tags: ['devices'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      { was: Binding, now: Binding, reason: Type.String({ minLength: 1, maxLength: 500 }) },
      { additionalProperties: false },
    ),
    response: { 200: Device },
  },
} as const

export const listDevices = {
  method: 'GET',
  url: '/api/devices',
  schema: { summary: 'All devices', tags: ['devices'], response: { 200: Type.Array(Device) } },
} as const

/** Something that reports and that nobody registered. To adopt it, register its id and protocol. */
export const UnknownTerminal = Type.Object({
  protocol: OneOf(protocols),
  id: Type.String(),
  firstHeard: Ms,
  lastHeard: Ms,
  count: Type.Integer({ description: 'messages heard' }),
  address: Type.String({ description: 'where the last one came from' }),
})
export type UnknownTerminal = Static<typeof UnknownTerminal>

export const listUnknownTerminals = {
  method: 'GET',
  url: '/api/devices/unknown',
  schema: {
    summary: 'What reports and is not registered, the last heard first, at most 500',
    tags: ['devices'],
    response: { 200: Type.Array(UnknownTerminal) },
  },
} as const

export const warningKinds = ['clock', 'datum'] as const

/** Something that makes a device's positions less to be believed, from when it was first seen until it is right again. */
export const DeviceWarning = Type.Object({
  device: Device,
  kind: OneOf(warningKinds),
  since: Ms,
  ahead: Nullable(Type.Integer({ description: 'ms by which its clock is ahead; negative: behind' })),
  looksLike: Nullable(OneOf(datums, 'the datum its places look like')),
  against: Nullable(
    Type.String({ description: 'the device of the same unit it was compared with; null: the river' }),
  ),
  what: Words,
  advice: Words,
})
export type DeviceWarning = Static<typeof DeviceWarning>

export const listDeviceWarnings = {
  method: 'GET',
  url: '/api/devices/warnings',
  schema: {
    summary:
      'Devices whose clock is off, or whose places look like those of another datum: the newest first, at most 500',
    tags: ['devices'],
    response: { 200: Type.Array(DeviceWarning) },
  },
} as const
