/** The segments on the map, each in the colour and width of its need; what was never passed is dashed. */
import type { Layer } from '@deck.gl/core'
import { LineLayer } from '@deck.gl/layers'
import type { CoverageView, Segments } from '#contract/coverage.ts'
import { type CoverageTarget, targetFor } from '#contract/coverageTargets.ts'
import type { Zone } from '../zones/store.ts'
import { type Level, levelOf, lookOf, rgbaOf } from './heat.ts'
import { type LastBy, lastPassed } from './store.ts'

export type CoverageShown = {
  readonly segments: Segments
  readonly last: LastBy
  readonly targets: readonly CoverageTarget[]
  readonly zones: readonly Zone[]
  readonly view: CoverageView
  /** ms UTC. */
  readonly at: number
  /** The zone that is chosen in the list. */
  readonly chosen: number | null
  /** Dashes of a segment each; farther off, of several. */
  readonly near: boolean
  readonly scale: number
}

export function coverageLayers(shown: CoverageShown): Layer[] {
  const { scale } = shown
  const lines = linesOf(shown)
  const data = {
    length: lines.count,
    attributes: {
      getSourcePosition: { value: lines.from, size: 3 },
      getTargetPosition: { value: lines.to, size: 3 },
      getColor: { value: lines.colours, size: 4 },
      getWidth: { value: lines.widths, size: 1 },
    },
  }
  return [new LineLayer({ id: 'coverage', data, widthUnits: 'pixels', widthScale: scale })]
}

type Lines = {
  count: number
  readonly from: Float64Array
  readonly to: Float64Array
  readonly colours: Uint8Array
  readonly widths: Float32Array
}

/** Parts of a segment that a dash near by takes. */
const DASHES = [
  [0.1, 0.45],
  [0.6, 0.95],
] as const
/** Of so many segments in a row, half make a dash seen from afar. */
const FAR_DASH = 6
/** A segment of the debt that is chosen stands out by so many pixels. */
const CHOSEN_WIDER = 2.5

function linesOf({ segments, last, targets, zones, view, at, chosen, near }: CoverageShown): Lines {
  const most = segments.ids.length * DASHES.length
  const lines: Lines = {
    ...{ count: 0, from: new Float64Array(3 * most), to: new Float64Array(3 * most) },
    ...{ colours: new Uint8Array(4 * most), widths: new Float32Array(most) },
  }
  const targetOf = new Map(
    zones.map(({ properties }) => [properties.id, targetFor(targets, properties, view, at)]),
  )
  for (let i = 0; i < segments.ids.length; i++) {
    const zone = segments.zones[i] as number
    const level = levelOf(lastPassed(last, i, view), targetOf.get(zone), at)
    const wider = zone === chosen ? CHOSEN_WIDER : 0
    if (!lookOf(level).dashed) add(lines, segments, i, 0, 1, level, wider)
    else if (near) for (const [from, to] of DASHES) add(lines, segments, i, from, to, level, wider)
    else if (i % FAR_DASH < FAR_DASH / 2) add(lines, segments, i, 0, 1, level, wider)
  }
  return lines
}

/** Adds the part of a segment between two shares of its length. */
function add(
  lines: Lines,
  { ends }: Segments,
  i: number,
  from: number,
  to: number,
  level: Level,
  wider: number,
): void {
  const at = lines.count++
  for (const axis of [0, 1] as const) {
    const begin = (ends[4 * i + axis] as number) / 1e6
    const across = (ends[4 * i + 2 + axis] as number) / 1e6 - begin
    lines.from[3 * at + axis] = begin + across * from
    lines.to[3 * at + axis] = begin + across * to
  }
  lines.colours.set(rgbaOf(level), 4 * at)
  lines.widths[at] = lookOf(level).width + wider
}
