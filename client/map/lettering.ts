/** Labels as a layer, in our own font once its characters are here. */
import type { Layer } from '@deck.gl/core'
import { TextLayer } from '@deck.gl/layers'
import type { DeadReckoning, ReckoningProps } from '../positions/reckoning.ts'
import { motionAt, type Positions, placeAt } from '../positions/store.ts'
import { FONT_FAMILY, fontReady } from './font.ts'
import type { Label } from './labels.ts'
import { ink, type Rgba, rgba } from './palette.ts'

const asked = new Set<string>()
const here = new Set<string>()

/**
 * The labels that can be drawn now. A character drawn before its font is here would stay wrong in the picture of
 * glyphs, so its labels wait; `onReady` is called when more can be drawn.
 */
export function drawable(labels: readonly Label[], onReady: () => void): Label[] {
  const missing = new Set<string>()
  const ready = labels.filter(({ text }) => {
    const waits = [...text].filter((character) => !here.has(character))
    for (const character of waits) if (!asked.has(character)) missing.add(character)
    return waits.length === 0
  })
  if (missing.size > 0) {
    for (const character of missing) asked.add(character)
    const arrived = () => {
      for (const character of missing) here.add(character)
      onReady()
    }
    // Where the font cannot be had the browser's own letters are better than none.
    fontReady([...missing].join('')).then(arrived, arrived)
  }
  return ready
}

type LabelLayerOptions = {
  readonly id: string
  readonly labels: readonly Label[]
  readonly size: number
  readonly weight?: number
  /** For labels that go with movers: the movers, and what moves them on. */
  readonly moving?: { readonly from: Positions; readonly reckoning: DeadReckoning }
}

/** Nothing where there is nothing to write: a picture of no glyphs is an error. */
export function labelLayer({ id, labels, size, weight = 500, moving }: LabelLayerOptions): Layer | null {
  if (labels.length === 0) return null
  const row = (label: Label) => (moving ? label.row : undefined)
  return new TextLayer<Label, ReckoningProps>({
    id,
    data: labels,
    characterSet: 'auto',
    fontFamily: FONT_FAMILY,
    fontWeight: weight,
    fontSettings,
    outlineWidth: 3,
    outlineColor: rgba(ink),
    getText: (label) => label.text,
    getPosition: (label) => {
      const at = row(label)
      return at === undefined ? [label.place[0], label.place[1], 0] : placeAt(moving?.from as Positions, at)
    },
    getColor: (label) => label.colour as Rgba,
    getPixelOffset: (label) => label.offset as [number, number],
    getTextAnchor: (label) => label.anchor,
    getAlignmentBaseline: 'center',
    getSize: size,
    extensions: moving ? [moving.reckoning] : [],
    getMotion: (label: Label) => {
      const at = row(label)
      return at === undefined ? standing : motionAt(moving?.from as Positions, at)
    },
    updateTriggers: { getPosition: moving?.from.version, getMotion: moving?.from.version },
  })
}

const standing = [0, 0, 0, 1e9]
// Distance fields keep 12 px Chinese legible from one picture of glyphs, and give the rim.
const fontSettings = { sdf: true, fontSize: 48, buffer: 8, radius: 12, smoothing: 0.14 }
