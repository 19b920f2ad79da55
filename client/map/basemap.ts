/** The ground style: what is drawn under everything, in which order and by which zoom. */
import type { StyleSpecification } from 'maplibre-gl'
import { ground } from './palette.ts'

export type Language = 'zh' | 'en'

/** The lowest label layer: areas are drawn just under it. */
export const FIRST_LABEL = 'labels'

export function baseStyle(_language: Language): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': ground.land } },
      { id: FIRST_LABEL, type: 'background', paint: { 'background-opacity': 0 } },
    ],
  }
}
