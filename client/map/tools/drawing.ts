/** What a drawing on the map is: a form, a name and one of four quiet tones. */
import type { LngLat } from '#contract/endpoint.ts'

export type Shape =
  | { readonly shape: 'point' | 'line' | 'polygon'; readonly points: readonly LngLat[] }
  | { readonly shape: 'circle'; readonly centre: LngLat; readonly metres: number }

/** Neutral tones of the palette: no drawing may look like a status or a priority. */
export const tones = ['bright', 'grey', 'blue', 'green'] as const
export type Tone = (typeof tones)[number]

export type Look = { readonly name: string; readonly tone: Tone; readonly hidden: boolean }
/** One drawing of a person's. */
export type Drawing = Look & Shape & { readonly id: number }

export const LONGEST_NAME = 60
