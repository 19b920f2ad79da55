/** Conditions the layers of the detailed tiles share. */
import type { ExpressionSpecification } from 'maplibre-gl'

/** From this zoom on the figures give way to the tiles. */
export const DETAIL_FROM = 10

/** What every layer of the tiles has. */
export const tile = { source: 'detail', minzoom: DETAIL_FROM } as const
export const round = { 'line-cap': 'round', 'line-join': 'round' } as const

export const kindIs = (...kinds: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'kind'],
  ['literal', [...kinds]],
]
export const has = (name: string): ExpressionSpecification => ['to-boolean', ['get', name]]
