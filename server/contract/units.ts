/** Units: what is dispatched. A unit's shown status is derived from its assignment and duty, never stored. */
import Type, { type Static } from 'typebox'
import type { Assignment } from './assignments.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'

export const unitKinds = ['foot', 'ebike', 'car', 'boat', 'video'] as const
export type UnitKind = (typeof unitKinds)[number]

/** Duty tags (勤务标签): daily, special, expo, water, night, standby. */
export const dutyTags = ['daily', 'special', 'expo', 'water', 'night', 'standby'] as const
export type DutyTag = (typeof dutyTags)[number]

export const duties = ['on', 'break', 'off'] as const
export type Duty = (typeof duties)[number]

export const Unit = Type.Object({
  id: Type.Integer(),
  version: Version,
  code: Type.String({ description: 'call sign, e.g. H017' }),
  name: Type.String(),
  nameEn: Type.String(),
  kind: OneOf(unitKinds),
  organisation: Type.Integer({ description: 'its squad' }),
  squad: Type.String(),
  squadEn: Type.String(),
  district: Nullable(Type.String({ description: 'adcode, e.g. 310101' })),
  duty: OneOf(duties),
  tags: Type.Array(OneOf(dutyTags)),
  crew: Type.Array(Type.Object({ officer: Type.Integer(), name: Type.String(), nameEn: Type.String() })),
  sos: Nullable(Type.Object({ at: Ms, place: Nullable(LngLat), by: Type.String() })),
  /** Boards that were kept before units could be retired do not say it. */
  retired: Type.Optional(Type.Boolean({ description: 'out of service: in no picture of now' })),
})
export type Unit = Static<typeof Unit>

export const aisClasses = ['A', 'B'] as const

/** Something with a position that is bound to no unit, such as a passing vessel. */
export const Contact = Type.Object({
  id: Type.Integer(),
  version: Version,
  device: Type.String({ description: 'what it sends as its name, e.g. an MMSI' }),
  protocol: Type.String(),
  name: Nullable(Type.String()),
  callsign: Nullable(Type.String()),
  shipType: Nullable(Type.Integer({ description: 'ITU-R M.1371 ship type' })),
  lengthMetres: Nullable(Type.Number()),
  aisClass: Nullable(OneOf(aisClasses, 'what kind of AIS station it is, as heard')),
  moored: Type.Boolean({ description: 'says itself that it lies at anchor or is moored' }),
})
export type Contact = Static<typeof Contact>

export type UnitStatus = 'idle' | 'enroute' | 'onscene' | 'off' | 'sos'

/** What a unit is shown as. `assignment` is its active one, where it has one. */
export function unitStatus(
  unit: Pick<Unit, 'duty' | 'sos'>,
  assignment: Pick<Assignment, 'state'> | undefined,
): UnitStatus {
  if (unit.sos) return 'sos'
  if (assignment?.state === 'onscene' || assignment?.state === 'reported') return 'onscene'
  if (assignment) return 'enroute'
  return unit.duty === 'on' ? 'idle' : 'off'
}

export const listUnits = {
  method: 'GET',
  url: '/api/units',
  schema: { summary: 'All units in service', tags: ['units'], response: { 200: Type.Array(Unit) } },
} as const

const unitCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/units/:id/${name}`,
    schema: { summary, tags: ['units'], params: Id, headers: CommandHeaders, body, response: { 200: Unit } },
  }) as const

export const setDuty = unitCommand(
  'duty',
  'Go on duty, take a break, or go off duty',
  Type.Object({ version: Version, duty: OneOf(duties) }, { additionalProperties: false }),
)

export const raiseSos = unitCommand(
  'sos',
  'Emergency: every console is told at once. Needs no version: it is never refused as stale',
  Type.Object({ at: Ms, place: Type.Optional(LngLat) }, { additionalProperties: false }),
)

export const clearSos = unitCommand(
  'clear-sos',
  'The emergency is over, or was a mistake',
  Type.Object(
    { version: Version, reason: Type.String({ minLength: 1, maxLength: 500 }) },
    { additionalProperties: false },
  ),
)
