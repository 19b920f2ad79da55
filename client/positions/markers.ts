/** How a shader colours the markers: grey the stale, faint the ghosts, hollow the lost, a tick on what moves. */
import { LayerExtension } from '@deck.gl/core'
import { ink, rgba, staleColour } from '../map/palette.ts'
import { GHOST_AFTER, LOST_AFTER } from './ageing.ts'
import { reckoningModule } from './reckoning.ts'

const vec3 = (hex: string): string =>
  `vec3(${rgba(hex)
    .slice(0, 3)
    .map((part) => (part / 255).toFixed(4))})`

const markerModule = {
  name: 'marker',
  dependencies: [reckoningModule],
  vs: /* glsl */ `
out vec4 marker_colour;
out vec2 marker_kind;
`,
  fs: /* glsl */ `
in vec4 marker_colour;
in vec2 marker_kind;
`,
  inject: {
    'vs:DECKGL_FILTER_COLOR': /* glsl */ `
  marker_colour = color;
  marker_kind = vec2(instanceMotion.w, length(instanceMotion.xy) > 0.0 ? 1.0 : 0.0);
`,
    'fs:DECKGL_FILTER_COLOR': {
      // Before picking's own, which comes last and only looks whether anything is left of the pixel.
      order: -10,
      injection: /* glsl */ `
  bool marker_grey = reckoning_age > marker_kind.x || reckoning_age > ${(GHOST_AFTER / 1000).toFixed(1)};
  bool marker_lost = reckoning_age > ${(LOST_AFTER / 1000).toFixed(1)};
  vec3 marker_fill = marker_grey ? ${vec3(staleColour)} : marker_colour.rgb;
  float marker_tick = marker_lost || marker_grey ? 0.0 : marker_kind.y;
  float marker_body = marker_lost ? color.g : max(color.r, color.b * marker_tick);
  float marker_there = marker_lost ? color.g : mix(1.0, marker_tick, color.b);
  float marker_faint = marker_lost ? 0.8 : reckoning_age > ${(GHOST_AFTER / 1000).toFixed(1)} ? 0.35 : 1.0;
  color = vec4(mix(${vec3(ink)}, marker_fill, marker_body), color.a * marker_there * marker_faint);
`,
    },
  },
} as const

/** Greys the stale, fades the ghosts, hollows out the lost, and ticks what moves: all of it by the clock, none by updates. */
export class MarkerAgeing extends LayerExtension {
  static override extensionName = 'MarkerAgeing'

  override getShaders() {
    return { modules: [markerModule] }
  }
}
