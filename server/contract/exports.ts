/** Scenes as files: who was where in a span of time and an area, with tickets and events, for other programs and for evidence. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Ms, Nullable, OneOf } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { gapReasons } from './stretches.ts'
import { trackPurposes } from './tracks.ts'
import { unitKinds } from './units.ts'

/** mfjson: OGC Moving Features JSON encoding (19-045r3). */
export const exportFormats = ['geojson', 'mfjson', 'csv', 'gpx'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const SCENE_AT_MOST_MS = 24 * 3_600_000
/** Read of all movers that come into the scene; a file of so many is some hundred megabytes. */
export const FIXES_AT_MOST = 2_000_000
export const KEPT_DAYS = 7

const Degrees = (most: number) => Type.Number({ minimum: -most, maximum: most })

/** What belongs to the scene: each condition that is given must hold. */
export const SceneFilter = Type.Object(
  {
    from: Ms,
    to: Ms,
    box: Type.Optional(
      Type.Object(
        { west: Degrees(180), south: Degrees(90), east: Degrees(180), north: Degrees(90) },
        { additionalProperties: false, description: 'WGS84 degrees' },
      ),
    ),
    zone: Type.Optional(Type.Integer({ minimum: 1, description: 'as it held at `from`' })),
    units: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 500, uniqueItems: true }),
    ),
    kinds: Type.Optional(Type.Array(OneOf(unitKinds), { minItems: 1, uniqueItems: true })),
    organisation: Type.Optional(Type.Integer({ minimum: 1, description: 'with those under it' })),
    contacts: Type.Optional(Type.Boolean({ description: 'movers that are no units as well' })),
    tickets: Type.Optional(Type.Boolean({ description: 'tickets that were open in the span and area' })),
    events: Type.Optional(Type.Boolean({ description: 'what was logged of these units and tickets' })),
  },
  { additionalProperties: false },
)
export type SceneFilter = Static<typeof SceneFilter>

export const SceneCounts = Type.Object({
  movers: Type.Integer(),
  fixes: Type.Integer(),
  gaps: Type.Integer(),
  tickets: Type.Integer(),
  events: Type.Integer(),
})
export type SceneCounts = Static<typeof SceneCounts>

/** A file that was made, as the log knows it. */
export const SceneExport = Type.Object({
  id: Type.Integer(),
  format: OneOf(exportFormats),
  filter: SceneFilter,
  purpose: OneOf(trackPurposes),
  note: Nullable(Type.String()),
  by: Type.String({ description: 'username' }),
  at: Ms,
  name: Type.String({ description: 'of the file' }),
  bytes: Type.Integer(),
  sha256: Type.String({
    description: 'as the file says it: of its bytes with these 64 digits replaced by 0',
  }),
  counts: SceneCounts,
  logNumber: Type.Integer({ description: 'the last entry of the log that was known' }),
  logHash: Type.String(),
})
export type SceneExport = Static<typeof SceneExport>

export const exportScene = {
  method: 'POST',
  url: '/api/exports',
  schema: {
    summary: 'Write a scene into a file. Who asks, why, and the hash of the file go into the log',
    description:
      'Units that are named are looked at as by their track: each look is logged and shown to their crews',
    tags: ['exports'],
    headers: CommandHeaders,
    body: Type.Object(
      {
        format: OneOf(exportFormats),
        filter: SceneFilter,
        purpose: OneOf(trackPurposes, 'for what it is looked at'),
        note: Type.Optional(PlainText(500)),
      },
      { additionalProperties: false },
    ),
    response: { 200: SceneExport },
  },
} as const

export const listExports = {
  method: 'GET',
  url: '/api/exports',
  schema: {
    summary: `The newest files, and whether they are still there: they are kept for ${KEPT_DAYS} days`,
    tags: ['exports'],
    response: { 200: Type.Array(SceneExport) },
  },
} as const

/** Answers the file itself. */
export const readExport = { method: 'GET', url: '/api/exports/:id/file' } as const

export const ExportCheck = Type.Object({
  format: Nullable(OneOf(exportFormats)),
  sha256: Nullable(Type.String({ description: 'what the file says of itself' })),
  intact: Type.Boolean({ description: 'the bytes are those the hash was made of' }),
  logged: Nullable(
    Type.Object({ number: Type.Integer(), by: Type.String(), at: Ms, purpose: OneOf(trackPurposes) }),
  ),
  /** Of MF-JSON: what is in it, read anew. */
  tracks: Nullable(
    Type.Array(
      Type.Object({
        name: Type.String(),
        fixes: Type.Integer(),
        from: Nullable(Type.Integer()),
        to: Nullable(Type.Integer()),
        gaps: Type.Array(Type.Object({ from: Ms, to: Ms, reason: OneOf(gapReasons) })),
      }),
    ),
  ),
})
export type ExportCheck = Static<typeof ExportCheck>

export const CHECKED_AT_MOST_BYTES = 64 * 1024 * 1024

/** Body: the file, `content-type: application/octet-stream`. */
export const checkExport = {
  method: 'POST',
  url: '/api/exports/check',
  bodyLimit: CHECKED_AT_MOST_BYTES,
  schema: {
    summary: 'Whether a file is as it was made, whether the log knows it, and of MF-JSON what is in it',
    tags: ['exports'],
    response: { 200: ExportCheck },
  },
} as const
