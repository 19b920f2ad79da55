/** Clusters on the map: a number in a ring, whose arcs tell how many are idle, en route, on scene, and off or stale. */
import { type Layer, LayerExtension } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import type { Label } from '../map/labels.ts'
import { drawable, labelLayer } from '../map/lettering.ts'
import { contactColour, ground, ink, rgba, statusColour, surface } from '../map/palette.ts'
import { CONTACT, tallies } from './clusterCells.ts'
import { type Clusters, clusters } from './clusters.ts'

export const CLUSTERS = 'clusters'

/** Below this zoom of a desk crowds are gathered. */
export const CLUSTERS_BELOW_ZOOM = 11.5
const NUMBER_SIZE = 12

/** Pixels from the middle of a cluster to its rim, at the size of a desk; at most what `clusters.ts` keeps free. */
export function radiusOf(total: number, ofContacts: boolean): number {
  const radius = total < 10 ? 14 : total < 100 ? 17 : 20
  return ofContacts ? radius - 4 : radius
}

export const isOfContacts = (cluster: number, from: Clusters = clusters): boolean =>
  (from.tallied[cluster * tallies.length + CONTACT] as number) > 0

/** The cell of the `index`th cluster, as the layer drew it. */
export const cellDrawn = (layer: Layer, index: number): number =>
  (layer.props.data as ReturnType<typeof columnsOf>).cells[index] as number

/** `onReady` is called when the font has brought digits that were missing. */
export function createClusterDrawing(onReady: () => void) {
  const rings = new ClusterRings()
  let drawn = ''
  let labels: Label[] = []
  let written: Label[] = []
  let data = columnsOf(clusters, 1)
  const letter = () => {
    written = drawable(labels, fontCame)
  }
  const fontCame = () => {
    letter()
    onReady()
  }
  return {
    /** Takes over the clusters as they are now; what did not change stays the same array. */
    write(scale: number) {
      const { count, places, tallied } = clusters
      const now = `${scale} ${places.subarray(0, count * 3).join()} ${tallied.subarray(0, count * tallies.length).join()}`
      if (now === drawn) return
      drawn = now
      data = columnsOf(clusters, scale)
      labels = numbersOf(clusters)
      letter()
    },
    layers: (scale: number): (Layer | null)[] => [
      new ScatterplotLayer<unknown, RingProps>({
        id: CLUSTERS,
        data,
        radiusUnits: 'pixels',
        getFillColor: rgba(ink, 0.88),
        pickable: true,
        extensions: [rings],
      }),
      labelLayer({ id: 'cluster-numbers', labels: written, size: NUMBER_SIZE * scale, weight: 600 }),
    ],
  }
}

function columnsOf(from: Clusters, scale: number) {
  const radii = new Float32Array(from.count)
  const shares = new Float32Array(from.count * 4)
  for (let cluster = 0; cluster < from.count; cluster++) {
    const total = from.totals[cluster] as number
    const tally = (i: number) => from.tallied[cluster * tallies.length + i] as number
    radii[cluster] = radiusOf(total, isOfContacts(cluster, from)) * scale
    // Running sums, as the shader compares an angle with each; none of the four says contacts.
    const ends = [tally(0), tally(0) + tally(1), tally(0) + tally(1) + tally(2), total - tally(CONTACT)]
    for (let i = 0; i < 4; i++) shares[cluster * 4 + i] = (ends[i] as number) / total
  }
  return {
    length: from.count,
    cells: from.cells.slice(0, from.count),
    attributes: {
      getPosition: { value: from.places.slice(0, from.count * 3), size: 3 },
      getRadius: { value: radii, size: 1 },
      getShares: { value: shares, size: 4 },
    },
  }
}

function numbersOf(from: Clusters): Label[] {
  return Array.from({ length: from.count }, (_, cluster) => ({
    text: String(from.totals[cluster]),
    place: [from.places[cluster * 3] as number, from.places[cluster * 3 + 1] as number],
    colour: rgba(isOfContacts(cluster, from) ? contactColour : surface.dark.high),
    offset: [0, 0],
    anchor: 'middle',
  }))
}

type RingProps = { readonly getShares?: (object: never) => ArrayLike<number> }

const vec3 = (hex: string): string =>
  `vec3(${rgba(hex)
    .slice(0, 3)
    .map((part) => (part / 255).toFixed(4))})`

const ringModule = {
  name: 'clusterRing',
  vs: /* glsl */ `
in vec4 instanceShares;
out vec4 ring_ends;
`,
  fs: /* glsl */ `
in vec4 ring_ends;
`,
  inject: {
    'vs:DECKGL_FILTER_COLOR': /* glsl */ `
  ring_ends = instanceShares;
`,
    'fs:DECKGL_FILTER_COLOR': {
      // Before picking's own, which comes last.
      order: -10,
      injection: /* glsl */ `
  float ring_out = length(geometry.uv);
  float ring_soft = fwidth(ring_out);
  // Clockwise from the top, 0 to 1.
  float ring_turn = fract(atan(geometry.uv.x, geometry.uv.y) / 6.2831853 + 1.0);
  vec3 ring_arc = ring_ends.w < 0.5 ? ${vec3(ground.roadMajor)}
    : ring_turn < ring_ends.x ? ${vec3(statusColour.idle)}
    : ring_turn < ring_ends.y ? ${vec3(statusColour.enroute)}
    : ring_turn < ring_ends.z ? ${vec3(statusColour.onscene)}
    : ${vec3(statusColour.off)};
  float ring_inner = ring_ends.w < 0.5 ? 0.88 : 0.78;
  float ring_on = smoothstep(ring_inner - ring_soft, ring_inner + ring_soft, ring_out);
  color = vec4(mix(color.rgb, ring_arc, ring_on), mix(color.a, color.a / 0.88, ring_on));
`,
    },
  },
} as const

/** Colours the rim of a circle by the shares of its statuses: one number each, no geometry for arcs. */
class ClusterRings extends LayerExtension {
  static override extensionName = 'ClusterRings'
  static override defaultProps = { getShares: { type: 'accessor', value: [0, 0, 0, 0] } }

  override getShaders() {
    return { modules: [ringModule] }
  }

  override initializeState(this: Layer): void {
    this.getAttributeManager()?.add({
      instanceShares: { size: 4, stepMode: 'dynamic', accessor: 'getShares' },
    })
  }
}
