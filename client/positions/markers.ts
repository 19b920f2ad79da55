/** How a shader dresses the markers by age: grey and hollow the stale, faint the ghosts, dashed the lost, a tick on what moves. */
import { type Layer, LayerExtension } from '@deck.gl/core'
import { ink, rgba, staleColour } from '../map/palette.ts'
import { DUE_UNTIL, GHOST_AFTER, LOST_AFTER } from './ageing.ts'
import { reckoningModule } from './reckoning.ts'
import { CELL } from './shapes.ts'

export type AgeingProps = {
  /** How often a rule says that it reports, ms; 0: no rule. */
  getDue?: (object: never) => number
}

const vec3 = (hex: string): string =>
  `vec3(${rgba(hex)
    .slice(0, 3)
    .map((part) => (part / 255).toFixed(4))})`

/** The age in seconds after which it is a ghost, or lost; as in `ageing.ts`. */
const after = (least: number, missed: number): string =>
  `max(${(least / 1000).toFixed(1)}, ${(missed / 1000).toFixed(4)} * instanceDue)`

/** `marker_age`: 0 fresh, 1 grey, 2 ghost, 3 lost. */
const markerModule = {
  name: 'marker',
  dependencies: [reckoningModule],
  vs: /* glsl */ `
in float instanceDue;
out vec4 marker_colour;
out float marker_age;
out float marker_moves;
`,
  fs: /* glsl */ `
in vec4 marker_colour;
in float marker_age;
in float marker_moves;
`,
  inject: {
    'vs:DECKGL_FILTER_COLOR': /* glsl */ `
  marker_colour = color;
  marker_moves = length(instanceMotion.xy) > 0.0 ? 1.0 : 0.0;
  marker_age = reckoning_age > ${after(LOST_AFTER, DUE_UNTIL.lost)} ? 3.0
    : reckoning_age > ${after(GHOST_AFTER, DUE_UNTIL.ghost)} ? 2.0
    : reckoning_age > instanceMotion.w ? 1.0 : 0.0;
`,
    // The picture has a row for each look, so that the shape tells what the colour tells.
    'vs:#main-end': /* glsl */ `
  float marker_row = marker_age > 2.5 ? 2.0 : marker_age > 0.5 ? 1.0 : 0.0;
  vTextureCoords.y += marker_row * ${CELL.toFixed(1)} / icon.iconsTextureDim.y;
`,
    'fs:DECKGL_FILTER_COLOR': {
      // Before picking's own, which comes last and only looks whether anything is left of the pixel.
      order: -10,
      injection: /* glsl */ `
  vec3 marker_fill = marker_age > 0.5 ? ${vec3(staleColour)} : marker_colour.rgb;
  float marker_body = max(color.r, color.b * marker_moves);
  float marker_there = mix(1.0, marker_moves, color.b);
  float marker_faint = marker_age > 2.5 ? 0.8 : marker_age > 1.5 ? 0.35 : 1.0;
  color = vec4(mix(${vec3(ink)}, marker_fill, marker_body), color.a * marker_there * marker_faint);
`,
    },
  },
} as const

/** All of it by the clock, none by updates. */
export class MarkerAgeing extends LayerExtension {
  static override extensionName = 'MarkerAgeing'
  static override defaultProps = { getDue: { type: 'accessor', value: 0 } }

  override getShaders() {
    return { modules: [markerModule] }
  }

  override initializeState(this: Layer): void {
    this.getAttributeManager()?.add({
      instanceDue: { size: 1, stepMode: 'dynamic', accessor: 'getDue' },
    })
  }
}
