/** Dead reckoning on the GPU: each mover is drawn where its fix, its speed and its heading put it at this moment. */
import { type Layer, LayerExtension, project } from '@deck.gl/core'
import { EXTRAPOLATED_AT_MOST } from './ageing.ts'

export type ReckoningProps = {
  /** East m/s, north m/s, second of the fix, age in seconds at which it turns grey; as in the position store. */
  getMotion?: (object: never) => ArrayLike<number>
}

type Options = {
  /** This moment, on the same count of seconds as the fixes. */
  readonly seconds: () => number
  /** Off: everybody is drawn at the fix. */
  readonly extrapolates: () => boolean
}

const uniforms = /* glsl */ `
layout(std140) uniform reckoningUniforms {
  float now;
  float atMost;
} reckoning;
`

/** `reckoning_age` is the age of the fix in seconds, for whoever draws by it. */
export const reckoningModule = {
  name: 'reckoning',
  dependencies: [project],
  vs: /* glsl */ `${uniforms}
in vec4 instanceMotion;
out float reckoning_age;
`,
  fs: /* glsl */ `${uniforms}
in float reckoning_age;
`,
  inject: {
    // The place moves in common space after the exact 64-bit projection, so nothing is lost at street scale.
    'vs:DECKGL_FILTER_GL_POSITION': /* glsl */ `
  reckoning_age = reckoning.now - instanceMotion.z;
  float reckoned = clamp(reckoning_age, 0.0, reckoning.atMost);
  vec4 reckonedPlace = geometry.position;
  reckonedPlace.xy += project_size(instanceMotion.xy * reckoned);
  position = project_common_position_to_clipspace(reckonedPlace);
`,
  },
  uniformTypes: { now: 'f32', atMost: 'f32' },
} as const

/** One uniform a frame moves all of them, and picking follows, being drawn by the same shader. */
export class DeadReckoning extends LayerExtension<Options> {
  static override extensionName = 'DeadReckoning'
  static override defaultProps = { getMotion: { type: 'accessor', value: [0, 0, 0, 1e9] } }

  override getShaders() {
    return { modules: [reckoningModule] }
  }

  override initializeState(this: Layer): void {
    this.getAttributeManager()?.add({
      instanceMotion: { size: 4, stepMode: 'dynamic', accessor: 'getMotion' },
    })
  }

  override draw(this: Layer, _parameters: unknown, extension: this): void {
    const { seconds, extrapolates } = extension.opts
    const atMost = extrapolates() ? EXTRAPOLATED_AT_MOST / 1000 : 0
    this.setShaderModuleProps({ reckoning: { now: seconds(), atMost } })
  }
}
